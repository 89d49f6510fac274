import { addDays, type Day } from '../../../kernel/day'
import type { DryRun, DryRunClashKind, DryRunMessage, DryRunQuota } from '../dryRunContract'

/** How a message comes out, in one word. */
export type Outcome = 'send' | 'byhand' | 'ask' | 'skip'

export const outcomeNames: Record<Outcome, readonly [name: string, kind: string]> = {
  send: ['可发', 'jade'],
  byhand: ['改道', 'amber'],
  ask: ['问你', 'blue'],
  skip: ['跳过', 'plain'],
}

export const clashNames: Record<DryRunClashKind, readonly [name: string, kind: string]> = {
  same_hour: ['撞车', 'brick'],
  same_text: ['重复', 'brick'],
  over_budget: ['改道', 'amber'],
  quiet: ['静默', 'blue'],
  group_full: ['超上限', 'brick'],
}

/** 改道: it was meant to be a group task and its owner sends it by hand, because the budget is used up. */
export function outcomeOf(message: Pick<DryRunMessage, 'verdict' | 'clashes'>): Outcome {
  if (message.verdict.do !== 'send') return message.verdict.do
  return message.clashes.includes('over_budget') ? 'byhand' : 'send'
}

/** One beat as the groups hear it together: the rows of a list that stays readable with fifty groups. */
export interface BeatRow {
  key: string
  date: Day
  from: number
  until: number
  column: string
  module: string
  text: string
  messages: DryRunMessage[]
  routes: { route: DryRunMessage['route']; count: number }[]
  outcomes: { outcome: Outcome; count: number }[]
  clashes: DryRunClashKind[]
  /** Reasons that are given, each once, the most frequent first. */
  reasons: string[]
}

/** Messages of one node at one time, gathered; the order of time stays. */
export function beatRows(messages: readonly DryRunMessage[]): BeatRow[] {
  const rows = new Map<string, DryRunMessage[]>()
  for (const message of messages) {
    const key = `${message.date}|${message.from}|${message.node}`
    const own = rows.get(key)
    if (own) own.push(message)
    else rows.set(key, [message])
  }
  return [...rows].flatMap(([key, own]) => {
    const [first] = own
    if (!first) return []
    const { date, from, until, column, module, text } = first
    return {
      ...{ key, date, from, until, column, module, text, messages: own },
      routes: counted(own.map(({ route }) => route)).map(([route, count]) => ({ route, count })),
      outcomes: counted(own.map(outcomeOf)).map(([outcome, count]) => ({ outcome, count })),
      clashes: counted(own.flatMap(({ clashes }) => clashes)).map(([kind]) => kind),
      reasons: counted(own.flatMap((message) => reasonOf(message) ?? [])).map(([reason]) => reason),
    }
  })
}

/** Why it is not simply sent as the node asks. */
export function reasonOf({ verdict, routeReason, underWay }: DryRunMessage): string | null {
  return verdict.reason ?? routeReason ?? (underWay ? '线上那一版已经交出，按原来的发' : null)
}

function counted<T>(values: readonly T[]): [T, number][] {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)
}

/** What one would say about it in a meeting. */
export function conclusionOf(run: DryRun, before: DryRun | null): string {
  const { messages, skipped, asked, clashes } = run.totals
  if (messages === 0) return '这几天没有要发的。'
  const tight = run.quota.filter(({ limit, used, planned }) => limit - used - planned <= 0).length
  const parts = [
    clashes === 0 && skipped === 0 ? '能发，没有撞车' : clashes > 0 ? `能发，${clashes} 处要留意` : '能发',
    ...(skipped > 0 ? [`${skipped} 条会跳过`] : []),
    ...(asked > 0 ? [`${asked} 条到点问你`] : []),
    ...(tight > 0 ? [`${tight} 个群的群发次数会用完`] : []),
  ]
  if (before) {
    const more = messages - before.totals.messages
    parts.push(
      more === 0
        ? `条数和 v${before.version} 一样`
        : `比 v${before.version} ${more > 0 ? '多' : '少'} ${Math.abs(more)} 条`,
    )
  }
  return `${parts.join('；')}。`
}

export interface BalanceDay {
  day: Day
  /** 群发 that the group has left after the day. */
  left: number
  limit: number
  /** Messages of the day that found none left. */
  lacking: number
  /** The quota begins anew. */
  fresh: boolean
}

/**
 * How the budget of one group goes down day by day. The server counts a period as a whole; the end of each period is its
 * figure, and the days before it follow from their own group tasks.
 */
export function balanceOf(run: DryRun, group: string): BalanceDay[] {
  const periods = run.quota.filter((one) => one.group === group)
  const spent = new Map(run.days.map(({ date, groupTasks }) => [date, groupTasks]))
  const days: BalanceDay[] = []
  let period: DryRunQuota | undefined
  for (let day = run.from; day <= run.to; day = addDays(day, 1)) {
    const found = periods.find(({ from, to }) => from <= day && day <= to)
    if (!found) continue
    let later = 0
    for (const [date, tasks] of spent) if (date > day && date <= found.to) later += tasks
    const left = Math.max(0, found.limit - found.used - found.planned + later)
    const lacking = run.clashes.filter(({ kind, date }) => kind === 'over_budget' && date === day).length
    days.push({ day, left, limit: found.limit, lacking, fresh: period !== undefined && period !== found })
    period = found
  }
  return days
}

/** Groups by how little they have left, the tightest first. */
export function tightest(quota: readonly DryRunQuota[]): (DryRunQuota & { left: number })[] {
  return quota
    .map((one) => ({ ...one, left: one.limit - one.used - one.planned }))
    .sort((a, b) => a.left - b.left || b.byHand - a.byHand || (a.groupName < b.groupName ? -1 : 1))
}
