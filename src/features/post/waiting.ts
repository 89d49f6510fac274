import './collections'
import type { Store } from '../../kernel/store'

/** How many posts wait for a person. */
export function countWaitingPosts(store: Store): Promise<number> {
  return store.count('posts', { state: 'waiting' })
}
