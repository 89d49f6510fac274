import { Button, Tooltip } from 'antd'
import { count, moment, money, percent } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { useQuery } from '../../../admin/useQuery'
import type { SaleView, SessionRow } from '../contract'
import { Tag } from './SaleTable'
import {
  dayWords,
  modeNames,
  resultWords,
  rhythmWords,
  stateNames,
  statusNames,
  type Turn,
  turnName,
  turnsOf,
} from './words'

const POLL_MS = 20_000

/** One sale: its terms, what can be done with it, and what its sessions came to. */
export function SaleDetail({
  sale,
  now,
  blocked,
  turning,
  onTurn,
  onEdit,
}: {
  sale: SaleView
  now: number
  /** Why nothing can be changed here; null when it can. */
  blocked: string | null
  turning: Turn | null
  onTurn: (turn: Turn) => void
  onEdit: () => void
}) {
  const { prize, state } = sale
  return (
    <aside className="card flash-detail" aria-label={sale.title}>
      <header>
        <h2 className="ellipsis">{sale.title}</h2>
        <Tag {...stateNames[state]} />
      </header>
      <div className="flash-turns">
        {turnsOf(state).map((turn) => (
          <Tooltip key={turn} title={blocked}>
            <Button
              type={state === 'draft' && turn === 'running' ? 'primary' : 'default'}
              loading={turning === turn}
              disabled={blocked !== null || turning !== null}
              onClick={() => onTurn(turn)}
            >
              {turnName(turn, state)}
            </Button>
          </Tooltip>
        ))}
        {state !== 'stopped' && (
          <Tooltip title={blocked}>
            <Button disabled={blocked !== null} icon={<Icon name="pen" size={14} />} onClick={onEdit}>
              改
            </Button>
          </Tooltip>
        )}
        {state === 'stopped' && <span className="hint">停止以后不能再改，要再办就新建一场。</span>}
      </div>
      <dl className="flash-terms">
        <dt>奖品</dt>
        <dd>
          {prize.item}
          {prize.worthCents > 0 && `，值 ${money(prize.worthCents)}`}
        </dd>
        <dt>方式</dt>
        <dd>
          {modeNames[sale.mode]}，{sale.price === 0 ? '免费' : `${count(sale.price)} 积分`}，每人 1 份
        </dd>
        <dt>时间</dt>
        <dd>{rhythmWords(sale)}</dd>
        <dt>日子</dt>
        <dd>
          {sale.from} 到 {sale.until}
        </dd>
        <dt>每场</dt>
        <dd>{count(sale.stock)} 份</dd>
        <dt>兑换</dt>
        <dd>
          得到后 {prize.validDays} 天内，{prize.stores.length === 0 ? '全部门店' : prize.stores.join('、')}
        </dd>
        <dt>建于</dt>
        <dd>
          {moment(sale.createdAt, now)}
          {sale.revision > 0 && `，改过 ${sale.revision} 次`}
        </dd>
      </dl>
      <Sessions sale={sale._id} draft={state === 'draft'} now={now} />
    </aside>
  )
}

function Sessions({ sale, draft, now }: { sale: string; draft: boolean; now: number }) {
  const found = useQuery('flash.sessions', { id: sale }, POLL_MS)
  const rows = found.data?.sessions ?? []
  return (
    <section className="flash-sessions" aria-label="场次">
      <h3>场次</h3>
      {found.loading && <Skeleton rows={3} height={44} />}
      {found.error && <Failure standing="场次照常进行。" error={found.error} onRetry={() => void found.reload()} />}
      {found.data && rows.length === 0 && (
        <p className="hint">{draft ? '点「开始」以后排场次。' : '下一场开前 12 小时排好。'}</p>
      )}
      {rows.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">日子</th>
              <th scope="col">状态</th>
              <th scope="col">结果</th>
              <th scope="col" className="r">
                核销
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.session}>
                <th scope="row">{dayWords(row.day, now)}</th>
                <td>
                  <Tag {...statusNames[row.status]} />
                </td>
                <td>{resultWords(row)}</td>
                <td className="r">{usedWords(row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function usedWords({ given, used }: SessionRow): string {
  if (given === 0) return '—'
  return used === 0 ? '0' : `${count(used)}（${percent(used, given)}%）`
}
