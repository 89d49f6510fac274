import './collections'
import * as v from 'valibot'
import type { Context } from '../../context'
import type { Day } from '../../kernel/day'
import { type Job, scheduleAll } from '../../kernel/due'
import { Refusal } from '../../kernel/errors'
import type { Store } from '../../kernel/store'
import { changeAccount } from '../points/change'
import { award } from '../points/operations'
import type { CampaignBudget } from '../points/rules'
import { lifeSchema } from './bookSchema'
import { CHECKIN_REWARD, type Later, type LaterReward } from './works'

/** What a budget did not allow: `checkin_short/{member}:{id}`. */
export interface ShortReward {
  _id: string
  schema: 1
  campaign: string
  day: Day
  memberId: string
  amount: number
  reason: string
  at: number
}

const laterSchema = v.object({
  memberId: v.string(),
  later: v.array(
    v.object({
      id: v.string(),
      campaign: v.string(),
      perDay: v.number(),
      day: v.string(),
      amount: v.number(),
      policy: lifeSchema,
      reason: v.string(),
    }),
  ),
  coupons: v.array(
    v.object({ _id: v.string(), kind: v.string(), at: v.number(), payload: v.record(v.string(), v.unknown()) }),
  ),
}) satisfies v.GenericSchema<unknown, Later>

/** The budget of a campaign among all budgets. */
export function budgetNameOf(campaign: string): string {
  return `checkin.${campaign}`
}

/**
 * Gives what the day's budget still allows. A second run finds each award by its key; what was refused once stays refused, since
 * it was written down and the member may have read it.
 */
export const rewardLater: Job<Context> = {
  kind: CHECKIN_REWARD,
  async process({ payload }, { store, now }) {
    const { memberId, later, coupons } = v.parse(laterSchema, payload)
    for (const one of later) {
      const isShort = await falls(store, memberId, one, now)
      if (isShort) await tell(store, memberId, one, now)
    }
    await scheduleAll(
      store,
      coupons.map(({ _id: key, kind, at, payload }) => ({ key, kind, at, payload })),
    )
    return 'done'
  },
}

/** True when the budget had no room for it. */
async function falls(store: Store, memberId: string, one: LaterReward, now: number): Promise<boolean> {
  const { id, campaign, perDay, day, amount, policy, reason } = one
  const _id = `${memberId}:${id}`
  if (await store.get('checkin_short', _id)) return true
  const budget: CampaignBudget = { campaign: budgetNameOf(campaign), perDay, day }
  const key = { bizType: 'checkin', id } as const
  try {
    await award(store, memberId, { ...key, asset: 'points', amount, policy, reason, activeAt: null, budget }, now)
    return false
  } catch (error) {
    // Whoever left meanwhile is owed nothing.
    if (error instanceof Refusal && error.code === 'NO_SUCH_MEMBER') return false
    if (!(error instanceof Refusal) || error.code !== 'OVER_BUDGET') throw error
    await store.insert('checkin_short', { _id, schema: 1, campaign, day, memberId, amount, reason, at: now })
    return true
  }
}

async function tell(store: Store, memberId: string, { id, campaign, day, amount }: LaterReward, now: number) {
  await changeAccount(store, memberId, now, (account, exists) => {
    const { checkin } = account
    if (!exists || checkin.short?.id === id) return { answer: undefined }
    const short = { id, campaign, day, amount }
    return { after: { ...account, checkin: { ...checkin, short } }, answer: undefined }
  })
}

/** What a campaign's budget came to on a business day. Three wire calls. */
export async function budgetOn(
  store: Store,
  { campaign, perDay, day }: Pick<LaterReward, 'campaign' | 'perDay' | 'day'>,
) {
  const counter = await store.get('budgets', `${budgetNameOf(campaign)}:${day}`)
  const given = counter?.spent ?? 0
  return {
    given,
    left: Math.max(0, perDay - given),
    short: await store.count('checkin_short', { campaign, day }),
  }
}
