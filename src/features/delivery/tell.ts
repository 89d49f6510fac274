import '../intent/collections'
import '../points/collections'
import '../sop/collections'
import type { Context } from '../../context'
import { machineNow } from '../../kernel/clock'
import { addDays, DAY, type Day, dayOf, MINUTE, startOf } from '../../kernel/day'
import type { Job, JobResult } from '../../kernel/due'
import { readRules } from '../../kernel/ruleBook'
import { is, type Store } from '../../kernel/store'
import { intentOf, type Wish } from '../intent/rules'
import { emitIntents, withdrawIntents } from '../intent/server'
import { upcast } from '../points/account'
import { parseBeat } from '../sop/expand'
import type { MemberBeat, Published } from '../sop/memberBeats'
import { readTold } from '../sop/memberVersions'
import type { Sop } from '../sop/rules'
import { tierBook } from '../tier/book'
import type { TierRules } from '../tier/rules'
import { readSendingRules } from './brandRules'
import { bringForward } from './bringForward'
import { hears, isAddressed, noticeOf } from './notice'
import { isSingle } from './singleRules'
import { assign, openTasks, type Pass, readSingleRows } from './singleTell'

/** Members read at once. */
const PAGE = 200
/** Wall time (ms) that one run takes of the tick's 40 s; the rest follows at the next tick. */
const SHARE = 15_000
/** A paused SOP is looked at again after this time (ms). */
const PAUSE = 5 * MINUTE
/** Who joins during the window of their own first day hears it within this time (ms). */
const NEWCOMERS = 30 * MINUTE

/** Puts the beats that a SOP says to members on the due list; nothing else is planned before their window begins. */
export async function planTelling(context: Context, sop: Pick<Sop, '_id' | 'live'>, days: readonly Day[]) {
  const { store, now } = context
  const range = { from: days[0] ?? dayOf(now), to: days.at(-1) ?? dayOf(now) }
  const { beats } = await readTold(context, sop._id, sop.live, range)
  const first = new Map<string, MemberBeat>()
  for (const each of beats) {
    if (each.until > now && each.from < (first.get(each.beat)?.from ?? Number.POSITIVE_INFINITY)) {
      first.set(each.beat, each)
    }
  }
  const items = [...first.values()].map(({ beat, from, date }) => ({
    key: `tell:${beat}`,
    kind: 'sop.tell',
    at: Math.max(from, now),
    payload: { beat, date },
  }))
  await bringForward(store, items)
}

/**
 * Days on which a beat may be heard: its own, the one for which it was planned, and what is planned now; a version that came since may
 * have moved it from one to the other.
 */
function rangeAround(own: Day, planned: unknown, now: number): { from: Day; to: Day } {
  const days = [own, ...(typeof planned === 'string' ? [planned] : []), dayOf(now), addDays(dayOf(now), 1)].sort()
  return { from: days[0] ?? own, to: days.at(-1) ?? own }
}

/** Where a run stands: in which reading, and behind which member. */
interface Progress extends Pass {
  /** The readings that are counted; other ones begin anew. */
  of: string
  reading: number
  after: string
}

/** One version's beat and the members to be read for it: of one day of joining, or all. */
interface Reading {
  beat: MemberBeat
  joined: Day | null
}

/**
 * `sop.tell`, when a beat that goes to members begins: a wish per member who hears it (or, by 客户群发, a line of the ledger), under the beat's and the member's own
 * key, so that nobody is told twice by whatever run or version. Whether and when it is said is the gate's to decide. What
 * nothing ran for in time is put on the list all the same and dropped there with the reason, so that it is counted.
 */
export const tellJob: Job<Context> = {
  kind: 'sop.tell',
  async process(item, context) {
    const { store, now } = context
    const beat = String(item.payload.beat)
    const place = parseBeat(beat)
    const sop = place === null ? null : await store.get('sops', place.sop)
    if (place === null || sop === null || sop.live === 0 || sop.retiredAt != null) return 'done'
    const told = await readTold(context, sop._id, sop.live, rangeAround(place.date, item.payload.date, now))
    const beats = told.beats.filter((each) => each.beat === beat)
    const begun = beats.filter((each) => each.from <= now)
    const ends = Math.max(...beats.map((each) => each.until))
    if (beats.length === 0) return 'done'
    if (sop.paused != null && now < ends) return { again: Math.min(now + PAUSE, ends) }
    const { unfinished, putOff } = await tellAll(context, begun, { ...told, sop }, item.payload)
    if (unfinished !== null) return unfinished
    const later = beats.filter((each) => each.from > now).map((each) => each.from)
    const newcomers = begun.some((each) => each.joined?.includes(each.date) && each.until > now + NEWCOMERS)
    if (newcomers) later.push(now + NEWCOMERS)
    if (putOff !== null) later.push(putOff)
    return later.length === 0
      ? 'done'
      : { again: Math.min(...later), payload: { beat, date: item.payload.date ?? place.date } }
  },
}

