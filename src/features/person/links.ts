import './collections'
import { is, type Store } from '../../kernel/store'
import { readAll } from '../delivery/readAll'
import { foldPerson } from './fold'
import { readChannels, readSources } from './foldJob'
import { bareId, type Fact, type Folded, type Identity, identityIdOf } from './rules'
import { type Stay, staysOf, type Tie } from './ties'

/** The person of an identity: its own id while it is alone, also when nobody has heard of it. One wire call. */
export async function personOf(store: Store, identityId: string): Promise<string> {
  return (await store.get('identities', identityId))?.person ?? identityId
}

/** All identities of one person. One wire call. */
export function identitiesOf(store: Store, person: string): Promise<Identity[]> {
  return readAll(store, 'identities', { person, forgetting: null })
}

/** Members of the mini-program who are these customers; those that are not matched yet are missing. Two wire calls. */
export async function membersOf(store: Store, externalUserids: readonly string[]): Promise<string[]> {
  const ids = externalUserids.map((id) => identityIdOf('ext', id))
  const persons = (await readAll(store, 'identities', { _id: is.in(ids) })).map(({ person }) => person)
  if (persons.length === 0) return []
  const own = await readAll(store, 'identities', { person: is.in(persons), kind: 'wxa', forgetting: null })
  return own.map(({ _id }) => bareId(_id))
}

/** A customer of 企业微信 who is this member, and the staff whose friend they are now, oldest friendship first. */
export interface ExternalOf {
  externalUserid: string
  guides: string[]
}

/** Through whom a member can be written to in 企业微信. Three wire calls; an empty list: not matched yet, or nobody's friend. */
export async function externalOf(store: Store, memberId: string): Promise<ExternalOf[]> {
  const identities = await identitiesOf(store, await personOf(store, identityIdOf('wxa', memberId)))
  const customers = identities.filter(({ kind }) => kind === 'ext').map(({ _id }) => bareId(_id))
  if (customers.length === 0) return []
  const ties = await readAll(store, 'ties', { externalUserid: is.in(customers) })
  const friends = ties
    .filter(({ kind, open }) => kind === 'friend' && open)
    .sort((a, b) => (a.since ?? 0) - (b.since ?? 0))
  return customers
    .map((externalUserid) => ({
      externalUserid,
      guides: friends.filter((tie) => tie.externalUserid === externalUserid).map(({ place }) => place),
    }))
    .filter(({ guides }) => guides.length > 0)
}

export interface Timeline {
  person: string
  identities: Identity[]
  /** As it is this moment, whatever has been folded so far. */
  folded: Folded
  facts: Fact[]
  stays: { tie: Tie; stay: Stay }[]
}

/** All that is known of one person. Five wire calls. */
export async function timelineOf(store: Store, identityId: string): Promise<Timeline> {
  const person = await personOf(store, identityId)
  const identities = await identitiesOf(store, person)
  const { facts, ties } = await readSources(store, identities)
  const folded = foldPerson({ identities, facts, ties, channels: await readChannels(store, facts, ties) })
  const stays = ties.flatMap((tie) => staysOf(tie).map((stay) => ({ tie, stay })))
  return { person, identities, folded, facts, stays }
}
