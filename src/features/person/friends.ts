import './collections'
import { PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { ContactSeen } from '../../../cloudfunctions/platform/wecomPeople'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import { type Job, schedule } from '../../kernel/due'
import { is } from '../../kernel/store'
import { sideBySide } from '../points/jobs'
import { scheduleFold, tellMany, touch, type Where } from './identities'
import { identityIdOf } from './rules'
import { addMarks, afterSighting, newTie, type Sighting } from './tieStore'
import { type Mark, tieIdOf } from './ties'

export const PERSON_LOOK = 'person.look'
/** `externalcontact/get` may be behind the event for a moment, as groups are. */
const SETTLE = MINUTE / 2

/** How a friendship ended, in our numbers: the customer deleted the member of staff, the member of staff the customer, or handed them over. */
export const ENDINGS = { byCustomer: 0, byStaff: 1, byTransfer: 2 } as const

export interface FriendEvent {
  change: 'add' | 'remove'
  /** WeCom user id. */
  user: string
  externalUserid: string
  /** ms */
  at: number
  /** `State` of an add: the channel that was carried. */
  state: string
  /** One of `ENDINGS`; null of an add: the event does not tell how. */
  scene: number | null
}

/** Six wire calls at most; a second time four. Who it is and how they came is asked at WeCom half a minute later. */
export async function takeFriendEvent(where: Where, event: FriendEvent): Promise<void> {
  const { store, now } = where
  const { change, user, externalUserid, at, state, scene } = event
  const mark: Mark = { kind: change === 'add' ? 'join' : 'leave', at, scene, state: state.slice(0, 30) }
  await addMarks(store, { kind: 'friend', place: user, externalUserid, marks: [mark], seenAt: 0 })
  await touch(store, [identityIdOf('ext', externalUserid)], now)
  await scheduleFold(store, now)
  if (change === 'remove') return
  const key = `${PERSON_LOOK}:${externalUserid}:${Math.floor(at / MINUTE)}`
  await schedule(store, { key, kind: PERSON_LOOK, at: now + SETTLE, payload: { externalUserid } })
}

/** Asks WeCom about one customer: whose it is, whose friend, since when and by which channel. */
export const contactLookJob: Job<Context> = {
  kind: PERSON_LOOK,
  async process({ payload }, context) {
    const seen = await lookAt(context, String(payload.externalUserid))
    await takeContacts(context, seen === null ? [] : [seen])
    return 'done'
  },
}

/** Null: no longer anybody's friend. */
async function lookAt({ wecom }: Context, externalUserid: string): Promise<ContactSeen | null> {
  try {
    return await wecom.lookAtContact(externalUserid)
  } catch (error) {
    if (error instanceof PlatformError && error.kind === 'bad_target') return null
    throw error
  }
}

/** What looks at customers found. Five wire calls for a page, and two more for each friendship that says something new. */
export async function takeContacts(where: Where, contacts: readonly ContactSeen[]): Promise<void> {
  const { store, now } = where
  const sightings = contacts.flatMap((contact) => contact.friends.map((friend) => sightingOf(contact, friend, now)))
  if (sightings.length === 0) return
  const ids = sightings.map(({ place, externalUserid }) => tieIdOf('friend', place, externalUserid))
  const known = new Map((await store.find('ties', { _id: is.in(ids) }, { limit: 1000 })).map((tie) => [tie._id, tie]))
  const tieOf = ({ place, externalUserid }: Sighting) => known.get(tieIdOf('friend', place, externalUserid))
  const fresh = sightings.filter((one) => tieOf(one) === undefined)
  const other = sightings.filter((one) => {
    const tie = tieOf(one)
    return tie !== undefined && afterSighting(tie, one) !== null
  })
  await store.insertAll('ties', fresh.map(newTie))
  await sideBySide(other, (one) => addMarks(store, one))
  // Whoever is still not noted as seen after a whole round is gone.
  await store.update('ties', { _id: is.in(ids), seenAt: is.lt(now) }, { seenAt: now })
  const changed = new Set([...fresh, ...other].map(({ externalUserid }) => externalUserid))
  await tellMany(
    where,
    contacts.map(({ externalUserid, unionid }) => ({
      id: identityIdOf('ext', externalUserid),
      unionid,
      changed: changed.has(externalUserid),
    })),
  )
}

function sightingOf(contact: ContactSeen, friend: ContactSeen['friends'][number], now: number): Sighting {
  const mark: Mark = { kind: 'seen', at: friend.at, scene: friend.addWay, state: friend.state.slice(0, 30) }
  return { kind: 'friend', place: friend.user, externalUserid: contact.externalUserid, marks: [mark], seenAt: now }
}