async function tellAll(
  context: Context,
  beats: readonly MemberBeat[],
  { sop, published }: { sop: Sop; published: readonly Published[] },
  payload: Record<string, unknown>,
): Promise<{ unfinished: JobResult | null; putOff: number | null }> {
  const { store, now } = context
  const readings = beats.flatMap((beat): Reading[] =>
    beat.joined === null ? [{ beat, joined: null }] : beat.joined.map((joined) => ({ beat, joined })),
  )
  const of = readings.map(({ beat, joined }) => `${beat.version}/${joined ?? ''}`).join()
  const start: Progress = { of, reading: 0, after: '', filling: [], later: null }
  const progress: Progress = payload.of === of ? { ...start, ...(payload as unknown as Progress) } : start
  const rules = await readRules(store, tierBook, now)
  const singles = beats.filter(({ node }) => isSingle(node))
  const book = singles.length === 0 ? null : await readSingleBook(context, singles[0]?.beat ?? '', rules)
  const began = machineNow()
  for (;;) {
    const current = readings[progress.reading]
    if (current === undefined) {
      if (book !== null) await openTasks(context, sop._id, singles, book, progress)
      return { unfinished: null, putOff: progress.later }
    }
    if (machineNow() - began > SHARE)
      return { unfinished: { again: now, payload: { ...payload, ...progress } }, putOff: null }
    const accounts = await store.find(
      'accounts',
      { ...joinedOn(current.joined), _id: is.gt(progress.after) },
      { sort: [['_id', 1]], limit: PAGE },
    )
    const hearing = accounts
      .map(upcast)
      .filter((account) => isAddressed(account, current.beat, published, sop.membersMoved))
      .filter((account) => hears(account, current.beat, rules, now))
    if (book !== null && isSingle(current.beat.node)) await assign(context, hearing, current.beat, book, progress)
    else {
      const wishes = hearing.map((account) => noticeOf(account, current.beat, rules, now))
      await emitNew(store, wishes, now)
    }
    const last = accounts.at(-1)?._id
    if (accounts.length === PAGE && last !== undefined) progress.after = last
    else Object.assign(progress, { reading: progress.reading + 1, after: '' })
  }
}

async function readSingleBook({ store }: Context, beat: string, tiers: TierRules) {
  return { tiers, sending: await readSendingRules(store), rows: await readSingleRows(store, beat) }
}

/** Members of one day of joining, found by their index; or all. */
function joinedOn(day: Day | null) {
  return day === null ? {} : { createdAt: is.and(is.gte(startOf(day)), is.lt(startOf(addDays(day, 1)))) }
}

/** A run that goes over the same members again finds its wishes there: one read instead of an insert each. */
async function emitNew(store: Store, wishes: readonly Wish[], now: number): Promise<void> {
  if (wishes.length === 0) return
  const ids = wishes.map((wish) => intentOf(wish)._id)
  const there = await store.find('intents', { _id: is.in(ids) }, { limit: PAGE, fields: ['kind'] })
  const known = new Set(there.map(({ _id }) => _id))
  await emitIntents(
    store,
    wishes.filter((_, index) => !known.has(ids[index] ?? '')),
    now,
  )
}

/** What a SOP still has to say to members is not said: it was paused or has ended. */
export async function withdrawTelling({ store, now }: Context, sop: string, reason: string): Promise<void> {
  // `;` follows `:` in the order of letters, so these are the beats of this SOP and no other.
  const what = is.and(is.gte(`${sop}:`), is.lt(`${sop};`))
  await withdrawIntents(store, { kind: 'sop.notice', what, from: now - 2 * DAY, until: now + 2 * DAY }, reason, now)
}
