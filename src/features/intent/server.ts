import './collections'
import type { Store } from '../../kernel/store'
import { intentOf, type Wish } from './rules'

/** Puts wishes on the list; those that are there already stay as they are. One wire call unless some were there. */
export async function emitIntents(store: Store, wishes: readonly Wish[]): Promise<void> {
  await store.insertAll('intents', wishes.map(intentOf))
}
