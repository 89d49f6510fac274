import './collections'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import { schedule } from '../../kernel/due'
import { refuse } from '../../kernel/errors'
import type { Material } from '../material/rules'
import { adoptPhotos, withdrawPhotos } from '../material/ugc'
import { changePost, POST_FOLLOW } from './change'
import { isShared, type Post, publicIdOf } from './rules'
import { text } from './text'

/** An adoption that died is looked at when the function that worked on it must be over (its limit is a minute). */
const AFTERWARDS = 2 * MINUTE

/** The author's word on using the pictures again: given or taken back. What was taken into the library goes at once, or by the due item. */
export async function setShare(context: Context, id: string, agreed: boolean): Promise<Post> {
  const { store, now } = context
  const post = await changePost<Post>(store, id, now, (there) => {
    if (!there || there.state === 'removed') return refuse('NO_SUCH_POST', text.noSuchPost)
    if ((there.share?.agreed ?? false) === agreed) return { answer: there }
    const after = { ...there, share: { agreed, at: now, adopted: there.share?.adopted ?? false } }
    return { after, answer: { ...after, revision: there.revision + 1 } }
  })
  await settleShare(context, post)
  return post
}

/**
 * Takes the pictures of a post into the library, while its author agrees and everybody may see it. That it happens is written into the
 * post first, and a look afterwards is on the due list: a word that is taken back meanwhile finds what was adopted, sooner or later.
 */
export async function adoptPost(
  context: Context,
  { id, revision, tags, by }: { id: string; revision: number; tags: string[]; by: string },
): Promise<{ post: Post; materials: Material[] }> {
  const { store, now } = context
  await schedule(store, {
    key: `${POST_FOLLOW}:${id}:adopt:${revision}`,
    kind: POST_FOLLOW,
    at: now + AFTERWARDS,
    payload: { post: id },
  })
  const post = await changePost<Post>(store, id, now, (there) => {
    if (!there || there.state === 'removed') return refuse('NO_SUCH_POST', text.noSuchPost)
    if (there.share?.agreed !== true) return refuse('NOT_SHARED', text.notShared)
    if (there.photos.length === 0) return refuse('NO_PHOTO', text.noPhoto)
    if (!isShared(there)) return refuse('NOT_DECIDABLE', text.notShown)
    if (there.share.adopted) return { answer: there }
    if (there.revision !== revision) return refuse('POST_CHANGED', text.changed)
    const after = { ...there, share: { ...there.share, adopted: true } }
    return { after, answer: { ...after, revision: there.revision + 1 } }
  })
  const shared = {
    post: publicIdOf(id),
    agreedAt: post.share?.at ?? now,
    words: post.text,
    photos: post.photos.map(({ file }) => file),
  }
  const name = `会员晒图 ${post.day.slice(5)}`
  const materials = await adoptPhotos(context, shared, { name, tags, by })
  return { post, materials }
}

/** Lets go of what may not be used any more; nothing to do while it may. */
export async function settleShare(context: Pick<Context, 'store' | 'photos' | 'now'>, post: Post): Promise<void> {
  const { store, now } = context
  // Also without `adopted`: an adoption that was under way may have come after an earlier look.
  if (post.share === undefined || isShared(post)) return
  await withdrawPhotos(context, publicIdOf(post._id))
  await changePost(store, post._id, now, (there) => {
    if (there?.share?.adopted !== true || isShared(there)) return { answer: undefined }
    return { after: { ...there, share: { ...there.share, adopted: false } }, answer: undefined }
  })
}
