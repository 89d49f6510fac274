import './collections'
import { mediaEventId } from '../../../cloudfunctions/platform/weappPush'
import type { Context } from '../../context'
import type { Job } from '../../kernel/due'
import { changePost, POST_FOLLOW } from './change'
import { settleReward } from './reward'
import { GIVE_UP, hasWork, nextLook, type Post, placed } from './rules'
import { settleShare } from './share'
import { readVerdict, takeVerdict } from './verdict'

/** Deletes what is no longer shown, then forgets it. Dying in between deletes again what is gone already. */
export async function emptyTrash({ store, photos, now }: Pick<Context, 'store' | 'photos' | 'now'>, id: string) {
  const trash = (await store.get('posts', id))?.trash ?? []
  if (trash.length === 0) return
  await photos.drop(trash)
  await changePost(store, id, now, (post) => {
    if (!post?.trash.some((file) => trash.includes(file))) return { answer: undefined }
    return { after: { ...post, trash: post.trash.filter((file) => !trash.includes(file)) }, answer: undefined }
  })
}

/**
 * Looks after one post until nothing is left to do: files to delete, verdicts that came before their trace id was noted or whose
 * handling died, points owed or called back, and after a day without an answer a person.
 */
const follow: Job<Context> = {
  kind: POST_FOLLOW,
  async process({ payload }, context) {
    const { store, now } = context
    const id = String(payload.post)
    const post = await store.get('posts', id)
    if (!post) return 'done'
    await emptyTrash(context, id)
    await hearAgain(context, post)
    if (now >= post.publishedAt + GIVE_UP) await giveUp(context, id)
    const current = await store.get('posts', id)
    if (current) await settleReward(store, current, now)
    if (current) await settleShare(context, current)
    const left = await store.get('posts', id)
    return left && hasWork(left) ? { again: nextLook(left, now) } : 'done'
  },
}

/** Events that are stored but never took hold. */
async function hearAgain({ store, now }: Context, { photos }: Post): Promise<void> {
  for (const { check, traceId } of photos) {
    if (check !== 'asked' || traceId === null) continue
    const event = await store.get('inbound_events', mediaEventId(traceId))
    const verdict = event && readVerdict(JSON.parse(event.raw))
    if (verdict) await takeVerdict(store, verdict, now)
  }
}

async function giveUp({ store, now }: Context, id: string): Promise<void> {
  await changePost(store, id, now, (post) => {
    if (post?.state !== 'checking') return { answer: undefined }
    return { after: placed(post, now, true), answer: undefined }
  })
}

export const postJobs: readonly Job<Context>[] = [follow]
