import './collections'
import '../sop/collections'
import type { Context } from '../../context'
import { addDays, type Day, dayOf, MINUTE } from '../../kernel/day'
import { type Job, scheduleAll } from '../../kernel/due'
import { type Doc, is, type Store } from '../../kernel/store'
import { expand } from '../sop/expand'
import type { Occurrence, SopVersion } from '../sop/rules'
import { finishPublication, nextPlanning } from '../sop/server'
import { readGroups, syncGroups } from './groups'
import { hears } from './groupTags'
import { OPEN_STATES, RELEASED_STATES } from './machine'
import { USUAL_QUOTA } from './quota'
import { chunks, readAll } from './readAll'
import { assignRoutes, type PlannedRoute } from './routes'
import { contentOf, deliveryId, plannedRow } from './rows'
import type { Delivery } from './rules'

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

type PlannedBeat = Occurrence & { targets: Doc<'groups'>[] }
type Standing = Pick<
  Delivery,
  '_id' | 'sop' | 'beat' | 'target' | 'date' | 'from' | 'until' | 'route' | 'state' | 'version'
>
const STANDING_FIELDS = ['sop', 'beat', 'target', 'date', 'from', 'until', 'route', 'state', 'version'] as const

/**
 * Writes the messages of today and tomorrow under their natural keys, brings rows that nobody has taken yet to the live
 * version, and puts the beats on the due list. Running it again, or two of it at once, ends in the same rows. A window that
 * is over is not planned any more: a good morning is never sent at noon.
 */
export async function planSop(context: Context, sopId: string): Promise<void> {
  const { store, now } = context
  const sop = await store.get('sops', sopId)
  if (!sop || sop.live === 0) return
  const version = await store.get('sop_versions', `${sopId}:${sop.live}`)
  if (!version) return
  const beats = await beatsOf(context, version)
  const days = [dayOf(now), addDays(dayOf(now), 1)]
  const standing: Standing[] = await readAll(store, 'deliveries', { date: is.in(days) }, STANDING_FIELDS)
  const routes = routesOf(version, beats, standing)
  await insertMissing(context, version, beats, standing, routes)
  await rewritePlanned(context, version, beats, standing, routes)
  await scheduleBeats(context, sopId, days)
}

async function beatsOf(context: Context, version: SopVersion): Promise<PlannedBeat[]> {
  const { store, now } = context
  const today = dayOf(now)
  const beats = expand(version, { from: today, to: addDays(today, 1) }).filter((beat) => beat.until > now)
  if (beats.length === 0) return []
  let groups = await readGroups(store)
  if (groups.length === 0) {
    await syncGroups(context, now)
    groups = await readGroups(store)
  }
  return beats.map((beat) => ({ ...beat, targets: groups.filter((group) => hears(group, beat.node.audience.tags)) }))
}

/** Routes of every message that is still to be decided; what is already under way keeps its place in the quota. */
function routesOf(version: SopVersion, beats: PlannedBeat[], standing: Standing[]): Map<string, PlannedRoute> {
  const { sop } = version
  const fixed = new Map(
    standing.filter((row) => !(row.sop === sop && row.state === 'planned')).map((row) => [row._id, row]),
  )
  const wishes = beats.flatMap((beat) =>
    beat.targets
      .map((group) => ({
        id: deliveryId(sop, beat, group._id),
        target: group._id,
        date: beat.date,
        from: beat.from,
        order: version.nodes.indexOf(beat.node),
        route: beat.node.route,
      }))
      .filter((wish) => !fixed.has(wish.id)),
  )
  const used = [...fixed.values()].filter((row) => row.route === 'group_task' && !RELEASED_STATES.includes(row.state))
  return assignRoutes(wishes, used, USUAL_QUOTA)
}

async function insertMissing(
  { store, now }: Context,
  version: SopVersion,
  beats: PlannedBeat[],
  standing: Standing[],
  routes: ReadonlyMap<string, PlannedRoute>,
): Promise<void> {
  const there = new Set(standing.map((row) => row._id))
  const rows = beats.flatMap((beat) =>
    beat.targets
      .map((group) =>
        plannedRow(
          version.sop,
          version.number,
          beat,
          group,
          routes.get(deliveryId(version.sop, beat, group._id)) ?? 'staff_task',
          now,
        ),
      )
      .filter((row) => !there.has(row._id)),
  )
  for (const part of chunks(rows, BATCH)) await store.insertAll('deliveries', part)
}

/** Only rows in `planned` change, by a guard on that state: from claimed on a row keeps the version it was taken with. */
async function rewritePlanned(
  { store, now }: Context,
  version: SopVersion,
  beats: PlannedBeat[],
  standing: Standing[],
  routes: ReadonlyMap<string, PlannedRoute>,
): Promise<void> {
  const mine = standing.filter((row) => row.sop === version.sop && row.state === 'planned' && row.until > now)
  for (const beat of beats) {
    const old = mine.filter((row) => row.beat === beat.beat && row.version !== version.number)
    if (old.length === 0) continue
    const content = contentOf(version.number, beat)
    const where = { beat: beat.beat, state: 'planned' as const, version: is.neq(version.number) }
    await store.update('deliveries', where, { ...content, updatedAt: now })
  }
  for (const route of ['group_task', 'staff_task'] as const) {
    const ids = mine.filter((row) => routes.get(row._id) === route && row.route !== route).map((row) => row._id)
    for (const part of chunks(ids, BATCH)) {
      await store.update('deliveries', { _id: is.in(part), state: 'planned' }, { route, updatedAt: now })
    }
  }
  // Attempts after the first were asked for by a person and stay.
  const dropped = mine.filter((row) => !routes.has(row._id) && row._id.endsWith(':0')).map((row) => row._id)
  for (const part of chunks(dropped, BATCH)) {
    await store.remove('deliveries', { _id: is.in(part), state: 'planned' })
  }
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
    return beatItems(beat, { from, until, waiting, polled: rows.some((row) => row.route === 'group_task') }, now)
  })
  await bringForward(store, items)
}

interface WantedItem {
  key: string
  kind: string
  at: number
  payload: { beat: string }
}

/** The due items of one beat; `attempt` names those of a message that a person had sent again. */
export function beatItems(
  beat: string,
  { from, until, waiting, polled }: { from: number; until: number; waiting: boolean; polled: boolean },
  now: number,
  attempt = 0,
): WantedItem[] {
  const suffix = attempt === 0 ? beat : `${beat}:${attempt}`
  const payload = { beat }
  const at = Math.max(from, now)
  return [
    ...(waiting ? [{ key: `dispatch:${suffix}`, kind: 'delivery.dispatch', at, payload }] : []),
    ...(polled ? [{ key: `poll:${suffix}`, kind: 'delivery.poll', at: at + MINUTE, payload }] : []),
    { key: `close:${suffix}`, kind: 'delivery.close', at: until, payload },
  ]
}

/** Adds items that are missing and moves those that a new version made earlier; a running one is left alone. */
async function bringForward(store: Store, items: WantedItem[]): Promise<void> {
  for (const part of chunks(items, BATCH)) {
    const known = await store.find('due', { _id: is.in(part.map((item) => item.key)) }, { limit: 1000 })
    const byKey = new Map(known.map((item) => [item._id, item]))
    await scheduleAll(
      store,
      part.filter((item) => !byKey.has(item.key)),
    )
    for (const { key, at } of part) {
      const item = byKey.get(key)
      if (item === undefined || item.lease !== null || item.at <= at) continue
      await store.update('due', { _id: key, lease: null, at: item.at }, { at, freeAt: at })
    }
  }
}
