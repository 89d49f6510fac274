import './collections'
import { schedule } from '../../kernel/due'
import { settle } from '../../kernel/settle'
import type { Doc, Store } from '../../kernel/store'
import { hasWork, nextLook, type Post } from './rules'

export const POST_FOLLOW = 'post.follow'

/** What is to become of a post; without `after` nothing is written. */
type Turn<A> = { answer: A } | { after: Post; answer: A }

/**
 * The one way to change a post: read, decide, write guarded by `revision`. When the change leaves work behind, the due item of the
 * new revision is on the list before the write: dying in between leaves an item that finds nothing, never work without an item.
 *
 * @param decide is asked again when somebody else was faster, and must then recognise its own earlier success
 */
export function changePost<A>(
  store: Store,
  id: string,
  now: number,
  decide: (post: Post | null) => Turn<A> | Promise<Turn<A>>,
): Promise<A> {
  return settle<'posts', A>(store, 'posts', id, async (post) => {
    const turn = await decide(post)
    if (!('after' in turn) || turn.after === post) return { answer: turn.answer }
    const next: Doc<'posts'> = { ...turn.after, revision: (post?.revision ?? 0) + 1, updatedAt: now }
    if (hasWork(next) && !(isChecking(post) && isChecking(next))) await followUp(store, next, now)
    if (!post) return { insert: next, answer: turn.answer }
    const { _id, schema, ...change } = next
    return { guard: { _id, revision: post.revision }, change, answer: turn.answer }
  })
}

/** While it is checked the item of its first moment stays: whenever its job looks, it finds work and comes again. */
function isChecking(post: Post | null): boolean {
  return post?.state === 'checking'
}

/** Otherwise each revision has an item of its own, so that none is lost to a run that is just ending. */
async function followUp(store: Store, post: Post, now: number): Promise<void> {
  const at = post.state === 'checking' ? nextLook(post, now) : now
  const item = {
    key: `${POST_FOLLOW}:${post._id}:${post.revision}`,
    kind: POST_FOLLOW,
    at,
    payload: { post: post._id },
  }
  await schedule(store, item)
}
