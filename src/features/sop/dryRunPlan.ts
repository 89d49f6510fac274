import { addDays, type Day } from '../../kernel/day'
import { quietUntil } from '../../kernel/quiet'
import { quotaLeftAmong } from '../delivery/budget'
import { gate } from '../delivery/gate'
import { groupFacts, type SameDay } from '../delivery/gateFacts'
import { messagesOf, type PlannedBeat, type PlannedMessage, routesOf, type Standing } from '../delivery/planning'
import { quotaPeriod } from '../delivery/quota'
import type { PlannedRoute, QuotaUse } from '../delivery/routes'
import type { SendingRules } from '../delivery/sendingRules'
import { deliveryText } from '../delivery/text'
import type { DryRunMessage } from './dryRunContract'

/** What a dry run knows: the plans of all SOPs that speak, and what stands already. */
export interface DryRunFacts {
  sop: string
  /** Of every SOP that speaks on these days, the one that is tried among them, in the order in which they are planned. */
  plans: readonly { sop: string; beats: readonly PlannedBeat[] }[]
  /** Rows of these days, of every SOP. */
  standing: readonly Standing[]
  /** What else the quota's periods hold, see `readElsewhere`; groups that got something from others. */
  elsewhere: readonly QuotaUse[]
  touched: ReadonlySet<string>
  rules: SendingRules
  /** Day → who is away and has a deputy for which group (`{owner}|{chat_id}`), as it is known today. */
  stoodIn: ReadonlyMap<Day, ReadonlySet<string>>
  /** First day that is planned (the quota's period may begin before what is shown) and last day. */
  start: Day
  to: Day
  /** ms */
  now: number
}

/** One message of the version that is tried, as planned and as the gate lets it go. */
export interface TriedMessage extends Pick<PlannedMessage, 'id' | 'beat' | 'group'> {
  /** As it goes out: what was planned, unless the gate gives it to the owner's hand. */
  route: PlannedRoute
  verdict: DryRunMessage['verdict']
  /** What put it off or stopped it. */
  held: 'quiet' | 'full' | 'quota' | null
  underWay: boolean
}

export interface Tried {
  messages: TriedMessage[]
  /** Everything that is planned on these days, of every SOP: id → row. */
  rows: ReadonlyMap<string, Standing>
}

/**
 * Plans day after day as the timer does each night, one SOP after another, and asks the gate at the time of each message. It
 * assumes that whatever is planned is then sent.
 */
export function tryOut(facts: DryRunFacts): Tried {
  const all = new Map<string, Standing>()
  const messages: TriedMessage[] = []
  const used: QuotaUse[] = [...facts.elsewhere]
  const byDay = beatsByDay(facts)
  for (let day = facts.start; day <= facts.to; day = addDays(day, 1)) {
    const rows = new Map(
      facts.standing
        .filter((row) => row.date === day && !(row.sop === facts.sop && row.state === 'planned'))
        .map((row) => [row._id, row]),
    )
    const tried = planDay(facts, byDay.get(day) ?? [], rows, used, takenElsewhere(facts, day))
    const sameDay = groupBy([...rows.values()], (row) => row.target)
    const uses = [...rows.values()].filter(holdsQuota)
    const quotaLeft = quotaLeftAmong(facts.rules, day, facts.touched, inPeriodUses(facts, day, [...used, ...uses]))
    for (const message of tried) {
      messages.push(
        message.underWay ? message : judged(facts, message, sameDay.get(message.group._id) ?? [], quotaLeft),
      )
    }
    used.push(...uses)
    for (const [id, row] of rows) all.set(id, row)
  }
  return { messages, rows: all }
}

/** Adds to `rows` what is planned on one day and answers what the version that is tried says. */
function planDay(
  { sop: tried, rules }: DryRunFacts,
  plans: readonly { sop: string; beats: PlannedBeat[] }[],
  rows: Map<string, Standing>,
  used: readonly QuotaUse[],
  taken: ReadonlySet<string>,
): TriedMessage[] {
  const found: TriedMessage[] = []
  for (const { sop, beats } of plans) {
    const standing = [...rows.values()]
    const routes = routesOf(sop, beats, standing, rules.quotaRule, used)
    const fixed = new Map(
      standing.filter((row) => row.sop !== sop || row.state !== 'planned').map((row) => [row._id, row]),
    )
    const there = { has: (id: string) => fixed.has(id) || taken.has(id) }
    for (const { id, beat, group, route } of messagesOf(sop, beats, there, routes)) {
      // What its owner postponed keeps its own beginning.
      const row = rows.get(id)
      const { date, from, until } = beat
      rows.set(id, {
        ...{ _id: id, sop, beat: beat.beat, target: group._id, date, until, route, version: beat.version },
        from: row?.from ?? from,
        state: 'planned',
      })
      if (sop === tried) found.push({ id, beat, group, route, verdict: goes(from), held: null, underWay: false })
    }
    if (sop === tried) {
      for (const { id, beat, group } of messagesOf(sop, beats, NOTHING, routes)) {
        const row = fixed.get(id)
        if (row === undefined) continue
        const route: PlannedRoute = row.route === 'group_task' ? 'group_task' : 'staff_task'
        found.push({ id, beat, group, route, verdict: goes(row.from), held: null, underWay: true })
      }
    }
  }
  return found
}

