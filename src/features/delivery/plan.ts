import './collections'
import '../sop/collections'
import type { Context } from '../../context'
import { addDays, type Day, dayOf, MINUTE } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { is, type Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import { finishPublication, nextPlanning } from '../sop/publication'
import { sopText } from '../sop/refusals'
import { isSpeaking, type SopVersion } from '../sop/rules'
import { beatItems } from './beatItems'
import { readSendingRules } from './brandRules'
import { bringForward } from './bringForward'
import { readElsewhere } from './budget'
import { OPEN_STATES } from './machine'
import { plannedBeats } from './plannedBeats'
import { messagesOf, type PlannedBeat, routesOf, type Standing } from './planning'
import { chunks, readAll } from './readAll'
import { rewritePlanned } from './rewrite'
import type { PlannedRoute } from './routes'
import { plannedRow } from './rows'
import { planTelling } from './tell'

/** Rows in one insert and ids in one condition: far below the platform's megabyte. */
const BATCH = 200

/** `sop.plan`: daily at 00:05, and at once after a publication (`once`). */
export const planJob: Job<Context> = {
  kind: 'sop.plan',
  async process(item, context) {
    const sop = String(item.payload.sop)
    await finishPublication(context.store, sop)
    await planSop(context, sop)
    if (item.payload.once === true) return 'done'
    return { again: nextPlanning(context.now) }
  },
}

/** Every field of `Standing`. */
export const STANDING_FIELDS = [
  'sop',
  'beat',
  'target',
  'date',
  'from',
  'until',
  'route',
  'state',
  'version',
  'deputyFor',
] as const

/**
 * Writes the messages of today and tomorrow under their natural keys, brings rows that nobody has taken yet to the live
 * version, and puts the beats on the due list. Running it again, or two of it at once, ends in the same rows. A window that
 * is over is not planned any more: a good morning is never sent at noon. A SOP that is paused plans nothing and keeps what is
 * planned; one that has ended lets go of it.
 */
export async function planSop(context: Context, sopId: string): Promise<void> {
  const { store, now } = context
  const sop = await store.get('sops', sopId)
  if (sop?.retiredAt != null) return void (await skipPlanned(context, sopId, sopText.retiredReason))
  if (sop === null || !isSpeaking(sop)) return
  const days = [dayOf(now), addDays(dayOf(now), 1)]
  const beats = await plannedBeats(context, sopId, sop.live, days, { sync: true })
  if (beats === null) return
  const standing: Standing[] = await readAll(store, 'deliveries', { date: is.in(days) }, STANDING_FIELDS)
  const routes = await decideRoutes(context, sopId, beats, standing, days)
  await insertMissing(context, sopId, beats, standing, routes)
  await rewritePlanned(context, sopId, beats, standing, routes)
  await scheduleBeats(context, sopId, days)
  await planTelling(context, sop, days)
}

/**
 * Brings what is planned for today to the live version at once, so that whoever publishes a minute before a beat can be told what
 * became of it. What is new, and tomorrow, is written by the planning that follows.
 */
export async function retouchPlanned(context: Context, version: Pick<SopVersion, 'sop' | 'number'>): Promise<void> {
  const { store, now } = context
  const days = daysInReach(now)
  const planned = await store.count('deliveries', { sop: version.sop, date: is.in(days), state: 'planned' })
  if (planned === 0) return
  const beats = await plannedBeats(context, version.sop, version.number, days, { sync: false })
  if (beats === null) return
  const standing: Standing[] = await readAll(store, 'deliveries', { date: is.in(days) }, STANDING_FIELDS)
  const routes = await decideRoutes(context, version.sop, beats, standing, days)
  await rewritePlanned(context, version.sop, beats, standing, routes)
}

/** Today, and shortly before midnight tomorrow as well: what may begin before the planning that follows. */
function daysInReach(now: number): Day[] {
  const today = dayOf(now)
  const soon = dayOf(now + 15 * MINUTE)
  return soon === today ? [today] : [today, soon]
}

/** How many messages of a beat there are, and how many of them say what a version says. */
export interface BeatCount {
  all: number
  reached: number
}

/** Counts by beat, for saying what a publication changed: two calls a beat, however many groups hear it. */
export async function countBeats(
  store: Store,
  beats: readonly string[],
  version: number,
): Promise<ReadonlyMap<string, BeatCount>> {
  const counts = new Map<string, BeatCount>()
  for (const beat of beats) {
    const [all, reached] = await together([
      store.count('deliveries', { beat }),
      // Whatever became of them since: a message only takes a version on while it is planned, and keeps it when it is taken.
      store.count('deliveries', { beat, version }),
    ])
    counts.set(beat, { all, reached })
  }
  return counts
}

/**
 * Ends what is planned and was not taken yet, with the reason: all of it, what began by `begun`, or what ends by `endsBy` and
 * is not worth sending after (ms).
 *
 * @returns how many it were
 */
export async function skipPlanned(
  { store, now }: Context,
  sop: string,
  reason: string,
  { begun, endsBy }: { begun?: number; endsBy?: number } = {},
): Promise<number> {
  const where = {
    ...plannedOf(sop, now),
    ...(begun === undefined ? {} : { from: is.lte(begun) }),
    ...(endsBy === undefined ? {} : { until: is.lte(endsBy), late: is.neq('send') }),
  }
  return store.update('deliveries', where, { state: 'skipped', reason, updatedAt: now })
}

/** When the window of the next planned row of a SOP ends that is not worth sending after (ms); null when there is none. */
export async function nextPlannedEnd({ store, now }: Context, sop: string): Promise<number | null> {
  const [row] = await store.find(
    'deliveries',
    { ...plannedOf(sop, now), late: is.neq('send') },
    { sort: [['until', 1]], limit: 1, fields: ['until'] },
  )
  return row?.until ?? null
}

/** Planning reaches no further than tomorrow, so the days find the rows by their index. */
function plannedOf(sop: string, now: number) {
  const today = dayOf(now)
  return { date: is.in([addDays(today, -1), today, addDays(today, 1)]), sop, state: 'planned' as const }
}

/** Routes under the brand's quota and what others have used of it. */
async function decideRoutes(
  { store }: Context,
  sop: string,
  beats: readonly PlannedBeat[],
  standing: readonly Standing[],
  days: readonly Day[],
): Promise<Map<string, PlannedRoute>> {
  const rules = await readSendingRules(store)
  return routesOf(sop, beats, standing, rules.quotaRule, await readElsewhere(store, rules, days))
}

async function insertMissing(
  { store, now }: Context,
  sop: string,
  beats: PlannedBeat[],
  standing: Standing[],
  routes: ReadonlyMap<string, PlannedRoute>,
): Promise<void> {
  const rows = messagesOf(sop, beats, new Set(standing.map((row) => row._id)), routes).map(
    ({ beat, group, route }) => ({
      ...plannedRow(sop, beat.version, beat, group, route, now),
      parts: beat.partsFor(group),
    }),
  )
  for (const part of chunks(rows, BATCH)) await store.insertAll('deliveries', part)
}

/**
 * Dispatch, polling and closing of every beat that has open rows, read back so that rows of an earlier, interrupted run are
 * scheduled too.
 */
async function scheduleBeats({ store, now }: Context, sop: string, days: Day[]): Promise<void> {
  const open = await readAll(store, 'deliveries', { date: is.in(days), sop, state: is.in(OPEN_STATES) }, [
    'beat',
    'from',
    'until',
    'route',
    'state',
    'attempt',
  ])
  const beats = new Map<string, typeof open>()
  for (const row of open) {
    if (row.attempt === 0) beats.set(row.beat, [...(beats.get(row.beat) ?? []), row])
  }
  const items = [...beats].flatMap(([beat, rows]) => {
    const from = Math.min(...rows.map((row) => row.from))
    const until = Math.max(...rows.map((row) => row.until))
    const waiting = rows.some((row) => row.state === 'planned' || row.state === 'claimed')
    return beatItems(beat, { from, until, waiting, polled: rows.some((row) => row.route !== 'staff_task') }, now)
  })
  await bringForward(store, items)
}
