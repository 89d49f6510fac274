import './collections'
import type { GroupChat } from '../../../cloudfunctions/platform/wecomTypes'
import type { Store } from '../../kernel/store'
import { readAll } from '../delivery/readAll'
import { sideBySide } from '../points/jobs'
import { announce, scheduleFold, tellMany, touch, type Where } from './identities'
import { identityIdOf } from './rules'
import { addMarks, afterSighting, newTie, type Sighting } from './tieStore'
import { type Mark, standing, type Tie } from './ties'

/** Ids of customers; those of staff are chosen by the corporation and look different (WD/92265). */
export const EXTERNAL = /^w[mo][\w-]{4,62}$/
/** Why somebody left, beside 0 on their own and 1 removed by staff (WD/92130): the group was dismissed. */
export const DISMISSED = 2

/** The list of a group, as `groupchat/get` tells it; null: WeCom knows the group no more. */
export type RosterSeen = Pick<GroupChat, 'members' | 'version'>

/**
 * Compares a group's list with what we know. A look that finds the version of the last one is one wire call. Else four reads and five writes, and
 * two more for each who came back or went away without a word; the version is noted last, so whoever dies in between looks again.
 */
export async function takeRoster(where: Where, chatId: string, seen: RosterSeen | null): Promise<void> {
  const { store, now } = where
  const roster = await store.get('rosters', chatId)
  if (seen === null) {
    // It may come into sight again as it was.
    if (roster !== null && roster.version !== '') await noteRoster(store, chatId, '', now)
    await missing(where, await openTies(store, chatId))
    return
  }
  const customers = seen.members.filter(({ kind }) => kind === 'external')
  const version = `${seen.version}:${customers.filter(({ unionid }) => unionid !== null).length}`
  if (roster?.version === version) return
  const sightings = customers.map((member) => sightingOf(chatId, member, now))
  let ties = await tiesOf(store, chatId)
  const fresh = sightings.filter(({ externalUserid }) => !ties.has(externalUserid))
  const news = [...fresh, ...sightings.filter((one) => saysMore(ties, one))]
  await announce(
    store,
    news.map(({ externalUserid }) => identityIdOf('ext', externalUserid)),
    now,
  )
  if (fresh.length > 0) {
    await store.insertAll('ties', fresh.map(newTie))
    // An event may have made one of them meanwhile: then what the list says of it is still to be added.
    ties = await tiesOf(store, chatId)
  }
  await sideBySide(
    sightings.filter((one) => saysMore(ties, one)),
    (one) => addMarks(store, one),
  )
  await tellMany(
    where,
    customers.map(({ id, unionid }) => ({ id: identityIdOf('ext', id), unionid })),
  )
  const here = new Set(customers.map(({ id }) => id))
  const all = await missing(
    where,
    [...ties.values()].filter(({ open, externalUserid }) => open && !here.has(externalUserid)),
  )
  await noteRoster(store, chatId, all ? version : '', now)
}

function sightingOf(chatId: string, member: GroupChat['members'][number], now: number): Sighting {
  const { id, joinedAt, joinScene, state } = member
  const mark: Mark = { kind: 'seen', at: joinedAt, scene: joinScene, state: state.slice(0, 30) }
  return { kind: 'group', place: chatId, externalUserid: id, marks: [mark], seenAt: now }
}

async function tiesOf(store: Store, chatId: string): Promise<Map<string, Tie>> {
  const ties = await readAll(store, 'ties', { kind: 'group', place: chatId })
  return new Map(ties.map((tie) => [tie.externalUserid, tie]))
}

function saysMore(ties: ReadonlyMap<string, Tie>, sighting: Sighting): boolean {
  const tie = ties.get(sighting.externalUserid)
  return tie !== undefined && afterSighting(tie, sighting) !== null
}

function openTies(store: Store, chatId: string): Promise<Tie[]> {
  return readAll(store, 'ties', { kind: 'group', place: chatId, open: true })
}

/**
 * A complete look did not find them. Whoever has just come may be ahead of the list.
 *
 * @returns false when somebody is to be asked about at the next look
 */
export async function missing(where: Where, ties: readonly Tie[]): Promise<boolean> {
  const { store, now } = where
  const absent: Mark = { kind: 'absent', at: now, scene: null, state: '' }
  const gone = ties.filter(({ marks, seenAt }) => !standing({ marks: [...marks, absent], seenAt }).open)
  if (gone.length === 0) return ties.length === 0
  await touchCustomers(where, gone)
  await sideBySide(gone, ({ kind, place, externalUserid }) =>
    addMarks(store, { kind, place, externalUserid, marks: [absent], seenAt: 0 }),
  )
  return gone.length === ties.length
}

/** Before their ties change: a second try no longer finds those that a first one has closed. */
async function touchCustomers({ store, now }: Where, ties: readonly Pick<Tie, 'externalUserid'>[]): Promise<void> {
  await scheduleFold(store, now)
  await touch(store, [...new Set(ties.map(({ externalUserid }) => identityIdOf('ext', externalUserid)))], now)
}

async function noteRoster(store: Store, chatId: string, version: string, now: number): Promise<void> {
  const doc = { _id: chatId, schema: 1 as const, version, lookedAt: now }
  if ((await store.update('rosters', { _id: chatId }, { version, lookedAt: now })) > 0) return
  await store.insert('rosters', doc)
}

/** What an event says of a group's members. The list itself is looked at later; only an event tells when and how somebody left. */
export interface GroupEvent {
  chatId: string
  change: 'join' | 'leave' | 'dismiss'
  /** Members of the event, staff among them. */
  ids: readonly string[]
  /** ms */
  at: number
  /** `JoinScene` 0 invited, 3 by code; `QuitScene` 0 on their own, 1 removed. */
  scene: number | null
}

/** Two wire calls a member and two in all; a second time one a member and two. */
export async function takeGroupEvent(where: Where, event: GroupEvent): Promise<void> {
  const { chatId, change, at } = event
  const customers =
    change === 'dismiss'
      ? (await openTies(where.store, chatId)).map(({ externalUserid }) => externalUserid)
      : [...new Set(event.ids)].filter((id) => EXTERNAL.test(id))
  if (customers.length === 0) return
  const mark: Mark = { kind: change === 'join' ? 'join' : 'leave', at, scene: sceneOf(event), state: '' }
  await touchCustomers(
    where,
    customers.map((externalUserid) => ({ externalUserid })),
  )
  await sideBySide(customers, (externalUserid) =>
    addMarks(where.store, { kind: 'group', place: chatId, externalUserid, marks: [mark], seenAt: 0 }),
  )
}

/** The event says 0 for an invitation where the list says 1 (WD/92130, WD/92122). */
function sceneOf({ change, scene }: GroupEvent): number | null {
  if (change === 'dismiss') return DISMISSED
  return change === 'join' && scene === 0 ? 1 : scene
}
