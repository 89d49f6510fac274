import { addDays, type Day } from '../../kernel/day'
import type { Delivery } from './rules'

/** What became of the messages of one group or store; skipped ones are counted apart from what was planned. */
export interface Rates {
  planned: number
  onTime: number
  late: number
  missed: number
  unconfirmed: number
  /** Planned, handed over or waiting: no conclusion yet. */
  open: number
  skipped: number
}

/** What a message counts as, one of them each; `planned` is all but the skipped. */
export const RATES = ['planned', 'onTime', 'late', 'missed', 'unconfirmed', 'open', 'skipped'] as const
export type Rate = (typeof RATES)[number]

export interface DayRates extends Rates {
  day: Day
}

export interface GroupRates extends Rates {
  chatId: string
  name: string
  /** The last day on which it missed something or nobody knows. */
  troubleOn: Day | null
}

export interface StoreRates extends Rates {
  /** Null: groups whose owner belongs to no store. */
  store: string | null
  groups: GroupRates[]
}

type Row = Pick<Delivery, 'beat' | 'target' | 'groupName' | 'owner' | 'deputyFor' | 'date' | 'attempt' | 'state'>

const none: Rates = { planned: 0, onTime: 0, late: 0, missed: 0, unconfirmed: 0, open: 0, skipped: 0 }

/**
 * Rows by the stores of the group's own owner, whoever sent them. Of several attempts the last one counts, as on the board. An owner
 * who works in two stores counts in both, because nothing says which one a group is of.
 *
 * @param stores WeCom user id → stores
 */
export function storesOf(rows: readonly Row[], stores: ReadonlyMap<string, readonly string[]>): StoreRates[] {
  const found = new Map<string | null, Map<string, GroupRates>>()
  for (const row of lastAttempts(rows)) {
    const of = stores.get(row.deputyFor ?? row.owner) ?? []
    for (const store of of.length === 0 ? [null] : of) {
      const groups = found.get(store) ?? new Map<string, GroupRates>()
      found.set(store, groups)
      const group = groups.get(row.target) ?? { chatId: row.target, name: row.groupName, troubleOn: null, ...none }
      groups.set(row.target, group)
      note(group, row)
    }
  }
  return [...found]
    .map(([store, groups]) => ({ store, ...sumOf([...groups.values()]), groups: [...groups.values()].sort(byName) }))
    .sort((a, b) => ((a.store ?? '￿') < (b.store ?? '￿') ? -1 : 1))
}

/** Of several attempts of one beat in one group the last. */
export function lastAttempts<R extends Pick<Row, 'target' | 'beat' | 'attempt'>>(rows: readonly R[]): R[] {
  const latest = new Map<string, R>()
  for (const row of rows) {
    const key = `${row.target}|${row.beat}`
    if ((latest.get(key)?.attempt ?? -1) < row.attempt) latest.set(key, row)
  }
  return [...latest.values()]
}

/** Day by day, also those without anything; a message counts once, whatever number of stores its owner works in. */
export function daysOfRows(rows: readonly Row[], from: Day, to: Day): DayRates[] {
  const days = new Map<Day, DayRates>()
  for (let day = from; day <= to; day = addDays(day, 1)) days.set(day, { day, ...none })
  for (const row of lastAttempts(rows)) {
    const day = days.get(row.date)
    if (day) count(day, row.state)
  }
  return [...days.values()]
}

/** Which count a message is in, beside `planned`. */
export function rateOf(state: Delivery['state']): Exclude<Rate, 'planned'> {
  if (state === 'sent') return 'onTime'
  if (state === 'late' || state === 'missed' || state === 'unconfirmed' || state === 'skipped') return state
  return 'open'
}

function count(rates: Rates, state: Delivery['state']): void {
  if (state !== 'skipped') rates.planned++
  rates[rateOf(state)]++
}

function note(group: GroupRates, { state, date }: Row): void {
  count(group, state)
  const trouble = state === 'missed' || state === 'unconfirmed'
  if (trouble && (group.troubleOn === null || group.troubleOn < date)) group.troubleOn = date
}

function sumOf(groups: readonly GroupRates[]): Rates {
  const sum = { ...none }
  for (const name of RATES) {
    for (const group of groups) sum[name] += group[name]
  }
  return sum
}

function byName(a: GroupRates, b: GroupRates): number {
  return a.name < b.name ? -1 : 1
}

/** On time of what has a conclusion, 0 to 1; null without any. What nobody knows, or is still open, is no conclusion. */
export function onTimeRate({ onTime, late, missed }: Rates): number | null {
  const concluded = onTime + late + missed
  return concluded === 0 ? null : onTime / concluded
}
