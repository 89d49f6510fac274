import { type Change, type CollectionName, type Doc, type Store, UnknownOutcome, type Where } from './store'

/**
 * What to do about one document, decided from what was read.
 * `answer` alone means that nothing is to be written: refused by a rule, or an earlier try of the same request did it.
 */
export type Decision<C extends CollectionName, A> =
  | { readonly answer: A }
  | { readonly insert: Doc<C>; readonly answer: A }
  | { readonly guard: Where<C>; readonly change: Change<C>; readonly answer: A }

/** Contention on one member's document is a double tap or a job beside a tap; more rounds than this mean a defect. */
const ROUNDS = 6

/**
 * Reads one document, decides, and writes by insert or guarded update: two wire calls when nobody interferes, one when
 * `decide` finds that there is nothing to do.
 *
 * A lost race (`updated: 0`, or the `_id` taken) and an unknown outcome end the same way: read again and decide again.
 * `decide` must therefore recognise its own earlier success in the document, by the request's or the day's id that the
 * write leaves behind; then a write that was believed lost and lands late meets a guard that no longer matches.
 */
export async function settle<C extends CollectionName, A>(
  store: Store,
  collection: C,
  id: string,
  decide: (doc: Doc<C> | null) => Decision<C, A> | Promise<Decision<C, A>>,
  rounds = ROUNDS,
): Promise<A> {
  let unknown: UnknownOutcome | undefined
  for (let round = 0; round < rounds; round++) {
    const decision = await decide(await store.get(collection, id))
    try {
      if ('insert' in decision) {
        if ((await store.insert(collection, decision.insert)) === 'inserted') return decision.answer
      } else if ('guard' in decision) {
        if ((await store.update(collection, decision.guard, decision.change)) > 0) return decision.answer
      } else {
        return decision.answer
      }
    } catch (error) {
      if (!(error instanceof UnknownOutcome)) throw error
      unknown = error
    }
  }
  throw unknown ?? new Error(`${collection}/${id} changed under us ${rounds} times`)
}
