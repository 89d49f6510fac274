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
 * Puts those who are on duty on the contact way, and with `groupsToo` the channel's groups on its join way. What WeCom refuses for good is
 * told with the code, for a person.
 *
 * @returns whether it is worth another try soon
 */
export async function syncWays(context: Context, id: string, groupsToo = false): Promise<boolean> {
  const channel = await readChannel(context.store, id)
  if (channel === null) return false
  const { contactWay, joinWay } = channel.codes
  const people =
    contactWay.state === 'ready' && channel.rota !== null && (await told(context, id, 'contactWay', setPeople(channel)))
  const groups = groupsToo && joinWay.state === 'ready' && (await told(context, id, 'joinWay', setGroups(channel)))
  forgetChannel(id)
  return people || groups
}

type Work = (context: Context) => Promise<boolean>

/**
 * Before WeCom is asked `onWay` is emptied under a turn of its own: whoever dies in between, or hears nothing, leaves a channel whose people
 * have to be set again.
 */
function setPeople(channel: Channel & { _id: string }): Work {
  return async (context) => {
    const { store, wecom } = context
    const { _id, onWay, codes } = channel
    const { users } = await dutyNow(context, channel)
    if (same(users, onWay)) return false
    const turn = channel.turn + 1
    if ((await store.update('channels', { _id, turn: channel.turn }, { turn, onWay: null })) === 0) return true
    await wecom.updateContactWay(codes.contactWay.ref ?? '', users)
    await store.update('channels', { _id, turn }, { onWay: users, 'codes.contactWay.reason': null })
    return false
  }
}

function setGroups(channel: Channel & { _id: string }): Work {
  return async ({ store, wecom }) => {
    const way = joinWayOf(channel)
    if (way === null) return false
    await wecom.updateJoinWay(channel.codes.joinWay.ref ?? '', way)
    if (channel.codes.joinWay.reason !== null) {
      await store.update('channels', { _id: channel._id }, { 'codes.joinWay.reason': null })
    }
    return false
  }
}

/** Notes with the code why WeCom did not take it over. */
async function told(context: Context, id: string, place: 'contactWay' | 'joinWay', work: Work): Promise<boolean> {
  try {
    return await work(context)
  } catch (error) {
    if (!(error instanceof PlatformError || error instanceof NetworkError)) throw error
    const soon = error instanceof NetworkError || error.kind === 'retry_later'
    const reason = soon ? channelText.waysLater(error.mend) : channelText.waysFailed(error.mend)
    const code = `codes.${place}`
    await context.store.update('channels', { _id: id, [`${code}.state`]: 'ready' }, { [`${code}.reason`]: reason })
    return soon
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
    if (await syncWays(context, id, payload.groups === true)) return { again: context.now + RETRY }
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
