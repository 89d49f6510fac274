import { App, Button, Drawer } from 'antd'
import { useMemo, useState } from 'react'
import { BulkBar } from '../../../admin/bulk/BulkBar'
import type { BulkItem } from '../../../admin/bulk/run'
import { useBulk } from '../../../admin/bulk/useBulk'
import { CallError, type Input } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { stamp } from '../../../admin/format'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { When } from '../../../admin/parts/When'
import { useRights } from '../../../admin/rights'
import type { Column } from '../../../admin/table/DataTable'
import { PagedTable } from '../../../admin/table/PagedTable'
import { usePages } from '../../../admin/usePages'
import { useQuery } from '../../../admin/useQuery'
import type { InboundCursor, InboundView } from '../contract'
import { kindName, sourceNames, words } from './words'

type Show = NonNullable<Input<'inbound.dead'>['show']>

/** Events that did not take hold, each with its reason and the two things that a person can do about it. */
export function EventList({ show, onDone }: { show: Show; onDone: () => Promise<void> }) {
  const first = useQuery('inbound.dead', { show })
  const pages = usePages(
    first.data && { lines: first.data.items, next: first.data.next },
    async (before: InboundCursor) => {
      const { items, next } = await call('inbound.dead', { show, before })
      return { lines: items, next }
    },
  )
  const [ended, setEnded] = useState<readonly InboundView[]>([])
  const [chosen, setChosen] = useState<InboundView[]>([])
  const [open, setOpen] = useState<InboundView | null>(null)
  const bulk = useBulk<BulkItem>(() => void onDone())
  const { modal } = App.useApp()
  const { canEdit } = useRights()

  const shown = pages.lines.map((line) => ended.find(({ id }) => id === line.id) ?? line)
  const over = ({ state }: InboundView) => state === 'done' || state === 'ignored'
  const waiting = chosen.filter((event) => !over(event)).map((event) => ({ ...event, name: kindName(event.kind) }))
  const deed = (verb: 'retry' | 'ignore') => ({
    name: verb === 'retry' ? '再试' : '忽略',
    run: async ({ id }: BulkItem) => {
      const { event } = await call(verb === 'retry' ? 'inbound.retry' : 'inbound.ignore', { id })
      setEnded((before) => [...before.filter((one) => one.id !== id), event])
      if (!over(event)) throw new CallError('STILL_OPEN', event.reason ?? '还没有成功，会自动再试。')
    },
  })
  const columns = useMemo(() => eventColumns(), [])
  return (
    <>
      {canEdit && (
        <BulkBar bulk={bulk} chosen={waiting.length} unit="条事件">
          <Button size="small" onClick={() => void bulk.start(deed('retry'), waiting)}>
            再试
          </Button>
          <Button
            size="small"
            onClick={() =>
              void modal.confirm({
                title: `忽略这 ${waiting.length} 条？`,
                content: words.ignoreSure,
                okText: '忽略',
                onOk: () => void bulk.start(deed('ignore'), waiting),
              })
            }
          >
            忽略
          </Button>
        </BulkBar>
      )}
      <section className="card inbound-table" aria-label={show === 'dead' ? words.dead : words.open}>
        {first.loading && <Skeleton rows={6} />}
        {first.error && !first.data && (
          <Failure standing={words.standing} error={first.error} onRetry={() => void first.reload()} />
        )}
        {first.data && shown.length === 0 && (
          <Empty title={show === 'dead' ? words.nothingDead : words.nothingOpen}>
            {show === 'dead' ? words.nothingDeadNext : words.nothingOpenNext}
          </Empty>
        )}
        {shown.length > 0 && (
          <PagedTable
            label={words.title}
            pages={pages}
            rows={shown}
            unit="条"
            idOf={idOf}
            columns={columns}
            onOpen={setOpen}
            {...(canEdit && { onChosen: setChosen })}
          />
        )}
      </section>
      <Drawer open={open !== null} size={480} title={open ? kindName(open.kind) : ''} onClose={() => setOpen(null)}>
        {open && (
          <dl className="inbound-one">
            <dt>来自</dt>
            <dd>{sourceNames[open.source]}</dd>
            <dt>收到</dt>
            <dd>{stamp(open.at)}</dd>
            <dt>自动试过</dt>
            <dd>{open.tries} 次</dd>
            <dt>原因</dt>
            <dd>{open.reason ?? '—'}</dd>
          </dl>
        )}
      </Drawer>
    </>
  )
}

const idOf = ({ id }: InboundView) => id

function eventColumns(): Column<InboundView>[] {
  return [
    { key: 'at', name: '收到', width: 116, cell: ({ at }) => <When at={at} />, plain: ({ at }) => stamp(at) },
    {
      ...{ key: 'kind', name: '事件', width: 140 },
      cell: ({ kind }) => kindName(kind),
      plain: ({ kind }) => kindName(kind),
    },
    {
      ...{ key: 'source', name: '来自', width: 84 },
      cell: ({ source }) => sourceNames[source],
      plain: ({ source }) => sourceNames[source],
    },
    {
      ...{ key: 'reason', name: '原因', width: 200, grow: 1 },
      cell: ({ reason }) => <span title={reason ?? ''}>{reason ?? '—'}</span>,
      plain: ({ reason }) => reason,
    },
    {
      ...{ key: 'state', name: '结果', width: 116 },
      cell: ({ state, tries }) =>
        state === 'done' ? (
          <span className="tag" data-kind="jade">
            处理好了
          </span>
        ) : state === 'ignored' ? (
          <span className="tag">忽略了</span>
        ) : (
          <span className="tag" data-kind="amber">
            试过 {tries} 次
          </span>
        ),
      plain: ({ state }) => (state === 'done' ? '处理好了' : state === 'ignored' ? '忽略了' : '没有处理成'),
    },
  ]
}
