import './collections'
import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Context } from '../../context'
import { is } from '../../kernel/store'
import { type Away, deputyOf, isAwayOn, readAway } from './absences'
import { cancel } from './close'
import { notify } from './handOver'
import { settleTasks } from './poll'
import { chunks, readAll } from './readAll'
import type { Delivery } from './rules'
import { deliveryText } from './text'

const BATCH = 200

/** What became of open messages of owners who are away. */
export interface Rerouted {
  /** Now in a deputy's queue. */
  moved: number
  /** No deputy, or WeCom could not be asked: they stay where they are. */
  stayed: number
}

/**
 * Gives the open messages of owners who are away to their deputies' queues. A group task can only be sent by the group's owner,
 * so it becomes a message for the queue; one that WeCom has already is withdrawn first, and what the owner sent meanwhile stays
 * sent. Running it again moves what is left.
 */
export async function reroute(context: Context, rows: readonly Delivery[]): Promise<Rerouted> {
  const owners = [...new Set(rows.map((row) => row.owner))]
  const away = await readAway(context.store, owners, context.now)
  const open = rows.filter(
    (row) =>
      // A customer's friend is who they are: nobody can stand in.
      row.route !== 'single_task' &&
      isAwayOn(row.owner, row.date, away) &&
      (row.state === 'planned' || row.state === 'awaiting_staff' || row.state === 'task_created'),
  )
  if (open.length === 0) return { moved: 0, stayed: 0 }
  const deputies = await deputiesOf(context, open, away)
  const standIn = open.filter((row) => deputies.has(row._id))
  const withdrawn = await withdrawTasks(
    context,
    standIn.filter((row) => row.msgid !== null),
  )
  const free = [...standIn.filter((row) => row.msgid === null), ...withdrawn]
  let moved = 0
  for (const [pair, own] of byPair(free, deputies)) moved += await hand(context, own, pair)
  return { moved, stayed: open.length - moved }
}

/** Row → who stands in; a deputy who is away too is none. */
async function deputiesOf(
  { store, now }: Context,
  rows: readonly Delivery[],
  away: Away,
): Promise<Map<string, string>> {
  const groups = new Map<string, string[]>()
  for (const part of chunks([...new Set(rows.map((row) => row.target))], BATCH)) {
    for (const group of await readAll(store, 'groups', { _id: is.in(part) }, ['admins'])) {
      groups.set(group._id, group.admins ?? [])
    }
  }
  const candidates = [...[...away.values()].flatMap(({ deputy }) => deputy ?? []), ...[...groups.values()].flat()]
  const others = await readAway(
    store,
    [...new Set(candidates)].filter((each) => !away.has(each)),
    now,
  )
  const everybody: Away = new Map([...others, ...away])
  return new Map(
    rows.flatMap((row) => {
      const deputy = deputyOf(row.owner, groups.get(row.target) ?? [], everybody)
      return deputy === null ? [] : [[row._id, deputy] as const]
    }),
  )
}

/** @returns rows whose task is withdrawn for certain and that were not sent before */
async function withdrawTasks(context: Context, rows: readonly Delivery[]): Promise<Delivery[]> {
  const free: Delivery[] = []
  for (const msgid of new Set(rows.map((row) => row.msgid ?? ''))) {
    const own = rows.filter((row) => row.msgid === msgid)
    if ((await settleTasks(context, own)) !== null) continue
    const cancelled = await cancel(context, msgid)
    if (cancelled === false) continue
    // Nothing was left to withdraw: sent in between, or withdrawn by an earlier try. WeCom has the last word.
    if (cancelled === 'sent' && (await settleTasks(context, own)) !== null) continue
    const where = { _id: is.in(own.map((row) => row._id)), state: is.in(['task_created', 'awaiting_staff']) }
    free.push(...(await readAll(context.store, 'deliveries', where)))
  }
  return free
}

interface Pair {
  owner: string
  deputy: string
}

/** Tells the deputy about what is to be sent now, then moves it; the platform drops the same notice for four hours. */
async function hand(context: Context, rows: readonly Delivery[], { owner, deputy }: Pair): Promise<number> {
  const { store, now } = context
  const waiting = rows.filter((row) => row.state !== 'planned').map((row) => ({ ...row, owner: deputy }))
  try {
    if (waiting.length > 0)
      await notify(context, waiting, { title: deliveryText.noticeTitle, duplicateSeconds: 14_400 })
  } catch (error) {
    // The queue shows it all the same.
    if (!(error instanceof NetworkError) && !(error instanceof PlatformError)) throw error
  }
  let moved = 0
  for (const state of ['planned', 'awaiting_staff', 'task_created'] as const) {
    const ids = rows.filter((row) => row.state === state).map((row) => row._id)
    for (const part of chunks(ids, BATCH)) {
      moved += await store.update(
        'deliveries',
        { _id: is.in(part), owner, state },
        {
          owner: deputy,
          deputyFor: owner,
          route: 'staff_task',
          msgid: null,
          state: state === 'planned' ? 'planned' : 'awaiting_staff',
          reason: deliveryText.rerouted,
          updatedAt: now,
        },
      )
    }
  }
  return moved
}

function byPair(rows: readonly Delivery[], deputies: ReadonlyMap<string, string>): Map<Pair, Delivery[]> {
  const pairs = new Map<string, [Pair, Delivery[]]>()
  for (const row of rows) {
    const deputy = deputies.get(row._id) ?? ''
    const [pair, own] = pairs.get(`${row.owner}|${deputy}`) ?? [{ owner: row.owner, deputy }, []]
    own.push(row)
    pairs.set(`${row.owner}|${deputy}`, [pair, own])
  }
  return new Map(pairs.values())
}
