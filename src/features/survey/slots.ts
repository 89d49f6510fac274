import './collections'
import { refuse } from '../../kernel/errors'
import { settle } from '../../kernel/settle'
import { is, type Store, to, UnknownOutcome } from '../../kernel/store'
import type { Quota } from './definition'
import { afterTaking, type Slots, withQuotas } from './quota'
import { refusal } from './text'

/** Many at once on one document: each round one of them wins. */
const ROUNDS = 64

/**
 * Takes a place in each of these quotas, or refuses. A place belongs to the subject for good: who dies before their answer is
 * stored finds it again, and one that nobody comes back for stays taken. So a quota may give fewer than its number, never more.
 *
 * One wire call when there is a place. For anonymous surveys two: there the takers stand in the order of their names, because the
 * order of their coming could be compared with that of the rewards.
 *
 * @throws QUOTA_FULL
 */
export async function takeSlots(
  store: Store,
  { id, quotas, all, subject, sorted }: { id: string; quotas: Quota[]; all: Quota[]; subject: string; sorted: boolean },
): Promise<void> {
  if (quotas.length === 0) return
  if (!sorted && (await takenAtOnce(store, id, quotas, all, subject))) return
  await settle<'survey_slots', true>(
    store,
    'survey_slots',
    id,
    (found) => {
      const isComplete = all.every(({ key, cap }) =>
        found?.slots.some((slot) => slot.quota === key && slot.cap === cap),
      )
      const current = found && isComplete ? found : withQuotas(found, id, all)
      const after = afterTaking(current, quotas, subject)
      if (after === null) return { answer: true }
      if ('full' in after) return refuse('QUOTA_FULL', refusal.quotaFull(after.full.name))
      const takers = sorted ? [...after.takers].sort() : after.takers
      const next: Slots = { ...after, takers, seq: current.seq + 1 }
      if (!found) return { insert: next, answer: true }
      const { _id, schema, ...fields } = next
      // What was taken at once moves `seq` as well, so nothing is written over.
      return { guard: { _id, seq: found.seq }, change: fields, answer: true }
    },
    ROUNDS,
  )
}

/** The usual case: the document stands there with room. False: look closer. */
async function takenAtOnce(store: Store, _id: string, quotas: Quota[], all: Quota[], subject: string) {
  const names = quotas.map(({ key }) => `${key}:${subject}`)
  const places = quotas.map(({ key, cap }) => ({ key, cap, at: all.findIndex((each) => each.key === key) }))
  const room = places.flatMap(({ key, cap, at }) => [
    [`slots.${at}.quota`, key],
    [`slots.${at}.cap`, cap],
    [`slots.${at}.left`, is.gt(0)],
  ])
  const taken = places.map(({ at }) => [`slots.${at}.left`, to.inc(-1)])
  try {
    const changed = await store.update(
      'survey_slots',
      { _id, takers: is.nin(names), ...Object.fromEntries(room) },
      { seq: to.inc(1), takers: to.push(names), ...Object.fromEntries(taken) },
    )
    return changed > 0
  } catch (error) {
    // Reading tells whether it was taken.
    if (error instanceof UnknownOutcome) return false
    throw error
  }
}

/** Gives back what a second, different answer of the same subject took beside the first one's places. */
export async function freeSlots(store: Store, id: string, quotas: readonly Quota[], subject: string): Promise<void> {
  if (quotas.length === 0) return
  await settle<'survey_slots', true>(
    store,
    'survey_slots',
    id,
    (found) => {
      const names = quotas.map(({ key }) => `${key}:${subject}`)
      const held = found?.takers.filter((taker) => names.includes(taker)) ?? []
      if (!found || held.length === 0) return { answer: true }
      const slots = found.slots.map((slot) =>
        held.includes(`${slot.quota}:${subject}`) ? { ...slot, left: slot.left + 1 } : slot,
      )
      const takers = found.takers.filter((taker) => !held.includes(taker))
      return { guard: { _id: id, seq: found.seq }, change: { slots, takers, seq: found.seq + 1 }, answer: true }
    },
    ROUNDS,
  )
}
