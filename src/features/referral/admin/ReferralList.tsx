import { App, Button, Input as Field } from 'antd'
import { useState } from 'react'
import { CallError, type Data, type Input } from '../../../admin/call'
import { serverNow } from '../../../admin/clock'
import { call, useOnline } from '../../../admin/desk'
import { count, moment } from '../../../admin/format'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { usePages } from '../../../admin/usePages'
import type { Query } from '../../../admin/useQuery'
import type { ReferralView } from '../contract'
import { words } from './words'

const TONES: Partial<Record<ReferralView['state'], string>> = { paid: 'jade', review: 'amber', rejected: 'brick' }

/** Friends and who brought them, newest first; those in review with the two words that staff can say. */
export function ReferralList({
  list,
  input,
  onBy,
}: {
  list: Query<Data<'referral.list'>>
  input: Input<'referral.list'>
  onBy: (id: string) => void
}) {
  const { message, modal } = App.useApp()
  const online = useOnline()
  const [busy, setBusy] = useState<string | null>(null)
  const [decided, setDecided] = useState<readonly ReferralView[]>([])
  const pages = usePages(
    list.data && { lines: list.data.rows, next: list.data.next },
    async (before: NonNullable<Input<'referral.list'>['before']>) => {
      const { rows, next } = await call('referral.list', { ...input, before })
      return { lines: rows, next }
    },
  )

  async function decide(id: string, approve: boolean, note = '') {
    setBusy(id)
    try {
      const { referral } = await call('referral.decide', { id, approve, note })
      setDecided((before) => [...before.filter((one) => one.id !== id), referral])
      void message.success(`${words.states[referral.state]}。`)
      await list.reload()
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      void message.error(error.message)
    } finally {
      setBusy(null)
    }
  }

  function reject(id: string) {
    let note = ''
    void modal.confirm({
      title: '驳回这条邀请？',
      content: (
        <Field
          aria-label="原因"
          placeholder="原因，例如：同一个人的小号"
          maxLength={100}
          onChange={(event) => (note = event.target.value)}
        />
      ),
      okText: '驳回',
      onOk: () => decide(id, false, note),
    })
  }

  if (list.loading) return <Skeleton rows={6} height={56} />
  if (list.error && !list.data) {
    return <Failure standing={words.standing} error={list.error} onRetry={() => void list.reload()} />
  }
  const rows = pages.lines.map((row) => decided.find(({ id }) => id === row.id) ?? row)
  if (rows.length === 0) {
    const first = input.show === 'all' && input.by === undefined
    return first ? (
      <Empty title={words.empty}>{words.emptyNext}</Empty>
    ) : (
      <p className="card referral-none">{words.nothing}</p>
    )
  }
  return (
    <section className="card" aria-label={words.title}>
      <ul className="referral-list">
        {rows.map(({ id, by, at, state, crowd, points, decidedBy, note }) => (
          <li key={id}>
            <time>{moment(at, serverNow())}</time>
            <div>
              <b>{codeOf(id)}</b> 由{' '}
              {by === null ? (
                '已注销的会员'
              ) : (
                <button type="button" className="link" onClick={() => onBy(by)}>
                  {codeOf(by)}
                </button>
              )}{' '}
              带来
              {crowd > 1 && <span className="hint"> 前后一小时共 {count(crowd)} 位</span>}
              {decidedBy && (
                <p className="hint">
                  {decidedBy} {state === 'rejected' ? `驳回：${note}` : '通过'}
                </p>
              )}
            </div>
            {state === 'review' ? (
              <span className="actions">
                <Button
                  size="small"
                  disabled={!online || busy !== null}
                  loading={busy === id}
                  onClick={() => void decide(id, true)}
                >
                  通过
                </Button>
                <Button size="small" type="text" disabled={!online || busy !== null} onClick={() => reject(id)}>
                  驳回
                </Button>
              </span>
            ) : (
              <span className="tag" data-kind={TONES[state]}>
                {words.states[state]}
                {state === 'paid' && points !== null && ` ${count(points)} 积分`}
              </span>
            )}
          </li>
        ))}
      </ul>
      {pages.error && <p className="note">{pages.error.message}</p>}
      {pages.next !== null && (
        <div className="referral-none">
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

/** The code that stands on a member's page. */
function codeOf(memberId: string): string {
  return memberId.slice(1, 9).toUpperCase()
}
