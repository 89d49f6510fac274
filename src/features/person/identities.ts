import './collections'
import { unionKeyOf } from '../../../cloudfunctions/platform/identity'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import { schedule } from '../../kernel/due'
import { settle } from '../../kernel/settle'
import { is, type Store, to } from '../../kernel/store'
import { chunks } from '../delivery/readAll'
import { sideBySide } from '../points/jobs'
import { factOf, type Identity, kindOfIdentity, type NewFact } from './rules'

/** What these functions need of a context: callbacks, jobs and calls all have it. */
export type Where = Pick<Context, 'store' | 'now' | 'settings'>

export const PERSON_FOLD = 'person.fold'
export const PERSON_LOOK = 'person.look'
/** The rollups follow the fold. */
export const FUNNEL_ROLL = 'funnel.roll'
/** One fold for all that happens in so many ms. */
const SLOT = 2 * MINUTE
/**
 * Longer than any function may run (its limit is 60 s) and clocks differ: when the item of a slot is taken, everybody who could have relied on it
 * has written. So nobody ever leaves something dirty behind an item that is being worked on.
 */
export const GRACE = 90_000
/** Up to so many facts are simply tried; more are looked for first, because a known one makes an insert of many one by one. */
const FEW = 3

/** Puts the fold on the list that reads what becomes dirty now. */
export function scheduleFold(store: Store, now: number): Promise<void> {
  return scheduleSlot(store, PERSON_FOLD, now)
}

/** Puts the look on the list that asks WeCom about whoever is to be asked about now; the fold follows it. */
export function scheduleLook(store: Store, now: number): Promise<void> {
  return scheduleSlot(store, PERSON_LOOK, now)
}

/** Puts the rollup on the list that counts whoever is folded now. */
export function scheduleRoll(store: Store, now: number): Promise<void> {
  return scheduleSlot(store, FUNNEL_ROLL, now)
}

async function scheduleSlot(store: Store, kind: string, now: number): Promise<void> {
  const slot = Math.floor(now / SLOT)
  await schedule(store, { key: `${kind}:${slot}`, kind, at: (slot + 1) * SLOT + GRACE })
}

/**
 * Writes facts down and has their persons folded. A second time changes nothing. Three wire calls, four for an identity that is new;
 * first the facts, then the flag, then the due item: whoever dies in between is repeated by its event, its job or its phone.
 */
export async function observe({ store, now }: Where, facts: readonly NewFact[]): Promise<void> {
  if (facts.length === 0) return
  await insertFacts(store, facts)
  await touch(store, [...new Set(facts.map(({ who }) => who))], now)
  await scheduleFold(store, now)
}

/** Those that are not there yet. One wire call for a few that are new, two for many. */
export async function insertFacts(store: Store, facts: readonly NewFact[]): Promise<void> {
  const byId = new Map(facts.map(factOf).map((fact) => [fact._id, fact]))
  if (byId.size <= FEW) return store.insertAll('facts', [...byId.values()])
  for (const part of chunks([...byId.values()], 500)) {
    const known = await store.find(
      'facts',
      { _id: is.in(part.map(({ _id }) => _id)) },
      { limit: 1000, fields: ['who'] },
    )
    const there = new Set(known.map(({ _id }) => _id))
    await store.insertAll(
      'facts',
      part.filter(({ _id }) => !there.has(_id)),
    )
  }
}

/**
 * Has the persons of those who exist already folded, because something of them is about to be written: whoever dies after that write sees
 * nothing to do at the second try. The fold lets `GRACE` pass, so it never reads what stood before. One wire call and the due item's.
 */
export async function announce(store: Store, ids: readonly string[], now: number): Promise<void> {
  if (ids.length === 0) return
  await scheduleFold(store, now)
  for (const part of chunks([...new Set(ids)], 500)) {
    await store.update('identities', { _id: is.in(part) }, { dirtyAt: now, revision: to.inc(1) })
  }
}

