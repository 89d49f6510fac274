import './collections'
import { randomToken } from '../../../cloudfunctions/platform/identity'
import { hash64 } from '../../kernel/hash'
import { is, type Store } from '../../kernel/store'
import { chunks, readAll } from '../delivery/readAll'
import { forgetOrders } from '../order/match'
import { forgetReferrals } from '../referral/privacy'
import type { PersonLine } from './contract'
import { newIdentity, scheduleFold, type Where } from './identities'
import { timelineOf } from './links'
import { type Fact, type IdentityKind, identityIdOf } from './rules'
import { linesOf } from './timeline'

/**
 * Takes a member out of their person. The facts stay as those of nobody, under a random name also in their keys: what was counted stays counted
 * and leads to no one. The identity says from the first step on that it is going, and the fold passes over it; it is removed last, and with it name
 * and salt, so whoever dies in between goes on with the same ones, and afterwards nobody can tell which nobody it was.
 */
export async function forgetPerson({ store, now }: Pick<Where, 'store' | 'now'>, memberId: string): Promise<void> {
  const id = identityIdOf('wxa', memberId)
  await store.update('identities', { _id: id, forgetting: null }, { forgetting: randomToken() })
  const identity = await store.get('identities', id)
  if (!identity?.forgetting) return
  await forgetOrders(store, memberId)
  await forgetReferrals(store, memberId)
  const [name, salt] = [`gone${identity.forgetting.slice(0, 16)}`, identity.forgetting.slice(16)]
  const facts = await readAll(store, 'facts', { who: id })
  const nobody = identityIdOf('wxa', name)
  await insertMissing(
    store,
    facts.map((fact) => anonymous(fact, nobody, name, salt)),
  )
  // Has the person folded that the member leaves, also when nobody else is left of it.
  await store.insert('identities', { ...newIdentity(nobody, null, now), was: [identity.person, ...identity.was] })
  await store.remove('facts', { who: id })
  await store.remove('identities', { _id: id })
  await scheduleFold(store, now)
}

function anonymous(fact: Fact, who: string, name: string, salt: string): Fact {
  const renamed = (id: string) => `${id.slice(0, id.indexOf(':'))}:${name}:${hash64(salt + id)}`
  return { ...fact, _id: renamed(fact._id), who, ...(fact.of !== undefined && { of: renamed(fact.of) }) }
}

async function insertMissing(store: Store, facts: readonly Fact[]): Promise<void> {
  for (const part of chunks(facts, 500)) {
    const ids = part.map(({ _id }) => _id)
    const known = await store.find('facts', { _id: is.in(ids) }, { limit: 1000, fields: ['who'] })
    const there = new Set(known.map(({ _id }) => _id))
    await store.insertAll(
      'facts',
      part.filter(({ _id }) => !there.has(_id)),
    )
  }
}

export interface PersonExport {
  /** Where we know this person from. */
  places: IdentityKind[]
  lines: PersonLine[]
}

/** All that is known of the person behind a member, for the member to read. */
export async function exportPerson({ store }: Pick<Where, 'store'>, memberId: string): Promise<PersonExport> {
  const found = await timelineOf(store, identityIdOf('wxa', memberId))
  const none = { groups: new Map(), channels: new Map(), guides: new Map() }
  return { places: found.identities.map(({ kind }) => kind), lines: linesOf(found, none) }
}
