import { App, Button } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { serverNow } from '../../../admin/clock'
import { call } from '../../../admin/desk'
import { moment } from '../../../admin/format'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { useQuery } from '../../../admin/useQuery'
import { deskText as text } from './text'

/** Which computers are logged in; each can be ended at once. */
export function Sessions() {
  const open = useQuery('staff.sessions', {})
  const { message } = App.useApp()
  const [busy, setBusy] = useState<string | null>(null)

  async function end(session: string) {
    setBusy(session)
    try {
      await call('staff.revoke', { session })
      void message.success(text.ended)
      await open.reload()
    } catch (error) {
      void message.error(error instanceof CallError ? error.message : text.notSaved)
    } finally {
      setBusy(null)
    }
  }

  return (
    <section className="card" aria-label={text.sessions}>
      <header>
        <h2>{text.sessions}</h2>
        <span className="hint">{text.sessionsHint}</span>
      </header>
      {open.loading && <Skeleton rows={2} height={44} />}
      {open.error && <Failure standing="登录没有变。" error={open.error} onRetry={() => void open.reload()} />}
      <ul className="sessions">
        {open.data?.sessions.map((each) => (
          <li key={each.session}>
            <span>
              {each.name}
              <small>
                {moment(each.createdAt, serverNow())} · {each.way === 'scan' ? text.scanned : text.typed}
              </small>
            </span>
            {each.mine ? (
              <span className="tag" data-kind="jade">
                {text.thisOne}
              </span>
            ) : (
              <Button size="small" loading={busy === each.session} onClick={() => void end(each.session)}>
                {text.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