/** Makes sure that these identities exist and are dirty. One wire call, two when one is new, three when one of many is. */
export async function touch(
  store: Store,
  ids: readonly string[],
  now: number,
  more: Partial<Pick<Identity, 'askAt' | 'visitedAt'>> = {},
): Promise<void> {
  for (const part of chunks(ids, 500)) {
    const touched = await store.update(
      'identities',
      { _id: is.in(part) },
      { dirtyAt: now, revision: to.inc(1), ...more },
    )
    if (touched === part.length) continue
    const known =
      part.length === 1 ? [] : await store.find('identities', { _id: is.in(part) }, { limit: 1000, fields: ['person'] })
    const there = new Set(known.map(({ _id }) => _id))
    const fresh = part.filter((id) => !there.has(id)).map((id) => ({ ...newIdentity(id, null, now), ...more }))
    const [only] = fresh
    if (fresh.length !== 1 || only === undefined) await store.insertAll('identities', fresh)
    else if ((await store.insert('identities', only)) === 'exists') {
      // Somebody else made it at this moment, without what is to be noted in it here.
      await store.update('identities', { _id: only._id }, { dirtyAt: now, revision: to.inc(1), ...more })
    }
  }
}

export function newIdentity(id: string, union: string | null, now: number): Identity {
  return {
    _id: id,
    schema: 1,
    kind: kindOfIdentity(id),
    union,
    conflict: false,
    person: union ?? id,
    was: [],
    createdAt: now,
    dirtyAt: now,
    askAt: null,
    visitedAt: null,
    forgetting: null,
    revision: 1,
  }
}

/**
 * Tells whose identity this is; null tells nothing. Late, twice, in any order: of two different unions the smaller counts and the conflict
 * stands to be seen. One wire call when it is known, else three.
 */
export async function link({ store, now, settings }: Where, id: string, unionid: string | null): Promise<void> {
  if (unionid === null || unionid === '') return
  const union = unionKeyOf(settings.secret, unionid)
  const dirty = await settle<'identities', boolean>(store, 'identities', id, (identity) => {
    if (identity === null) return { insert: newIdentity(id, union, now), answer: true }
    const change = linked(identity, union)
    // Dirty and the same: an earlier try may have died before its due item.
    if (change === null) return { answer: identity.dirtyAt !== null }
    const { revision } = identity
    return { guard: { _id: id, revision }, change: { ...change, dirtyAt: now, revision: revision + 1 }, answer: true }
  })
  if (dirty) await scheduleFold(store, now)
}

/** What a union changes in an identity; null: nothing. */
export function linked(
  identity: Identity,
  union: string,
): Pick<Identity, 'union' | 'conflict' | 'person' | 'was'> | null {
  const { union: before, person, was } = identity
  if (before === union) return null
  const conflict = before !== null
  const now = before !== null && before < union ? before : union
  if (now === before && identity.conflict) return null
  return { union: now, conflict, person: now, was: now === person ? was : [...new Set([...was, person])] }
}

/** Somebody of whom a list tells: who it is, and whose. */
export interface Told {
  id: string
  unionid: string | null
}

/** `link` for many at once: two wire calls, three when somebody is to be folded, and three more for each that is linked late. */
export async function tellMany(where: Where, told: readonly Told[]): Promise<void> {
  const { store, now, settings } = where
  const all = [...new Map(told.map((one) => [one.id, one])).values()]
  let dirty = false
  for (const part of chunks(all, 500)) {
    const found = await store.find('identities', { _id: is.in(part.map(({ id }) => id)) }, { limit: 1000 })
    const byId = new Map(found.map((identity) => [identity._id, identity]))
    const unionOf = ({ unionid }: Told) => (unionid ? unionKeyOf(settings.secret, unionid) : null)
    const fresh = part.filter(({ id }) => !byId.has(id))
    await store.insertAll(
      'identities',
      fresh.map((one) => newIdentity(one.id, unionOf(one), now)),
    )
    const late = part.filter((one) => {
      const [identity, union] = [byId.get(one.id), unionOf(one)]
      return identity !== undefined && union !== null && linked(identity, union) !== null
    })
    await sideBySide(late, ({ id, unionid }) => link(where, id, unionid))
    dirty ||= fresh.length > 0 || found.some(({ dirtyAt }) => dirtyAt !== null)
  }
  if (dirty) await scheduleFold(store, now)
}
