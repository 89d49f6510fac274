import './collections'
import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import { dueItem, type Job, schedule } from '../../kernel/due'
import type { Store } from '../../kernel/store'
import { readAway } from '../delivery/absences'
import { friendsToday } from '../delivery/welcomeStats'
import { joinWayOf } from './asking'
import { forgetChannel, readChannel } from './channelOf'
import { nextChange, type OnDuty, onDuty } from './rota'
import { type Channel, peopleOf } from './rules'
import { channelText } from './text'

/** Brings the people of a contact way and the groups of a join way up to date. */
export const WAYS_JOB = 'channel.ways'
const AWAY_JOB = 'channel.away'
/** After a busy or silent platform. */
const RETRY = 5 * MINUTE

export function waysKey(id: string): string {
  return `${WAYS_JOB}:${id}`
}

/** Who has to be on a channel's contact way now. Three wire calls at most. */
export async function dutyNow({ store, now }: Context, channel: Channel & { _id: string }): Promise<OnDuty> {
  const { rota } = channel
  if (rota === null) return { users: [], by: 'everybody' }
  const away = await readAway(store, peopleOf(rota), now)
  const capped = rota.staff.some(({ cap }) => cap !== null)
  const added = capped ? await friendsToday(store, channel._id, now) : new Map<string, number>()
  return onDuty(rota, now, added, new Set(away.keys()))
}

/**
 * Puts those who are on duty on the contact way, and the channel's groups on its join way. Before WeCom is asked `onWay` is emptied
 * under a turn of its own: whoever dies in between, or hears nothing, leaves a channel whose people have to be set again.
 *
 * @returns null when all is as it should be, else a sentence for staff; then it is worth another try
 */
export async function syncWays(context: Context, id: string, groupsToo = false): Promise<string | null> {
  const { store, wecom } = context
  const channel = await readChannel(store, id)
  if (channel === null) return null
  try {
    const { contactWay, joinWay } = channel.codes
    if (contactWay.state === 'ready' && contactWay.ref !== null && channel.rota !== null) {
      const { users } = await dutyNow(context, channel)
      if (!same(users, channel.onWay)) {
        const turn = channel.turn + 1
        const mine = await store.update('channels', { _id: id, turn: channel.turn }, { turn, onWay: null })
        if (mine === 0) return channelText.waysFailed(channelText.busy)
        await wecom.updateContactWay(contactWay.ref, users)
        await store.update('channels', { _id: id, turn }, { onWay: users, 'codes.contactWay.reason': null })
      }
    }
    const way = joinWayOf(channel)
    if (groupsToo && joinWay.state === 'ready' && joinWay.ref !== null && way !== null) {
      await wecom.updateJoinWay(joinWay.ref, way)
    }
    return null
  } catch (error) {
    if (!(error instanceof PlatformError || error instanceof NetworkError)) throw error
    const reason = channelText.waysFailed(error.mend)
    await store.update(
      'channels',
      { _id: id, 'codes.contactWay.state': 'ready' },
      { 'codes.contactWay.reason': reason },
    )
    return reason
  } finally {
    forgetChannel(id)
  }
}

function same(users: readonly string[], onWay: readonly string[] | null): boolean {
  return onWay !== null && [...users].sort().join('|') === [...onWay].sort().join('|')
}

/**
 * One item for each channel that has people on a contact way: it comes back when the rota changes next, by time alone. What people
 * change (an absence, a cap reached, an edit) brings it forward.
 */
export const waysJob: Job<Context> = {
  kind: WAYS_JOB,
  async process({ payload }, context) {
    const id = String(payload.id)
    const failed = await syncWays(context, id, payload.groups === true)
    if (failed !== null) return { again: context.now + RETRY }
    if (payload.once === true) return 'done'
    const channel = await readChannel(context.store, id)
    const turns = channel?.state === 'active' && channel.rota !== null && channel.codes.contactWay.state === 'ready'
    const next = turns ? nextChange(channel.rota ?? { staff: [], backups: [], hours: null }, context.now) : null
    return next === null ? 'done' : { again: next, payload: { id } }
  },
}

/** Puts the channel's people on the list, to be looked at now. Three wire calls at most. */
export async function lookAtWays(store: Store, id: string, at: number, groups = false): Promise<void> {
  const key = waysKey(id)
  const payload = { id, ...(groups ? { groups: true } : {}) }
  const change = { at, freeAt: at, ...(groups ? { payload } : {}) }
  if ((await store.update('due', { _id: key, lease: null }, change)) > 0) return
  if ((await store.insert('due', dueItem({ key, kind: WAYS_JOB, at, payload }))) === 'inserted') return
  // One that works at this moment may have read what stood before: somebody has to look once more.
  await schedule(store, { key: `${key}:${at}`, kind: WAYS_JOB, at, payload: { ...payload, once: true } })
}

/** Somebody leaves or comes back: every channel on whose rota they stand is looked at. One wire call. */
export async function dutyMayChange(store: Store, user: string, now: number): Promise<void> {
  await schedule(store, { key: `${AWAY_JOB}:${user}:${now}`, kind: AWAY_JOB, at: now, payload: { user } })
}

export const awayJob: Job<Context> = {
  kind: AWAY_JOB,
  async process({ payload }, { store, now }) {
    const user = String(payload.user)
    const on = await store.find(
      'channels',
      [
        { 'rota.staff.user': user, state: 'active' },
        { 'rota.backups': user, state: 'active' },
      ],
      { fields: ['state'], limit: 1000 },
    )
    for (const { _id } of on) await lookAtWays(store, _id, now)
    return 'done'
  },
}
