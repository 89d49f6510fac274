import { memberIdOf } from '../../cloudfunctions/platform/identity'
import { newAccount } from '../../src/features/points/account'
import { openWorld, type World } from '../cloud/world'

/** The key that `openWorld` gives to its functions. */
const SECRET = 'test-secret'
/** Accounts per SQLite transaction: one per account would take minutes of disk syncs. */
const BATCH = 20_000

export const openidOf = (index: number) => `o-bench-${index}`

/**
 * A cloud with so many members. They are written through the store's own module, below the wire: a million calls would
 * take an hour and measure nothing. Their documents and index keys are what the calls would have written.
 */
export async function openPopulated(count: number, now: string): Promise<World> {
  const world = await openWorld({ now })
  const { store } = world.server.cloud.database
  const accounts = store.collection('accounts')
  if (accounts === undefined) throw new Error('the collection accounts is not declared')
  const at = Date.parse(now)
  for (let first = 0; first < count; first += BATCH) {
    store.write(() => {
      for (let index = first; index < Math.min(count, first + BATCH); index++) {
        const account = newAccount(memberIdOf(SECRET, openidOf(index)), at)
        store.insert(accounts, { ...account, consent: { version: 1, at } })
      }
    })
  }
  return world
}
