import './collections'
import type { Context } from '../../context'
import { type Change, is, to, type Where } from '../../kernel/store'
import { heardAs } from '../sop/exceptions'
import { readVersions } from '../sop/versionStore'
import type { PlannedBeat, Standing } from './planning'
import { chunks } from './readAll'
import type { PlannedRoute } from './routes'
import { contentOf } from './rows'
import type { Delivery } from './rules'

const BATCH = 200

/** Only rows in `planned` change, by a guard on that state: from claimed on a row keeps the version it was taken with. */
export async function rewritePlanned(
  context: Context,
  sop: string,
  beats: readonly PlannedBeat[],
  standing: readonly Standing[],
  routes: ReadonlyMap<string, PlannedRoute>,
): Promise<void> {
  const { store, now } = context
  // Tasks to single customers are brought to the live version when they are handed over.
  const mine = standing.filter(
    (row) => row.sop === sop && row.state === 'planned' && row.until > now && row.route !== 'single_task',
  )
  await rewriteContent(context, sop, beats, mine)
  // A deputy owns no group of it: WeCom would take no group task from them.
  const ownersOwn = mine.filter((row) => row.deputyFor === undefined)
  for (const route of ['group_task', 'staff_task'] as const) {
    const ids = ownersOwn.filter((row) => routes.get(row._id) === route && row.route !== route).map((row) => row._id)
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

async function rewriteContent(
  context: Context,
  sop: string,
  beats: readonly PlannedBeat[],
  mine: readonly Standing[],
): Promise<void> {
  const byBeat = new Map<string, Standing[]>()
  for (const row of mine) byBeat.set(row.beat, [...(byBeat.get(row.beat) ?? []), row])
  const stale = beats.flatMap((beat) => {
    const groups = new Map(beat.groups.map((group) => [group._id, group]))
    const rows = (byBeat.get(beat.beat) ?? []).filter((row) => groups.has(row.target) && row.version !== beat.version)
    return rows.length === 0 ? [] : [{ beat, rows, groups }]
  })
  if (stale.length === 0) return
  const numbers = [...new Set(stale.flatMap(({ rows }) => rows.map((row) => row.version)))]
  const before = new Map((await readVersions(context.store, sop, numbers)).map((version) => [version.number, version]))
  for (const { beat, rows, groups } of stale) {
    for (const number of new Set(rows.map((row) => row.version))) {
      const own = rows.filter((row) => row.version === number)
      const was = before.get(number)?.nodes.find((node) => node.key === beat.node.key)
      const began = (was && heardAs(was, beat.exception?.date ?? beat.date, beat.slot)?.from) ?? null
      const pieces = beat.perGroup ? own.map((row) => [row]) : beat.relative ? chunks(own, BATCH) : [own]
      for (const piece of pieces) {
        // One condition for the whole beat where all of it moves; a postponement in between is met by the guards below.
        const which = beat.perGroup || beat.relative ? { _id: is.in(piece.map((row) => row._id)) } : { beat: beat.beat }
        const group = beat.perGroup ? groups.get(piece[0]?.target ?? '') : beat.groups[0]
        if (group === undefined) continue
        const content = { ...contentOf(beat.version, beat), parts: beat.partsFor(group), updatedAt: context.now }
        await moveOn(context, { ...which, state: 'planned', version: number }, content, began, piece.length)
      }
    }
  }
}

/**
 * Rows that begin where their version said move to the new window. A row that begins later was postponed by its owner: it
 * keeps its own beginning, unless the new window ends before.
 */
async function moveOn(
  { store }: Context,
  where: Where<'deliveries'> & object,
  content: Pick<Delivery, 'from' | 'until'> & Change<'deliveries'>,
  began: number | null,
  rows: number,
): Promise<void> {
  const moved = began === null ? 0 : await store.update('deliveries', { ...where, from: began }, content)
  if (moved >= rows) return
  const { from, ...rest } = content
  const kept = await store.update(
    'deliveries',
    { ...where, from: is.lt(content.until) },
    { ...rest, from: to.max(from) },
  )
  if (moved + kept < rows) await store.update('deliveries', where, content)
}
