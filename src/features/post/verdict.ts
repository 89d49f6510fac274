import { type Suggestion, verdictOf } from '../../../cloudfunctions/platform/security'
import type { Store } from '../../kernel/store'
import { changePost } from './change'
import { settleReward, withReward } from './reward'
import { afterVerdict } from './rules'

/** What `wxa_media_check` says about one picture. */
export interface MediaVerdict {
  traceId: string
  suggest: Suggestion
}

/** Reads the event; a check that failed by itself (a picture that WeChat could not fetch) goes to a person. */
export function readVerdict(event: Record<string, unknown>): MediaVerdict | null {
  const { trace_id: traceId, errcode, result } = event
  if (typeof traceId !== 'string' || !/^[\x21-\x7e]{1,128}$/.test(traceId)) return null
  const suggest = errcode === undefined || errcode === 0 ? verdictOf(result).suggest : 'review'
  return { traceId, suggest }
}

/** Sees to it that a verdict takes hold. `unknown`: no post asked under this id, or it asked anew since. */
export async function takeVerdict(
  store: Store,
  { traceId, suggest }: MediaVerdict,
  now: number,
): Promise<'taken' | 'known' | 'unknown'> {
  const [found] = await store.find('posts', { 'photos.traceId': traceId }, { limit: 1 })
  if (!found) return 'unknown'
  const outcome = await changePost(store, found._id, now, async (post) => {
    if (!post) return { answer: 'unknown' as const }
    const heard = afterVerdict(post, traceId, suggest, now)
    if (heard === post) return { answer: 'known' as const }
    return { after: await withReward(store, heard, now), answer: 'taken' as const }
  })
  if (outcome !== 'unknown') {
    const post = await store.get('posts', found._id)
    if (post) await settleReward(store, post, now)
  }
  return outcome
}
