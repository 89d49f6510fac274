import { addDays, type Day, HOUR, timeOf } from '../../kernel/day'
import { dayInfo, type HolidayOverride } from '../../kernel/holidays'
import type { Standing } from '../delivery/planning'
import { quotaPeriod } from '../delivery/quota'
import { textOf } from '../delivery/rows'
import type { SendingRules } from '../delivery/sendingRules'
import type {
  DryRun,
  DryRunClash,
  DryRunClashKind,
  DryRunFate,
  DryRunMessage,
  DryRunShift,
  DryRunTable,
} from './dryRunContract'
import { groupBy, type Tried, type TriedMessage } from './dryRunPlan'
import { dryRunText } from './dryRunText'
import { afterPolicy, type ExpandFacts, expand } from './expand'
import type { SopVersion } from './rules'

/** What the answer is made from. `names` are of other SOPs. */
export interface AnswerFacts {
  sop: string
  tried: Tried
  rules: SendingRules
  names: ReadonlyMap<string, string>
}

/** Clashes of the messages, by day and group. */
export function clashesOf({ sop, tried, rules, names }: AnswerFacts, messages: readonly TriedMessage[]): DryRunClash[] {
  const columns = new Map(messages.map((message) => [message.id, message.beat.node.column]))
  const nameOf = (row: Standing) => {
    const own = columns.get(row._id)
    return own ?? dryRunText.ofOther('', names.get(row.sop) ?? row.sop)
  }
  const others = groupBy(
    [...tried.rows.values()].filter((row) => row.sop !== sop),
    (row) => `${row.date}|${row.target}`,
  )
  const found: DryRunClash[] = []
  for (const [key, own] of groupBy(messages, ({ beat, group }) => `${beat.date}|${group._id}`)) {
    const [first] = own
    if (first === undefined) continue
    const at = { date: first.beat.date, group: first.group._id, groupName: first.group.name }
    const clash = (kind: DryRunClashKind, ids: string[], message: string) => found.push({ kind, ...at, ids, message })
    const rows = [...own.flatMap(({ id }) => tried.rows.get(id) ?? []), ...(others.get(key) ?? [])]
    for (const [hour, together] of groupBy(rows, (row) => String(Math.floor(row.from / HOUR)))) {
      const ids = together.filter((row) => row.sop === sop).map((row) => row._id)
      if (together.length < 2 || ids.length === 0) continue
      const time = timeOf(Number(hour) * HOUR)
      clash('same_hour', ids, dryRunText.sameHour(time, together.map(nameOf).join('、')))
    }
    for (const [text, same] of groupBy(own, ({ beat, group }) => textOf(beat.partsFor(group)))) {
      if (text === '' || same.length < 2) continue
      const ids = same.map(({ id }) => id)
      clash('same_text', ids, dryRunText.sameText(same.map(({ beat }) => beat.node.column).join('、')))
    }
    for (const message of own) {
      const { id, beat, held, verdict } = message
      const { column } = beat.node
      const reason = reasonOf(message, { sop, tried, rules, names })
      if (reason !== null && (beat.node.route === 'group_task' || held === 'quota')) {
        clash('over_budget', [id], dryRunText.overBudget(column, reason))
      }
      if (held === 'quiet') clash('quiet', [id], dryRunText.verdict(column, verdict.reason ?? later(verdict.at)))
      if (held === 'full') clash('group_full', [id], dryRunText.verdict(column, verdict.reason ?? ''))
    }
  }
  return found
}

/** One line of the answer. */
export function lineOf(
  facts: AnswerFacts,
  message: TriedMessage,
  clashes: ReadonlyMap<string, DryRunClashKind[]>,
): DryRunMessage {
  const { id, beat, group, route, verdict, held, underWay } = message
  const { node, date, nominal, from, until, version } = beat
  const parts = beat.partsFor(group)
  const deferred = verdict.reason === null && held === 'quiet' ? later(verdict.at) : verdict.reason
  return {
    id,
    date,
    nominal,
    from,
    until,
    group: group._id,
    groupName: group.name,
    ownerName: group.ownerName,
    node: node.key,
    column: node.column,
    module: node.module,
    version,
    text: textOf(parts),
    parts,
    wanted: node.route,
    route,
    routeReason: underWay ? null : reasonOf(message, facts),
    verdict: { ...verdict, reason: underWay ? dryRunText.underWay : deferred },
    clashes: clashes.get(id) ?? [],
    underWay,
  }
}

