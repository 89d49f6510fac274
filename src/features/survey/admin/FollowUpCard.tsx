import { Button, Input } from 'antd'
import { useRef, useState } from 'react'
import { useNow } from '../../../admin/clock'
import { call, useOnline } from '../../../admin/desk'
import { moment, span } from '../../../admin/format'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { newRequest } from '../../../admin/request'
import { useRights } from '../../../admin/rights'
import { useQuery } from '../../../admin/useQuery'
import type { FollowUp } from '../rules'
import { sentenceOfError } from './useSurveyDraft'

/** Unhappy members to be called, the nearest deadline first. */
export function FollowUpCard({
  survey,
  state,
  go,
}: {
  survey: string
  state: 'open' | 'done'
  go: (change: Record<string, string | null>) => void
}) {
  const list = useQuery('survey.followUps', { survey, state })
  const now = useNow(60_000)
  const followUps = [...(list.data?.followUps ?? [])].sort((a, b) => a.deadline - b.deadline)
  const late = followUps.filter(({ deadline, state: is }) => is === 'open' && deadline < now).length
  return (
    <section className="card survey-follow" aria-label="要回访">
      <header>
        <h2>{state === 'open' ? '要回访' : '已回访'}</h2>
        <span className="hint">
          {list.data && `${followUps.length} 人`}
          {late > 0 && <b className="brick"> · {late} 人过了时间</b>}
        </span>
        <span className="end">
          <button type="button" className="linkish" onClick={() => go({ done: state === 'open' ? '1' : null })}>
            {state === 'open' ? '看已回访' : '看待回访'}
          </button>
        </span>
      </header>
      {list.loading && <Skeleton rows={4} />}
      {list.error && <Failure standing="回访都还在。" error={list.error} onRetry={() => void list.reload()} />}
      {list.data && followUps.length === 0 && (
        <p className="hint survey-card-body">
          {state === 'open' ? '没有要回访的。NPS 0–6 分、满意度 1–2 分的会员会出现在这里。' : '还没有回访过。'}
        </p>
      )}
      <ul>
        {followUps.map((followUp) => (
          <Item
            key={followUp._id}
            followUp={followUp}
            now={now}
            onDone={(done) => list.put({ followUps: followUps.filter(({ _id }) => _id !== done._id) })}
          />
        ))}
      </ul>
    </section>
  )
}

function Item({ followUp, now, onDone }: { followUp: FollowUp; now: number; onDone: (followUp: FollowUp) => void }) {
  const { _id: id, score, type, words, deadline, done, memberId } = followUp
  // The member screen finds people by the code on their phone, the beginning of their id.
  const code = memberId.slice(1, 9).toUpperCase()
  const { canAnswer } = useRights()
  const online = useOnline()
  const [open, setOpen] = useState(false)
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const request = useRef(newRequest())

  async function close() {
    setBusy(true)
    setProblem(null)
    try {
      const answer = await call('survey.closeFollowUp', { id, note: note.trim(), request: request.current })
      onDone(answer.followUp)
    } catch (error) {
      setProblem(sentenceOfError(error))
      setBusy(false)
    }
  }

  return (
    <li>
      <p>
        <b className="survey-mark">{score}</b>
        <span>{type === 'nps' ? 'NPS' : 'CSAT'}</span>
        {canAnswer ? <a href={hrefOf('/members', { code })}>会员码 {code}</a> : <span>会员 {memberId.slice(-4)}</span>}
        <span className="tag" data-kind={done ? 'jade' : deadline < now ? 'brick' : undefined}>
          {done ? '已回访' : deadline < now ? `晚了 ${span(now - deadline)}` : `${moment(deadline, now)} 前`}
        </span>
      </p>
      {words && <p className="survey-quote">「{words}」</p>}
      {done && (
        <p className="hint">
          {done.by} {moment(done.at, now)}：{done.note}
        </p>
      )}
      {!done && !open && (
        <Button size="small" onClick={() => setOpen(true)}>
          写回访
        </Button>
      )}
      {!done && open && (
        <div className="survey-note-form">
          <Input.TextArea
            aria-label={`回访 ${memberId.slice(-4)} 的结果`}
            autoFocus
            maxLength={300}
            autoSize={{ minRows: 2, maxRows: 5 }}
            placeholder="说了什么，怎么解决的"
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          {problem && <p className="brick">{problem}</p>}
          <Button
            size="small"
            type="primary"
            loading={busy}
            disabled={note.trim() === '' || !online}
            onClick={() => void close()}
          >
            回访好了
          </Button>
          <Button size="small" onClick={() => setOpen(false)}>
            先不写
          </Button>
        </div>
      )}
    </li>
  )
}
