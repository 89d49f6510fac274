import { App, Button } from 'antd'
import { useState } from 'react'
import { CallError, type Input } from '../../../admin/call'
import { serverNow } from '../../../admin/clock'
import { call, useOnline } from '../../../admin/desk'
import { moment } from '../../../admin/format'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { useRights } from '../../../admin/rights'
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
  const { message, modal } = App.useApp()
  const online = useOnline()
  const { canEdit } = useRights()
  const [busy, setBusy] = useState<string | null>(null)

  async function decide(event: InboundView, verb: 'retry' | 'ignore') {
    setBusy(event.id)
    try {
      const answer = await (verb === 'retry'
        ? call('inbound.retry', { id: event.id })
        : call('inbound.ignore', { id: event.id }))
      setEnded((before) => [...before.filter(({ id }) => id !== event.id), answer.event])
      const { state, reason } = answer.event
      if (state === 'done') void message.success('处理好了。')
      else if (state === 'ignored') void message.success(verb === 'ignore' ? '忽略了。' : '这条事件不用处理。')
      else void message.warning(reason ?? '还没有成功，会自动再试。')
      await onDone()
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      void message.error(error.message)
    } finally {
      setBusy(null)
    }
  }

  const shown = pages.lines.map((line) => ended.find(({ id }) => id === line.id) ?? line)
  return (
    <section className="card" aria-label={show === 'dead' ? words.dead : words.open}>
      {first.loading && <Skeleton rows={6} height={56} />}
      {first.error && !first.data && (
        <Failure standing={words.standing} error={first.error} onRetry={() => void first.reload()} />
      )}
      {first.data && shown.length === 0 && (
        <Empty title={show === 'dead' ? words.nothingDead : words.nothingOpen}>
          {show === 'dead' ? words.nothingDeadNext : words.nothingOpenNext}
        </Empty>
      )}
      <ul className="inbound-list">
        {shown.map((event) => (
          <li key={event.id} data-ended={event.state === 'done' || event.state === 'ignored'}>
            <time>{moment(event.at, serverNow())}</time>
            <div>
              <b>{kindName(event.kind)}</b>
              <span className="hint">
                {sourceNames[event.source]}
                {event.tries > 0 && `，自动试过 ${event.tries} 次`}
              </span>
              {event.reason && <p>{event.reason}</p>}
            </div>
            {event.state === 'done' && (
              <span className="tag" data-kind="jade">
                处理好了
              </span>
            )}
            {event.state === 'ignored' && <span className="tag">忽略了</span>}
            {canEdit && event.state !== 'done' && event.state !== 'ignored' && (
              <span className="actions">
                <Button
                  size="small"
                  disabled={!online || busy !== null}
                  loading={busy === event.id}
                  onClick={() => void decide(event, 'retry')}
                >
                  再试
                </Button>
                <Button
                  size="small"
                  type="text"
                  disabled={!online || busy !== null}
                  onClick={() =>
                    void modal.confirm({
                      title: `忽略这条「${kindName(event.kind)}」？`,
                      content: words.ignoreSure,
                      okText: '忽略',
                      onOk: () => decide(event, 'ignore'),
                    })
                  }
                >
                  忽略
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {pages.error && <p className="note">{pages.error.message}</p>}
      {pages.next !== null && (
        <div className="inbound-more">
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
    </section>
  )
}