/** Every message as a number: how it comes out, once each, and for each beat which group has which. */
export function tableOf(
  facts: AnswerFacts,
  messages: readonly TriedMessage[],
  clashes: ReadonlyMap<string, DryRunClashKind[]>,
): DryRunTable {
  const groups = [...new Map(messages.map(({ group }) => [group._id, { id: group._id, name: group.name }])).values()]
  const places = new Map(groups.map(({ id }, place) => [id, place]))
  const fates: DryRunFate[] = []
  const numbers = new Map<string, number>()
  const beats = new Map<string, DryRunTable['beats'][number]>()
  for (const message of messages) {
    const { id, beat, group, route, verdict } = message
    const fate: DryRunFate = { route, do: verdict.do, reason: wordsOf(message, facts), clashes: clashes.get(id) ?? [] }
    const key = JSON.stringify(fate)
    const number = numbers.get(key) ?? fates.push(fate)
    numbers.set(key, number)
    const line = beats.get(beat.beat) ?? { beat: beat.beat, date: beat.date, by: groups.map(() => 0) }
    line.by[places.get(group._id) ?? 0] = number
    beats.set(beat.beat, line)
  }
  return { groups, fates, beats: [...beats.values()] }
}

/** Why it is not simply sent as the node asks, in the order in which a page says it. */
function wordsOf(message: TriedMessage, facts: AnswerFacts): string | null {
  const { verdict, held, underWay } = message
  if (underWay) return dryRunText.underWay
  if (verdict.reason === null && held === 'quiet') return later(verdict.at)
  return verdict.reason ?? reasonOf(message, facts)
}

function later(at: number): string {
  return dryRunText.quietUntil(timeOf(at))
}

/** Why the owner sends by hand what was to be a group task, or might have been one. */
function reasonOf(message: TriedMessage, { sop, tried, rules, names }: AnswerFacts): string | null {
  const { beat, group, route, verdict, held } = message
  if (route === 'group_task' || beat.node.route === 'staff_task') return null
  if (held === 'quota') return verdict.reason
  const taken = tasksOf(tried).get(`${beat.date}|${group._id}`)
  if (taken === undefined) {
    const { from, to } = quotaPeriod(rules.quotaRule, beat.date)
    return dryRunText.quotaOut(from, to)
  }
  if (taken.sop !== sop) return dryRunText.usedByOther(names.get(taken.sop) ?? taken.sop)
  return dryRunText.usedBy(columnsOf(tried).get(taken._id) ?? '')
}

/** Looked up for every message, made once for each run. */
const tasks = new WeakMap<Tried, Map<string, Standing>>()
const columns = new WeakMap<Tried, Map<string, string>>()

function tasksOf(tried: Tried): Map<string, Standing> {
  const known = tasks.get(tried)
  if (known !== undefined) return known
  const rows = [...tried.rows.values()].filter((row) => row.route === 'group_task')
  const made = new Map(rows.map((row) => [`${row.date}|${row.target}`, row]))
  tasks.set(tried, made)
  return made
}

function columnsOf(tried: Tried): Map<string, string> {
  const known = columns.get(tried)
  if (known !== undefined) return known
  const made = new Map(tried.messages.map(({ id, beat }) => [id, beat.node.column]))
  columns.set(tried, made)
  return made
}

/** Heads of the days and the sums. */
export function sumsOf(
  messages: readonly TriedMessage[],
  clashes: readonly DryRunClash[],
  range: { from: Day; to: Day },
): Pick<DryRun, 'days' | 'totals'> {
  const byDay = groupBy(messages, ({ beat }) => beat.date)
  const clashesByDay = groupBy(clashes, ({ date }) => date)
  const days: DryRun['days'] = []
  for (let date = range.from; date <= range.to; date = addDays(date, 1)) {
    const own = byDay.get(date) ?? []
    const groupTasks = own.filter(({ route }) => route === 'group_task').length
    const byHand = own.length - groupTasks
    days.push({ date, messages: own.length, groupTasks, byHand, clashes: clashesByDay.get(date)?.length ?? 0 })
  }
  const groupTasks = days.reduce((sum, day) => sum + day.groupTasks, 0)
  const stopped = (verdict: 'skip' | 'ask') => messages.filter((message) => message.verdict.do === verdict).length
  return {
    days,
    totals: {
      messages: messages.length,
      groupTasks,
      byHand: messages.length - groupTasks,
      skipped: stopped('skip'),
      asked: stopped('ask'),
      clashes: clashes.length,
    },
  }
}

/** Days on which a node of the version would be heard but for its policy of days off, at most 200. */
export function shiftsOf(
  version: SopVersion,
  range: { from: Day; to: Day },
  facts: ExpandFacts,
  holidays: readonly HolidayOverride[],
): DryRunShift[] {
  const minding = version.nodes.filter((node) => node.holiday !== 'keep' || node.weekend !== 'keep')
  const plain = minding.map((node) => ({
    ...{ ...node, holiday: 'keep' as const, weekend: 'keep' as const },
    exceptions: [],
  }))
  const policies = new Map(minding.map((node) => [node.key, node]))
  const found = expand({ ...version, nodes: plain }, range, { ...facts, holidays }).flatMap(
    ({ node, date: nominal, slot }): DryRunShift[] => {
      const own = policies.get(node.key)
      if (own === undefined || slot > 0) return []
      const date = afterPolicy(own, nominal, holidays)
      if (date === nominal) return []
      const { name } = dayInfo(nominal, holidays)
      return [{ node: node.key, column: node.column, nominal, date, name: name ?? dryRunText.weekend }]
    },
  )
  return found.slice(0, 200)
}
