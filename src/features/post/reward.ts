import { Refusal } from '../../kernel/errors'
import { readRules } from '../../kernel/ruleBook'
import type { Store } from '../../kernel/store'
import { reverse } from '../points/counter'
import { entryIdOf } from '../points/operation'
import { award } from '../points/operations'
import { changePost } from './change'
import { postSubject } from './plan'
import { type Post, type PostReward, rewarded } from './rules'
import { text } from './text'

/** Points live as long as other points of the day: a year from the month on. */
const POLICY = { kind: 'rolling_months', months: 12 } as const

/** The post with what it earns by the rules in force. */
export async function withReward(store: Store, post: Post, now: number): Promise<Post> {
  const { points } = await readRules(store, postSubject, now)
  return rewarded(post, points)
}

/**
 * Gives what is owed, takes back what is to be called back, and notes it in the post. The ledger's key is `post:{member}:{day}`, so
 * a day gives once whatever happens. A recall makes sure of the award first: one that is still on its way could land after it.
 */
export async function settleReward(store: Store, post: Post, now: number): Promise<void> {
  const { reward, memberId, day, _id } = post
  if (reward?.step !== 'owed' && reward?.step !== 'recall') return
  const key = { bizType: 'post', id: day }
  const given = {
    ...key,
    asset: 'points',
    amount: reward.points,
    policy: POLICY,
    activeAt: null,
    budget: null,
  } as const
  await unlessRefused(['NO_SUCH_MEMBER'], () => award(store, memberId, { ...given, reason: text.rewardReason }, now))
  if (reward.step === 'recall') {
    const back = { of: entryIdOf(key, memberId), reason: text.recallReason, by: null }
    // Spent already, or the member left: nothing can be taken, and nothing is owed.
    const final = ['NOTHING_LEFT', 'NO_SUCH_ENTRY', 'NO_SUCH_MEMBER', 'ALREADY_REVERSED']
    await unlessRefused(final, () => reverse(store, memberId, back, now))
  }
  const step: PostReward['step'] = reward.step === 'recall' ? 'recalled' : 'given'
  await changePost(store, _id, now, (there) => {
    if (!there?.reward || there.reward.step !== reward.step) return { answer: undefined }
    return { after: { ...there, reward: { ...there.reward, step } }, answer: undefined }
  })
}

async function unlessRefused(codes: readonly string[], act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof Refusal) || !codes.includes(error.code)) throw error
  }
}
