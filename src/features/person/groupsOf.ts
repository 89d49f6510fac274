import './collections'
import { is, type Store } from '../../kernel/store'
import { chunks, readAll } from '../delivery/readAll'
import { bareId, type Identity, identityIdOf } from './rules'

/** Ids in one condition: what an index answers by points. */
const AT_ONCE = 400

/**
 * Groups that these members are in now, chat ids by member. Who is not matched with a customer of 企业微信 is missing. Three wire calls
 * for 400 members.
 */
export async function groupsOfMembers(
  store: Store,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>()
  for (const part of chunks([...new Set(memberIds)], AT_ONCE)) {
    const own = await readAll(store, 'identities', { _id: is.in(part.map((id) => identityIdOf('wxa', id))) })
    const customers = await facesOf(store, own, 'ext')
    const places = await openGroups(store, [...customers.values()].flat())
    for (const { _id, person } of own) {
      const groups = (customers.get(person) ?? []).flatMap((customer) => places.get(customer) ?? [])
      if (groups.length > 0) found.set(bareId(_id), [...new Set(groups)].sort())
    }
  }
  return found
}

/** Somebody in a group who is a member, with all groups that they are in. */
export interface GroupMember {
  memberId: string
  groups: readonly string[]
}

/**
 * Members among a page of a group's people, in the order of the group's own list. `next` is where the list goes on. Four wire calls.
 */
export async function membersOfGroup(
  store: Store,
  chatId: string,
  after: string,
  limit: number,
): Promise<{ members: GroupMember[]; next: string | null }> {
  const ties = await store.find(
    'ties',
    { kind: 'group', place: chatId, _id: is.gt(after) },
    { sort: [['_id', 1]], limit, fields: ['externalUserid', 'open'] },
  )
  const next = ties.length < limit ? null : (ties.at(-1)?._id ?? null)
  const customers = ties.flatMap(({ open, externalUserid }) => (open ? [externalUserid] : []))
  if (customers.length === 0) return { members: [], next }
  const ids = customers.map((id) => identityIdOf('ext', id))
  const own = await readAll(store, 'identities', { _id: is.in(ids) })
  const members = await facesOf(store, own, 'wxa')
  const places = await openGroups(store, customers)
  const persons = new Map(own.map(({ _id, person }) => [bareId(_id), person]))
  const found = new Map<string, string[]>()
  for (const customer of customers) {
    for (const memberId of members.get(persons.get(customer) ?? '') ?? []) {
      found.set(memberId, [...(found.get(memberId) ?? []), ...(places.get(customer) ?? [])])
    }
  }
  return { members: [...found].map(([memberId, groups]) => ({ memberId, groups: [...new Set(groups)].sort() })), next }
}

/** The bare ids of one kind by person. */
async function facesOf(
  store: Store,
  identities: readonly Identity[],
  kind: 'wxa' | 'ext',
): Promise<ReadonlyMap<string, readonly string[]>> {
  const persons = [...new Set(identities.flatMap(({ person, forgetting }) => (forgetting === null ? [person] : [])))]
  const byPerson = new Map<string, string[]>()
  if (persons.length === 0) return byPerson
  for (const { _id, person } of await readAll(store, 'identities', {
    person: is.in(persons),
    kind,
    forgetting: null,
  })) {
    byPerson.set(person, [...(byPerson.get(person) ?? []), bareId(_id)])
  }
  return byPerson
}

async function openGroups(store: Store, customers: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const places = new Map<string, string[]>()
  for (const part of chunks([...new Set(customers)], AT_ONCE)) {
    const ties = await readAll(store, 'ties', { externalUserid: is.in(part), kind: 'group', open: true }, [
      'externalUserid',
      'place',
    ])
    for (const { externalUserid, place } of ties) {
      places.set(externalUserid, [...(places.get(externalUserid) ?? []), place])
    }
  }
  return places
}
