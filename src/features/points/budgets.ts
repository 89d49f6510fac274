import { dayOf } from '../../kernel/day'
import { Refusal, refuse } from '../../kernel/errors'
import { settle } from '../../kernel/settle'
import { is, type Store, to } from '../../kernel/store'
import type { CampaignBudget } from './rules'
import { text } from './text'

/** Many members of one campaign at once meet in one document: each round one of them wins. */
const ROUNDS = 64

/**
 * Does something that costs a campaign's budget of the day. The counter `budgets/{campaign}:{day}` is raised first, by an update
 * guarded by its `seq`, and names the award until it is given.
 *
 * Dying between counter and award leaves the award named: the same request again finds its name and is not counted twice. If
 * nobody asks again the day has given less than its budget; it can never have given more.
 *
 * @throws OVER_BUDGET, and whatever `give` refuses; the budget is returned then
 */
export async function withinBudget<A>(
  store: Store,
  budget: CampaignBudget,
  { entry, amount }: { entry: string; amount: number },
  now: number,
  give: () => Promise<A>,
): Promise<A> {
  const { campaign, perDay, day = dayOf(now) } = budget
  const _id = `${campaign}:${day}`
  await settle(
    store,
    'budgets',
    _id,
    (counter) => {
      if (counter?.underWay.includes(entry)) return { answer: undefined }
      if ((counter?.spent ?? 0) + amount > perDay) return refuse('OVER_BUDGET', text.overBudget)
      if (!counter) {
        const first = { _id, schema: 1 as const, campaign, day, seq: 1, spent: amount, underWay: [entry] }
        return { insert: first, answer: undefined }
      }
      const change = { seq: counter.seq + 1, spent: counter.spent + amount, underWay: [...counter.underWay, entry] }
      return { guard: { _id, seq: counter.seq }, change, answer: undefined }
    },
    ROUNDS,
  )
  try {
    const answer = await give()
    await store.update('budgets', { _id, underWay: is.eq(entry) }, { seq: to.inc(1), underWay: to.pull(entry) })
    return answer
  } catch (error) {
    if (error instanceof Refusal) {
      const back = { seq: to.inc(1), spent: to.inc(-amount), underWay: to.pull(entry) }
      await store.update('budgets', { _id, underWay: is.eq(entry) }, back)
    }
    throw error
  }
}
