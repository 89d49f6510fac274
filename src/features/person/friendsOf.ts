import './collections'
import { is, type Store } from '../../kernel/store'
import { readAll } from '../delivery/readAll'
import type { ExternalOf } from './links'
import { bareId, identityIdOf } from './rules'

/**
 * `externalOf` for many members (at most 200) at once: who is a customer of 企业微信 and whose friend, oldest friendship first. Members
 * who are nobody's friend, or not matched yet, are left out. Three wire calls.
 */
export async function externalOfAll(store: Store, memberIds: readonly string[]): Promise<Map<string, ExternalOf[]>> {
  const found = new Map<string, ExternalOf[]>()
  if (memberIds.length === 0) return found
  const own = await readAll(store, 'identities', { _id: is.in(memberIds.map((id) => identityIdOf('wxa', id))) })
  const persons = new Map(own.map(({ _id, person }) => [person, bareId(_id)]))
  if (persons.size === 0) return found
  const linked = await readAll(store, 'identities', {
    person: is.in([...persons.keys()]),
    kind: 'ext',
    forgetting: null,
  })
  const customers = new Map(linked.map(({ _id, person }) => [bareId(_id), persons.get(person) ?? '']))
  if (customers.size === 0) return found
  const ties = await readAll(store, 'ties', { externalUserid: is.in([...customers.keys()]) })
  const friends = ties
    .filter(({ kind, open }) => kind === 'friend' && open)
    .sort((a, b) => (a.since ?? 0) - (b.since ?? 0) || (a._id < b._id ? -1 : 1))
  for (const [externalUserid, memberId] of customers) {
    const guides = friends.filter((tie) => tie.externalUserid === externalUserid).map(({ place }) => place)
    if (guides.length > 0) found.set(memberId, [...(found.get(memberId) ?? []), { externalUserid, guides }])
  }
  return found
}
