import './collections'
import '../channel/collections'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { is, type Store } from '../../kernel/store'
import { upcastChannel } from '../channel/rules'
import { readAll } from '../delivery/readAll'
import { wakeOrders } from '../order/match'
import { noteOrigin } from '../points/change'
import { sideBySide } from '../points/jobs'
import { foldPerson, sameFold } from './fold'
import { GRACE, PERSON_FOLD, scheduleRoll } from './identities'
import { bareId, type Fact, type Identity, type Person } from './rules'
import type { Tie } from './ties'

/** Identities that one round folds, and rounds of one run: some ten seconds in the cloud. */
const AT_ONCE = 100
const ROUNDS = 20

/** A flag that is newer than now by more than clocks differ was set by one that was wrong: nobody is at it. */
const WRONG_CLOCK = 5 * MINUTE

/**
 * Folds the persons of all dirty identities. Who became dirty within `GRACE` is left to the item of their own slot: whoever flagged them may
 * still be writing. An item that finds nothing costs one wire call: another one did its work.
 */
export const foldJob: Job<Context> = {
  kind: PERSON_FOLD,
  async process(_item, { store, now }) {
    for (let round = 0; round < ROUNDS; round++) {
      const dirty = await store.find(
        'identities',
        { dirtyAt: is.gt(0) },
        { sort: [['dirtyAt', 1]], limit: AT_ONCE, fields: ['person', 'was', 'revision', 'dirtyAt'] },
      )
      const ready = dirty.filter(({ dirtyAt }) => isReady(dirtyAt ?? now, now))
      if (ready.length === 0) return 'done'
      // Before anything is written: whoever dies in here has left somebody to count what was folded.
      if (round === 0) await scheduleRoll(store, now)
      const all = await foldDirty(store, ready, now)
      // Somebody else folded one of them at this moment, from what may be older than what we read: once more.
      if (!all) return { again: now + MINUTE }
    }
    return { again: now }
  },
}

function isReady(dirtyAt: number, now: number): boolean {
  return dirtyAt <= now - GRACE || dirtyAt > now + WRONG_CLOCK
}

type Dirty = Pick<Identity, '_id' | 'person' | 'was' | 'revision'>

/**
 * Folds the persons that these identities belong or belonged to. The persons are read first: whoever changes one meanwhile makes our guarded write
 * miss, and the flag stays. The flag itself is cleared by the revision that was folded.
 *
 * @returns whether all of them were written
 */
export async function foldDirty(store: Store, dirty: readonly Dirty[], now: number): Promise<boolean> {
  const ids = [...new Set(dirty.flatMap(({ person, was }) => [person, ...was]))]
  const before = new Map((await readAll(store, 'people', { _id: is.in(ids) })).map((person) => [person._id, person]))
  const identities = await readAll(store, 'identities', { person: is.in(ids), forgetting: null })
  const { facts, ties } = await readSources(store, identities)
  const channels = await readChannels(store, facts, ties)
  const missed = new Set<string>()
  await sideBySide(ids, async (id) => {
    const own = identities.filter(({ person }) => person === id)
    const mine = new Set(own.map(({ _id }) => _id))
    const folded = foldPerson({
      identities: own,
      facts: facts.filter(({ who }) => mine.has(who)),
      ties: ties.filter(({ externalUserid }) => mine.has(`ext:${externalUserid}`)),
      channels,
    })
    const person = before.get(id)
    // Before the person says so: whoever dies in between tells the account once more.
    for (const { memberId, channel } of newOrigins(person, folded)) await noteOrigin(store, memberId, channel, now)
    if (person === undefined) {
      if (own.length === 0) return
      const made: Person = { _id: id, schema: 1, ...folded, revision: 1, dirtyAt: now, rolledDays: [] }
      if ((await store.insert('people', made)) === 'exists') missed.add(id)
    } else if (!sameFold(person, folded)) {
      const guard = { _id: id, revision: person.revision }
      const change = { ...folded, revision: person.revision + 1, dirtyAt: now }
      if ((await store.update('people', guard, change)) === 0) missed.add(id)
    }
  })
  // Whom an order waits for is heard of by becoming dirty; the order's own fact folds them once more.
  await wakeOrders(store, [...new Set([...dirty.map(({ _id }) => _id), ...ids])], now)
  const done = dirty.filter(({ person, was }) => ![person, ...was].some((id) => missed.has(id)))
  if (done.length > 0) {
    await store.update(
      'identities',
      done.map(({ _id, revision }) => ({ _id, revision })),
      { dirtyAt: null, was: [] },
    )
  }
  return missed.size === 0
}

/** Members whose first channel is known since now; what an account says once stays. */
function newOrigins(before: Person | undefined, { first, links }: Pick<Person, 'first' | 'links'>) {
  const channel = first?.channel ?? null
  const members = links.filter((id) => id.startsWith('wxa:'))
  const told = before?.first?.channel === channel ? (before?.links ?? []) : []
  if (channel === null) return []
  return members.filter((id) => !told.includes(id)).map((id) => ({ memberId: bareId(id), channel }))
}

/** Everything that is known of these identities. Two wire calls up to a thousand of each. */
export async function readSources(
  store: Store,
  identities: readonly Identity[],
): Promise<{ facts: Fact[]; ties: Tie[] }> {
  const ids = identities.map(({ _id }) => _id)
  const customers = ids.filter((id) => id.startsWith('ext:')).map(bareId)
  const facts = ids.length === 0 ? [] : await readAll(store, 'facts', { who: is.in(ids) })
  const ties = customers.length === 0 ? [] : await readAll(store, 'ties', { externalUserid: is.in(customers) })
  return { facts, ties }
}

/** The channels that facts and ties name, and since when each is stopped. */
export async function readChannels(
  store: Store,
  facts: readonly Fact[],
  ties: readonly Tie[],
): Promise<Map<string, number | null>> {
  const named = new Set([
    ...facts.map(({ channel }) => channel),
    ...ties.flatMap(({ marks }) => marks.map(({ state }) => state)),
  ])
  const ids = [...named].filter((id) => id !== null && id !== '')
  if (ids.length === 0) return new Map()
  const found = await readAll(store, 'channels', { _id: is.in(ids) })
  return new Map(found.map((channel) => [channel._id, upcastChannel(channel).stoppedAt]))
}
