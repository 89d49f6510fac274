import { Button } from 'antd'
import { count, shortDay } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { timeOf } from '../../../kernel/day'
import type { MemberForecast } from '../memberDryRunContract'
import { useMemberDryrun } from './useMemberDryrun'
import './single.css'

/** What would be said to members one by one: who hears each, how many get it, and why the others do not. */
export function MemberForecasts(input: { sop: string; version: number; from: string; days: number }) {
  const { sop, version, from, days } = input
  const {
    beats = [],
    members = 0,
    next = null,
    remarks = [],
    error = null,
    loading,
    more,
  } = useMemberDryrun({
    sop,
    version,
    from,
    days,
  })
  if (!loading && error === null && beats.length === 0) return null
  return (
    <section className="card dryrun-members" aria-label="发给会员的">
      <header>
        <h2>发给会员的 {beats.length}</h2>
        <span className="hint end">
          {loading ? '正在算' : `算了 ${count(members)} 位会员${next === null ? '' : '，还有没算的'}`}
        </span>
        {next !== null && next !== '' && (
          <Button size="small" onClick={more}>
            接着算
          </Button>
        )}
      </header>
      {error !== null && <p className="brick">{error}</p>}
      <ul>
        {beats.map((beat) => (
          <li key={`${beat.beat}/${beat.version}`}>
            <span className="member-when">
              {shortDay(beat.date)} {timeOf(beat.from)}
            </span>
            <span>
              <b>{beat.column}</b>
              <small className="ellipsis">{beat.text}</small>
            </span>
            <ForecastWords beat={beat} />
          </li>
        ))}
      </ul>
      {remarks.map((remark) => (
        <p key={remark} className="hint">
          {remark}
        </p>
      ))}
    </section>
  )
}

/** One beat beside the calendar: the same figures, of this beat alone. */
export function BeatForecast({
  sop,
  version,
  date,
  beat,
}: {
  sop: string
  version: number
  date: string
  beat: string
}) {
  const { beats = [], loading, error = null, next = null } = useMemberDryrun({ sop, version, from: date, days: 1 })
  const own = beats.filter((each) => each.beat === beat)
  if (loading) return <span className="hint">正在算有几位会员…</span>
  if (error !== null) return <span className="brick">{error}</span>
  if (own.length === 0) return <span className="hint">已经开始，看结果请到「今天」</span>
  return (
    <>
      {own.map((each) => (
        <ForecastWords key={each.version} beat={each} />
      ))}
      {next !== null && <small className="hint">会员多，先算了一部分</small>}
    </>
  )
}

function ForecastWords({ beat: { hears, said, putOff, dropped } }: { beat: MemberForecast }) {
  return (
    <span className="member-fate">
      {count(hears)} 位会员：
      <span className={said > 0 ? 'jade' : 'hint'}>
        {said > 0 && <Icon name="check" size={12} />} {count(said)} 位收到{putOff > 0 && `（${count(putOff)} 位晚些）`}
      </span>
      {dropped.map(({ reason, count: many }) => (
        <small key={reason}>
          {count(many)} 位不发：{reason}
        </small>
      ))}
    </span>
  )
}
