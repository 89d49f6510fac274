import { Button, Drawer } from 'antd'
import { useState } from 'react'
import type { Input } from '../../../admin/call'
import { serverNow } from '../../../admin/clock'
import { call } from '../../../admin/desk'
import { moment } from '../../../admin/format'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { usePages } from '../../../admin/usePages'
import { useQuery } from '../../../admin/useQuery'
import { PersonTimeline } from '../../person/admin/PersonTimeline'
import type { OrderCursor, OrderView } from '../contract'
import { yuanOf } from '../rules'
import { words } from './words'

/** One list of orders or refunds, newest first, going on below. */
export function OrderTable({ input, filtered }: { input: Input<'order.list'>; filtered: boolean }) {
  const first = useQuery('order.list', input)
  const [person, setPerson] = useState<string | null>(null)
  const pages = usePages(
    first.data && { lines: first.data.rows, next: first.data.next },
    async (before: OrderCursor) => {
      const { rows, next } = await call('order.list', { ...input, before })
      return { lines: rows, next }
    },
  )
  if (first.loading) return <Skeleton rows={8} height={44} />
  if (first.error && !first.data) {
    return <Failure standing={words.standing} error={first.error} onRetry={() => void first.reload()} />
  }
  if (pages.lines.length === 0) {
    return filtered ? (
      <p className="card order-none">{words.nothing}</p>
    ) : (
      <Empty title={words.empty}>{words.emptyNext}</Empty>
    )
  }
  const refunds = input.show === 'refunds'
  return (
    <section className="card order-list" aria-label={words.show[input.show]}>
      <table>
        <thead>
          <tr>
            <th>{refunds ? '退款单号' : '订单号'}</th>
            <th>时间</th>
            <th className="r">金额（元）</th>
            <th>{refunds ? '原订单' : '门店'}</th>
            <th>会员</th>
            <th>来源</th>
          </tr>
        </thead>
        <tbody>
          {pages.lines.map((row) => (
            <Row key={row.id} row={row} onPerson={setPerson} />
          ))}
        </tbody>
      </table>
      {pages.error && <p className="note">{pages.error.message}</p>}
      {pages.next !== null && (
        <div className="order-more">
          <Button
            loading={pages.busy}
            onClick={() => {
              if (pages.next !== null) void pages.more(pages.next)
            }}
          >
            更早的
          </Button>
        </div>
      )}
      <Drawer open={person !== null} size={520} title={words.person} onClose={() => setPerson(null)}>
        {person !== null && <PersonTimeline id={person} />}
      </Drawer>
    </section>
  )
}

function Row({ row, onPerson }: { row: OrderView; onPerson: (id: string) => void }) {
  const { kind, no, of, at, cents, back, store, state, person, source, by } = row
  return (
    <tr>
      <td className="order-no">{no}</td>
      <td>{moment(at, serverNow())}</td>
      <td className="r" data-gone={back >= cents && back > 0}>
        {kind === 'refund' ? `-${yuanOf(cents)}` : yuanOf(cents)}
        {back > 0 && <i className="brick"> 退 {back >= cents ? '全部' : yuanOf(back)}</i>}
      </td>
      <td>{kind === 'refund' ? of : (store ?? '—')}</td>
      <td>
        {person === null ? (
          <span className="tag" data-kind={state === 'waiting' ? 'amber' : state === 'matched' ? 'jade' : undefined}>
            {words.states[state]}
          </span>
        ) : (
          <button type="button" className="order-person" title={words.person} onClick={() => onPerson(person)}>
            <span className="tag" data-kind="jade">
              {words.states[state]}
            </span>
          </button>
        )}
      </td>
      <td className="hint">
        {source} · {words.ways[by]}
      </td>
    </tr>
  )
}
