import { App, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { serverNow } from '../../../admin/clock'
import { call } from '../../../admin/desk'
import { count, shortDay } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { newRequest } from '../../../admin/request'
import { useQuery } from '../../../admin/useQuery'
import { dayOf } from '../../../kernel/day'
import type { StaffTierView } from '../contract'
import { words } from './text'
import './tier.css'

/** One member's tier, how it came, and for editors: setting it by hand and sorting the member into segments. */
export function TierPanel({ memberId, canEdit, online }: { memberId: string; canEdit: boolean; online: boolean }) {
  const asked = useQuery('tier.getOf', { memberId })
  const view = asked.data
  return (
    <section className="card" aria-label="等级">
      <header>
        <h2>等级</h2>
        {view?.birthday && <span className="hint">生日 {view.birthday}</span>}
      </header>
      {asked.loading && <Skeleton rows={3} />}
      {asked.error && <Failure standing="等级没有变。" error={asked.error} onRetry={() => void asked.reload()} />}
      {view && <Standing view={view} />}
      {view && canEdit && <SetByHand memberId={memberId} view={view} online={online} onDone={asked.reload} />}
      {view && canEdit && <Segments memberId={memberId} view={view} online={online} onDone={asked.reload} />}
    </section>
  )
}

function Standing({ view }: { view: StaffTierView }) {
  const year = dayOf(serverNow()).slice(0, 4)
  const name = view.tiers.find(({ id }) => id === view.current)?.name ?? view.current
  const { until, next, keep, growth, byHand, history } = view
  return (
    <div className="tier-panel">
      <p>
        <b>{name}</b>
        {until === null ? '没有到期日' : `保到 ${shortDay(until, year)}${byHand ? '，人工设定' : ''}`}
      </p>
      <p className="hint">
        成长值 {count(growth)}
        {next && `，再得 ${count(next.missing)} 升${next.name}`}
        {keep && keep.missing > 0 && `，还差 ${count(keep.missing)} 才能保级`}
      </p>
      {history.length > 0 && (
        <ol aria-label="升降记录">
          {history.map(({ id, day, from, to, why, by, reason }) => (
            <li key={id} title={reason ?? undefined}>
              <time>{shortDay(day, year)}</time>
              {from === to ? `${to}，续期` : `${from} → ${to}`}
              <span>{by === null ? words.why[why] : `${by}：${reason ?? ''}`}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

interface Part {
  memberId: string
  view: StaffTierView
  online: boolean
  onDone: () => Promise<void>
}

function SetByHand({ memberId, view, online, onDone }: Part) {
  const { message } = App.useApp()
  const [tier, setTier] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  // Kept until an answer came: the same press again sets nothing twice.
  const [request, setRequest] = useState(newRequest)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  async function set() {
    if (tier === null || reason.trim().length < 2) return setProblem('选一个等级，写清楚为什么。')
    setBusy(true)
    setProblem(null)
    try {
      const { until } = await call('tier.set', { request, memberId, tier, reason: reason.trim() })
      setRequest(newRequest())
      setTier(null)
      setReason('')
      void message.success(`设好了${until === null ? '' : `，保到 ${until}`}。`)
      await onDone()
    } catch (error) {
      if (!(error instanceof CallError)) console.error(error)
      // The first press arrived after all; what stands in the form now is another wish.
      if (error instanceof CallError && error.code === 'ID_REUSED') {
        setRequest(newRequest())
        await onDone()
      }
      setProblem(error instanceof CallError ? error.message : '没有设上，请再试一次。')
    } finally {
      setBusy(false)
    }
  }

  return (
    <form
      className="member-correct"
      onSubmit={(event) => {
        event.preventDefault()
        void set()
      }}
    >
      <label htmlFor="tier-set">改成</label>
      <Select<string>
        id="tier-set"
        disabled={busy}
        placeholder="选一个等级"
        value={tier ?? undefined}
        onChange={(next) => {
          setTier(next)
          setProblem(null)
        }}
        options={view.tiers.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <label htmlFor="tier-reason">为什么</label>
      <Input
        id="tier-reason"
        disabled={busy}
        maxLength={100}
        placeholder="只有同事看得到，例如 老客补偿"
        value={reason}
        onChange={(event) => {
          setReason(event.target.value)
          setProblem(null)
        }}
      />
      <div>
        {problem && (
          <p className="note" data-kind="brick" role="alert">
            <Icon name="warn" size={14} /> <span>{problem}</span>
          </p>
        )}
        <Button htmlType="submit" loading={busy} disabled={!online}>
          设定等级
        </Button>
      </div>
    </form>
  )
}

function Segments({ memberId, view, online, onDone }: Part) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function keep(segments: string[]) {
    setBusy(true)
    setProblem(null)
    try {
      await call('member.setSegments', { memberId, segments })
      await onDone()
    } catch (error) {
      if (!(error instanceof CallError)) console.error(error)
      setProblem(error instanceof CallError ? error.message : '标签没有存上，请再试一次。')
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className="member-correct">
      <label htmlFor="member-segments">标签</label>
      <div>
        <Select<string[]>
          id="member-segments"
          mode="tags"
          style={{ width: '100%' }}
          disabled={busy || !online}
          placeholder="输入后回车，例如 敏感肌"
          value={view.segments}
          onChange={(segments) => void keep(segments)}
        />
        {problem && (
          <p className="brick" role="alert">
            {problem}
          </p>
        )}
      </div>
    </div>
  )
}
