import './collections'
import type { Context } from '../../context'
import { addDays, DAY, type Day, dayOf, daysBetween, HOUR, startOf } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { settle } from '../../kernel/settle'
import { is, type Store } from '../../kernel/store'
import { chunks, readAll } from './readAll'
import { type GroupDay, groupDaysOf } from './storeRates'

/** Some groups of a day that is added up: `{day}:{part}`. Part 0 is there also for a day without messages. */
export interface StoreDay {
  _id: string
  schema: 1
  day: Day
  groups: GroupDay[]
  /** ms */
  at: number
}

export const STORE_DAYS = 'delivery.storeDays'

/** Groups of one document: some 80 KB. */
const GROUPS = 400
/** Read anew each night: so long a message may still be found at WeCom, or judged by a person. */
const CHANGING = 8
/** Read as they stand whenever somebody asks. */
const LIVE = 3
/** How far back the first night goes: the longest range that is asked for. */
const FIRST = 92
/** Pages of some MB. */
const PAGE = 40
/** 04:20 in Shanghai, when nothing is sent. */
const AT = 4 * HOUR + 20 * 60_000

const FIELDS = ['beat', 'target', 'groupName', 'owner', 'deputyFor', 'date', 'attempt', 'state'] as const

/**
 * Adds up one day a run and goes on with the next. What it writes is what the rows say, under the day's own keys: another run, or two at
 * once, write the same.
 */
export const storeDaysJob: Job<Context> = {
  kind: STORE_DAYS,
  async process({ payload }, { store, now }) {
    const today = dayOf(now)
    const day = typeof payload.day === 'string' ? payload.day : await firstDay(store, today)
    if (day >= today) return { again: nextNight(now), payload: {} }
    const groups = groupDaysOf(await readAll(store, 'deliveries', { date: day }, FIELDS))
    const parts = chunks(
      groups.sort((a, b) => (a.chatId < b.chatId ? -1 : 1)),
      GROUPS,
    )
    for (const [k, part] of (parts.length === 0 ? [[]] : parts).entries()) {
      const doc: StoreDay = { _id: idOf(day, k), schema: 1, day, groups: part, at: now }
      await settle<'store_days', null>(store, 'store_days', doc._id, (there) => {
        if (there === null) return { insert: doc, answer: null }
        if (there.at >= now || JSON.stringify(there.groups) === JSON.stringify(part)) return { answer: null }
        return { guard: { _id: doc._id, at: there.at }, change: { groups: part, at: now }, answer: null }
      })
    }
    // Parts of a day that had more groups when it was added up before.
    await store.remove('store_days', { day, _id: is.gt(idOf(day, Math.max(0, parts.length - 1))) })
    return { again: now, payload: { day: addDays(day, 1) } }
  },
}

async function firstDay(store: Store, today: Day): Promise<Day> {
  if ((await store.get('store_days', idOf(addDays(today, -CHANGING), 0))) !== null) return addDays(today, -CHANGING)
  const [oldest] = await store.find('deliveries', {}, { sort: [['date', 1]], limit: 1, fields: ['date'] })
  const first = addDays(today, -FIRST)
  return oldest === undefined ? today : oldest.date > first ? oldest.date : first
}

/** When the next night adds up (ms). */
export function nextNight(now: number): number {
  const tonight = startOf(dayOf(now)) + AT
  return now < tonight ? tonight : tonight + DAY
}

/** Two digits, so that parts sort as they count. */
function idOf(day: Day, part: number): string {
  return `${day}:${String(part).padStart(2, '0')}`
}

/** What is added up of a range, the first day that is to be read as it stands, and how many days nobody has added up. */
export async function readKept(
  store: Store,
  { from, to, today }: { from: Day; to: Day; today: Day },
): Promise<{ days: GroupDay[]; liveFrom: Day; missing: number }> {
  const newest = addDays(today, 1 - LIVE)
  const liveFrom = from > newest ? from : newest
  const last = addDays(liveFrom, -1) < to ? addDays(liveFrom, -1) : to
  const days: GroupDay[] = []
  const seen = new Set<Day>()
  for (let after = ''; last >= from; ) {
    const where = { day: is.and(is.gte(from), is.lte(last)), ...(after === '' ? {} : { _id: is.gt(after) }) }
    const page = await store.find('store_days', where, { sort: [['_id', 1]], limit: PAGE })
    for (const { day, groups } of page) {
      seen.add(day)
      days.push(...groups)
    }
    if (page.length < PAGE) break
    after = page.at(-1)?._id ?? ''
  }
  const [oldest] = await store.find('store_days', {}, { sort: [['day', 1]], limit: 1, fields: ['day'] })
  // Before the first day that was added up nothing was sent.
  const begin = oldest !== undefined && oldest.day > from ? oldest.day : from
  return { days, liveFrom, missing: last < begin ? 0 : daysBetween(begin, last) + 1 - seen.size }
}
