import { clockText, weekdayName } from '../../../client/when'
import { addDays, dayOf, weekdayOf } from '../../../kernel/day'
import type { FlashView } from '../contract'
import type { FlashStatus } from '../rules'
import { text } from './text'

type Timed = Pick<FlashView, 'status' | 'mode' | 'opensAt' | 'closesAt'>

/** How a session stands as the seconds pass between two answers: time alone opens and closes it. */
export function standingAt({ status, mode, opensAt, closesAt }: Timed, now: number): FlashStatus {
  if (status !== 'upcoming' && status !== 'running') return status
  if (now >= closesAt) return mode === 'draw' ? 'drawing' : 'over'
  return now >= opensAt ? 'running' : 'upcoming'
}

const URGENCY: Record<FlashStatus, number> = {
  running: 0,
  paused: 1,
  drawing: 2,
  upcoming: 3,
  drawn: 4,
  sold_out: 5,
  over: 6,
  cancelled: 7,
}

/** How long a result stays in front of what comes next (ms). */
const LINGERS = 3 * 3_600_000

/** The session that a member comes for: what runs, then a fresh result, then what is next. */
export function foremost<V extends Timed>(sessions: readonly V[], now: number): V | null {
  const weight = (session: V) => {
    const status = standingAt(session, now)
    if (URGENCY[status] <= URGENCY.drawing) return URGENCY[status]
    if (status === 'upcoming') return 10 + (session.opensAt - now) / LINGERS
    return session.closesAt + LINGERS > now ? 5 : 1000 + (now - session.closesAt)
  }
  return [...sessions].sort((a, b) => weight(a) - weight(b))[0] ?? null
}

export function countdown(ms: number): { hours: number; minutes: number; seconds: number } {
  const left = Math.max(0, Math.ceil(ms / 1000))
  return { hours: Math.floor(left / 3600), minutes: Math.floor(left / 60) % 60, seconds: left % 60 }
}

/** `今天 9:00`, `明天 9:00`, `周一 9:00`, `12-01 9:00` */
export function whenText(instant: number, now: number): string {
  const [day, today] = [dayOf(instant), dayOf(now)]
  const clock = clockText(instant)
  if (day === today) return `${text.today} ${clock}`
  if (day === addDays(today, 1)) return `${text.tomorrow} ${clock}`
  return day <= addDays(today, 6) ? `周${weekdayName(weekdayOf(day))} ${clock}` : `${day.slice(5)} ${clock}`
}

/** `2.1`: seconds with a tenth, never below a tenth. */
export function tenths(ms: number): string {
  return (Math.max(1, Math.round(ms / 100)) / 10).toFixed(1)
}
