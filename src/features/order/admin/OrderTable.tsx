import { Button, Drawer } from 'antd'
import { useState } from 'react'
import type { Input } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { NothingFits } from '../../../admin/filter/FilterBar'
import { stamp } from '../../../admin/format'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { When } from '../../../admin/parts/When'
import type { Column } from '../../../admin/table/DataTable'
import { PagedTable } from '../../../admin/table/PagedTable'
import { usePages } from '../../../admin/usePages'
import { useQuery } from '../../../admin/useQuery'
import { PersonTimeline } from '../../person/admin/PersonTimeline'
import type { OrderCursor, OrderView } from '../contract'
import { yuanOf } from '../rules'
import { words } from './words'

/** One list of orders or refunds, newest first, going on below. */
export function OrderTable({
  input,
  filtered,
  onImport,
}: {
  input: Input<'order.list'>
  filtered: boolean
  /** Null: who looks may not. */
  onImport: (() => void) | null
}) {
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
      <section className="card">
        <NothingFits keys={['show', 'no', 'from', 'until']} what={input.show === 'refunds' ? '退款' : '订单'} />
      </section>
    ) : (
      <Empty
        title={words.empty}
        action={
          onImport && (
            <Button type="primary" onClick={onImport}>
              {words.import}
            </Button>
          )
        }
      >
        {words.emptyNext}
      </Empty>
    )
  }
  return (
    <section className="card order-list" aria-label={words.show[input.show]}>
      <PagedTable
        label={words.show[input.show]}
        pages={pages}
        unit="笔"
        idOf={idOf}
        columns={input.show === 'refunds' ? refundColumns : orderColumns}
        onOpen={({ person: buyer }) => {
          if (buyer !== null) setPerson(buyer)
        }}
      />
      <Drawer open={person !== null} size={520} title={words.person} onClose={() => setPerson(null)}>
        {person !== null && <PersonTimeline id={person} />}
      </Drawer>
    </section>
  )
}

const idOf = ({ id }: OrderView) => id
const columns: Column<OrderView>[] = [
  {
    ...{ key: 'no', name: '订单号', width: 190, grow: 1 },
    cell: ({ no }) => <span className="order-no">{no}</span>,
    plain: ({ no }) => no,
  },
  { key: 'at', name: '时间', width: 124, cell: ({ at }) => <When at={at} />, plain: ({ at }) => stamp(at) },
  {
    ...{ key: 'cents', name: '金额（元）', width: 150, end: true },
    cell: ({ kind, cents, back }) => (
      <span data-gone={back >= cents && back > 0}>
        {kind === 'refund' ? `-${yuanOf(cents)}` : yuanOf(cents)}
        {back > 0 && <i className="brick"> 退 {back >= cents ? '全部' : yuanOf(back)}</i>}
      </span>
    ),
    plain: ({ kind, cents }) => (kind === 'refund' ? -cents : cents) / 100,
  },
  {
    ...{ key: 'place', name: '门店', width: 150, grow: 1 },
    cell: ({ kind, of, store }) => (kind === 'refund' ? of : (store ?? '—')),
    plain: ({ kind, of, store }) => (kind === 'refund' ? of : store),
  },
  {
    ...{ key: 'state', name: '会员', width: 110 },
    cell: ({ state }) => (
      <span className="tag" data-kind={state === 'waiting' ? 'amber' : state === 'matched' ? 'jade' : undefined}>
        {words.states[state]}
      </span>
    ),
    plain: ({ state }) => words.states[state],
  },
  {
    ...{ key: 'source', name: '来源', width: 130, grow: 1 },
    cell: ({ source, by }) => (
      <span className="hint">
        {source} · {words.ways[by]}
      </span>
    ),
    plain: ({ source, by }) => `${source} · ${words.ways[by]}`,
  },
]
const orderColumns = columns
const refundColumns = columns.map((column) =>
  column.key === 'no'
    ? { ...column, name: '退款单号' }
    : column.key === 'place'
      ? { ...column, name: '原订单' }
      : column,
)
