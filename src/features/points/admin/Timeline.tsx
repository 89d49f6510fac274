import { Button } from 'antd'
import { serverNow } from '../../../admin/clock'
import type { CsvCell } from '../../../admin/csv'
import { call } from '../../../admin/desk'
import { count, longDay, stamp } from '../../../admin/format'
import { ExportCsv, everyPage } from '../../../admin/parts/ExportCsv'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { usePages } from '../../../admin/usePages'
import { useQuery } from '../../../admin/useQuery'
import { dayOf, timeOf } from '../../../kernel/day'
import type { TimelineLine } from '../contract'
import { memberCodeOf } from '../wallet'
import { assetName, byDay, kindName, lotWords, signed } from './lines'

/** Lines of one page. */
const PAGE = 50

/** Everything that happened to one member's assets, newest first; older pages are fetched on demand and added below. */
export function Timeline({ memberId }: { memberId: string }) {
  const first = useQuery('points.getTimeline', { memberId, limit: PAGE })
  const ask = (before: number) => call('points.getTimeline', { memberId, before, limit: PAGE })
  const { lines, next, error, busy, more } = usePages(first.data, ask)
  const year = dayOf(serverNow()).slice(0, 4)

  return (
    <section className="card" aria-label="流水">
      <header>
        <h2>流水</h2>
        <span className="hint">新的在上，每一笔都在</span>
        {first.data && lines.length > 0 && (
          <div className="end">
            <ExportCsv
              name={`会员流水-${memberCodeOf(memberId)}`}
              heads={['时间', '种类', '说明', '资产', '变动', '之后余额', '经手', '编号']}
              rows={() => everyPage(first.data ?? { lines: [], next: null }, ask, cellsOf)}
            />
          </div>
        )}
      </header>
      {first.loading && <Skeleton rows={10} height={44} />}
      {first.error && <Failure standing="会员的积分没有变。" error={first.error} onRetry={() => void first.reload()} />}
      {first.data && lines.length === 0 && (
        <Empty title="还没有流水">这位会员加入了，还没有打过卡，也没有得到过积分。</Empty>
      )}
      {byDay(lines).map(({ day, lines: ofDay }) => (
        <section key={day} className="member-day" aria-label={longDay(day)}>
          <h3>{day.slice(0, 4) === year ? longDay(day) : `${day.slice(0, 4)}年${longDay(day)}`}</h3>
          <ol>
            {ofDay.map((line) => (
              <li key={line.id}>
                <time>{timeOf(line.at)}</time>
                <span className="tag" data-kind={line.by ? 'amber' : undefined}>
                  {kindName(line.bizType)}
                </span>
                <div>
                  {line.reason}
                  <small>
                    {[lotWords(line.lots, year), line.by && `${line.by.name} 经手`, line.of && '对应前面的一笔']
                      .filter(Boolean)
                      .join(' · ')}
                  </small>
                </div>
                <b data-sign={line.delta < 0 ? 'minus' : 'plus'}>{signed(line.delta)}</b>
                <span className="member-after">
                  {assetName(line.asset)} {count(line.balanceAfter)}
                </span>
              </li>
            ))}
          </ol>
        </section>
      ))}
      {error && next !== null && (
        <Failure standing="上面的都在，更早的没有取到。" error={error} onRetry={() => void more(next)} />
      )}
      {next !== null && !error && (
        <div className="member-more">
          <Button loading={busy} onClick={() => void more(next)}>
            看更早的
          </Button>
        </div>
      )}
    </section>
  )
}

function cellsOf({ at, bizType, reason, asset, delta, balanceAfter, by, id }: TimelineLine): CsvCell[] {
  return [stamp(at), kindName(bizType), reason, assetName(asset), delta, balanceAfter, by?.name ?? '', id]
}
