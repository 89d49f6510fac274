import './collections'
import { addDays, type Day, dayOf, startOf } from '../../kernel/day'
import { is, type Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import { RELEASED_STATES } from './machine'
import { quotaPeriod } from './quota'
import { chunks, readAll } from './readAll'
import type { Delivery } from './rules'
import type { SendingRules } from './sendingRules'

/** A 群发 to a group that was not ours: the owner's own, another application's, the console's. It eats from the same quota. */
export interface OutsideSend {
  /** `{msgid}:{chatId}` */
  _id: string
  schema: 1
  msgid: string
  /** chat_id */
  target: string
  creator: string
  /** Made on the phone by the owner, not by an API or the console. */
  personal: boolean
  /** ms */
  createdAt: number
  sentAt: number
}

/** One message in a group's quota. */
export interface QuotaUse {
  target: string
  date: Day
  /** `reserved`: planned or waiting for the owner; `spent`: the platform sent it; `outside`: somebody else's. */
  kind: 'reserved' | 'spent' | 'outside'
}

const BATCH = 200
const USE_FIELDS = ['target', 'date', 'route', 'state'] as const

/**
 * The budget of groups in the quota's period that holds a day. There is no counter that could drift: a row is its own
 * reservation. Planned it holds its place, confirmed it has spent it, missed or skipped it has given it back.
 *
 * @param targets chat_ids; all groups when left out
 */
export async function readUses(
  store: Store,
  rules: SendingRules,
  day: Day,
  targets?: readonly string[],
): Promise<QuotaUse[]> {
  const { from, to } = quotaPeriod(rules.quotaRule, day)
  const date = from === to ? from : is.and(is.gte(from), is.lte(to))
  const rowsOf = (of?: readonly string[]) =>
    readAll(
      store,
      'deliveries',
      { date, route: 'group_task', ...(of === undefined ? {} : { target: is.in(of) }) },
      USE_FIELDS,
    )
  const outside = readOutside(store, rules, day)
  if (targets === undefined) {
    const [rows, others] = await together([rowsOf(), outside])
    return [...usesOf(rows), ...others]
  }
  const rows: Pick<Delivery, (typeof USE_FIELDS)[number]>[] = []
  for (const part of chunks(targets, BATCH)) rows.push(...(await rowsOf(part)))
  const wanted = new Set(targets)
  return [...usesOf(rows), ...(await outside).filter(({ target }) => wanted.has(target))]
}

/**
 * How many 群发 each group can still get on a day, the one that asks included, which holds a place already. Our own are planned
 * one a day and never more than any of the quotas, so only groups that got something from others are looked at closely:
 * one wire call when there are none.
 */
export async function quotaLeftOf(
  store: Store,
  rules: SendingRules,
  day: Day,
  targets: readonly string[],
): Promise<(target: string) => number> {
  const wanted = new Set(targets)
  const touched = [...new Set((await readOutside(store, rules, day)).map((use) => use.target))].filter((target) =>
    wanted.has(target),
  )
  return quotaLeftAmong(rules, day, touched, touched.length > 0 ? await readUses(store, rules, day, touched) : [])
}

/**
 * @param touched groups that got something from others in the period
 * @param found what of the period's quota these groups use, the asking rows included
 */
export function quotaLeftAmong(
  rules: Pick<SendingRules, 'quotaRule'>,
  day: Day,
  touched: Iterable<string>,
  found: readonly { target: string }[],
): (target: string) => number {
  const uses = new Map<string, number>([...touched].map((target) => [target, 0]))
  for (const { target } of found) uses.set(target, (uses.get(target) ?? 0) + 1)
  const { limit } = quotaPeriod(rules.quotaRule, day)
  return (target) => (uses.has(target) ? limit - (uses.get(target) ?? 0) + OWN_PLACE : 1)
}

/** The place that the asking row itself holds. */
const OWN_PLACE = 1

/**
 * What else of the quota is used in the periods of the days that are planned: others' messages, and for groups that got such our
 * own of the days before. Of the days themselves the planning knows its own.
 */
export async function readElsewhere(
  store: Store,
  rules: SendingRules,
  days: readonly Day[],
): Promise<{ target: string; date: Day }[]> {
  const periods = new Map(days.map((day) => [quotaPeriod(rules.quotaRule, day).from, day]))
  const found: { target: string; date: Day }[] = []
  for (const day of periods.values()) {
    const outside = await readOutside(store, rules, day)
    const touched = [...new Set(outside.map((use) => use.target))]
    const uses = touched.length > 0 ? await readUses(store, rules, day, touched) : []
    found.push(...uses.filter(({ kind, date }) => kind === 'outside' || date < (days[0] ?? day)))
  }
  return found
}

/** What others sent in the period, on the day on which the brand's console counts it. */
export async function readOutside(store: Store, rules: SendingRules, day: Day): Promise<QuotaUse[]> {
  const { from, to } = quotaPeriod(rules.quotaRule, day)
  const field = rules.countsAt === 'created' ? 'createdAt' : 'sentAt'
  const span = is.and(is.gte(startOf(from)), is.lt(startOf(addDays(to, 1))))
  const sends = await readAll(store, 'outside_sends', { [field]: span })
  return sends.map((send) => ({ target: send.target, date: dayOf(send[field]), kind: 'outside' as const }))
}

function usesOf(rows: readonly Pick<Delivery, (typeof USE_FIELDS)[number]>[]): QuotaUse[] {
  return rows
    .filter((row) => row.route === 'group_task' && !RELEASED_STATES.includes(row.state))
    .map(({ target, date, state }) => ({
      target,
      date,
      kind: state === 'sent' || state === 'late' ? ('spent' as const) : ('reserved' as const),
    }))
}
