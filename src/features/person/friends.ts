import './collections'
import type { ContactSeen } from '../../../cloudfunctions/platform/wecomPeople'
import { is, type Store } from '../../kernel/store'
import { chunks } from '../delivery/readAll'
import { sideBySide } from '../points/jobs'
import { announce, scheduleFold, scheduleLook, tellMany, touch, type Where } from './identities'
import { identityIdOf } from './rules'
import { addMarks, afterSighting, newTie, type Sighting } from './tieStore'
import { type Mark, type Tie, tieIdOf } from './ties'

/** The customer is nobody's friend (any more). */
export const NOBODYS = new Set([84061, 40096])
/** Refusals that are about one member of staff: no customers, no right to have any, out of sight, gone, not activated. */
export const OF_ONE = new Set([84061, 84074, 50002, 60011, 60111, 46004, 40003, 41054])

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

/**
 * Four wire calls, five for a new customer; three when it was known. Whose they are and how they came is asked at WeCom some minutes later,
 * for many at once.
 */
export async function takeFriendEvent(where: Where, event: FriendEvent): Promise<void> {
  const { store, now } = where
  const { change, user, externalUserid, at, state, scene } = event
  const mark: Mark = { kind: change === 'add' ? 'join' : 'leave', at, scene, state: state.slice(0, 30) }
  await addMarks(store, { kind: 'friend', place: user, externalUserid, marks: [mark], seenAt: 0 })
  const id = identityIdOf('ext', externalUserid)
  if (change === 'remove') {
    await touch(store, [id], now)
    await scheduleFold(store, now)
  } else {
    await touch(store, [id], now, { askAt: now })
    await scheduleLook(store, now)
  }
}

/** What looks at customers found. Three wire calls for a page that says nothing new, up to eight for one that does, and two more for each friendship. */
export async function takeContacts(where: Where, contacts: readonly ContactSeen[]): Promise<void> {
  const { store, now } = where
  const sightings = contacts.flatMap((contact) => contact.friends.map((friend) => sightingOf(contact, friend, now)))
  if (sightings.length === 0) return
  const ids = sightings.map(({ place, externalUserid }) => tieIdOf('friend', place, externalUserid))
  let known = await tiesOf(store, ids)
  const tieOf = ({ place, externalUserid }: Sighting) => known.get(tieIdOf('friend', place, externalUserid))
  const saysMore = (one: Sighting) => {
    const tie = tieOf(one)
    return tie !== undefined && afterSighting(tie, one) !== null
  }
  const fresh = sightings.filter((one) => tieOf(one) === undefined)
  const news = [...fresh, ...sightings.filter(saysMore)]
  await announce(
    store,
    news.map(({ externalUserid }) => identityIdOf('ext', externalUserid)),
    now,
  )
  if (fresh.length > 0) {
    await store.insertAll('ties', fresh.map(newTie))
    // An event may have made one of them meanwhile: then what was seen is still to be added.
    known = await tiesOf(store, ids)
  }
  await sideBySide(sightings.filter(saysMore), (one) => addMarks(store, one))
  // Whoever is still not noted as seen after a whole round is gone.
  for (const part of chunks(ids, 500)) {
    await store.update('ties', { _id: is.in(part), seenAt: is.lt(now) }, { seenAt: now })
  }
  await tellMany(
    where,
    contacts.map(({ externalUserid, unionid }) => ({ id: identityIdOf('ext', externalUserid), unionid })),
  )
}

async function tiesOf(store: Store, ids: readonly string[]): Promise<Map<string, Tie>> {
  const found = new Map<string, Tie>()
  for (const part of chunks(ids, 500)) {
    for (const tie of await store.find('ties', { _id: is.in(part) }, { limit: 1000 })) found.set(tie._id, tie)
  }
  return found
}

function sightingOf(contact: ContactSeen, friend: ContactSeen['friends'][number], now: number): Sighting {
  const mark: Mark = { kind: 'seen', at: friend.at, scene: friend.addWay, state: friend.state.slice(0, 30) }
  return { kind: 'friend', place: friend.user, externalUserid: contact.externalUserid, marks: [mark], seenAt: now }
}