/** Messages that were taken on another day: moved here afterwards they are not heard a second time. */
function takenElsewhere({ standing }: DryRunFacts, day: Day): ReadonlySet<string> {
  return new Set(standing.filter((row) => row.date !== day && row.state !== 'planned').map((row) => row._id))
}

const NOTHING: ReadonlySet<string> = new Set()
/** More often than this nothing is put off within a day. */
const LOOKS = 6

/** Asks the gate when the message's time has come, and again when it was put off. */
function judged(
  { rules, now, stoodIn }: DryRunFacts,
  message: TriedMessage,
  sameDay: readonly SameDay[],
  quotaLeft: (target: string) => number,
): TriedMessage {
  const { beat, group, id } = message
  const base = { _id: id, target: group._id, date: beat.date, from: beat.from, state: 'planned' as const }
  // As before each dispatch: what an owner who is away would send goes to the deputy's queue, then the gate is asked.
  const byDeputy = stoodIn.get(beat.date)?.has(`${group.owner}|${group._id}`) === true
  let route: PlannedRoute = byDeputy ? 'staff_task' : message.route
  let held: TriedMessage['held'] = null
  let reason: string | null = byDeputy ? deliveryText.rerouted : null
  let at = Math.max(beat.from, now)
  for (let look = 0; look < LOOKS; look++) {
    const row = { ...base, route, until: beat.until, late: beat.node.late }
    const world = { now: at, paused: false, rules, quotaLeft: quotaLeft(group._id), duplicate: false }
    const facts = groupFacts(row, sameDay, world)
    const verdict = gate(row, facts)
    if (verdict.do === 'send') return { ...message, route, held, verdict: { do: 'send', at, reason } }
    const isQuiet = quietUntil(at, [rules.quiet]) !== null
    if (verdict.do === 'defer') {
      if (isQuiet) held = 'quiet'
      at = verdict.until
      continue
    }
    if (verdict.do === 'needs_staff' && verdict.by === 'hand') {
      // From here on it is the owner's: as in the dispatch, which asks no more.
      route = 'staff_task'
      reason = verdict.reason
      return { ...message, route, held: 'quota', verdict: { do: 'send', at, reason } }
    }
    const isFull = facts.rooms.some((room) => room.left <= 0)
    held = isQuiet ? 'quiet' : isFull ? 'full' : held
    return {
      ...message,
      route,
      held,
      verdict: { do: verdict.do === 'skip' ? 'skip' : 'ask', at, reason: verdict.reason },
    }
  }
  return { ...message, route, held, verdict: { do: 'send', at, reason } }
}

function goes(at: number): DryRunMessage['verdict'] {
  return { do: 'send', at, reason: null }
}

function holdsQuota(row: Standing): boolean {
  return row.route === 'group_task' && row.state !== 'missed' && row.state !== 'skipped'
}

/** What `quotaLeftAmong` counts: uses of the groups that others write to, in the period of the day. */
function inPeriodUses({ touched, rules }: DryRunFacts, day: Day, uses: readonly QuotaUse[]): QuotaUse[] {
  if (touched.size === 0) return []
  const { from, to } = quotaPeriod(rules.quotaRule, day)
  return uses.filter((use) => touched.has(use.target) && use.date >= from && use.date <= to)
}

function beatsByDay({ plans }: DryRunFacts): Map<Day, { sop: string; beats: PlannedBeat[] }[]> {
  const days = new Map<Day, { sop: string; beats: PlannedBeat[] }[]>()
  for (const { sop, beats } of plans) {
    for (const [day, own] of groupBy(beats, (beat) => beat.date)) {
      days.set(day, [...(days.get(day) ?? []), { sop, beats: own }])
    }
  }
  return days
}

/** Lists by key, in the order of the list. */
export function groupBy<T>(list: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of list) {
    const key = keyOf(item)
    const there = groups.get(key)
    if (there === undefined) groups.set(key, [item])
    else there.push(item)
  }
  return groups
}
