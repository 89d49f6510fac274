import './collections'
import { type Day, dayOf, monthOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import { readRules } from '../../kernel/ruleBook'
import type { Store } from '../../kernel/store'
import { withEffects } from '../points/account'
import { changeAccount } from '../points/change'
import { fingerprintOf, mayHaveForgotten, recall, remember, requireSameBody } from '../points/operation'
import type { Account, Operator } from '../points/rules'
import { tierBook } from './book'
import { growthIn, setByHand } from './rules'
import { recordOf, type TierRecord, tierEffects, withTier } from './standing'
import { text } from './text'

export interface SetTierRequest {
  /** Made by the page and kept until answered. */
  request: string
  tier: string
  reason: string
  by: Operator
}

/** Where the member stands then; `until` is the last day on which it holds. */
export interface TierSet {
  tier: string
  until: Day | null
}

/**
 * Sets a member's tier with reason and operator. Its history entry is `{member}:set:{request}`, so the request is known by it when
 * the account has let go of the id.
 *
 * @throws NO_SUCH_MEMBER, NO_SUCH_TIER, ID_REUSED; nothing is written then
 */
export async function setTier(store: Store, memberId: string, wanted: SetTierRequest, now: number): Promise<TierSet> {
  const { request, tier, reason, by } = wanted
  const id = `${memberId}:set:${request}`
  const body = fingerprintOf('tier.set', { tier, reason })
  const rules = await readRules(store, tierBook, now)
  return changeAccount(store, memberId, now, async (read, exists) => {
    if (!exists) return refuse('NO_SUCH_MEMBER', text.noSuchMember)
    const known = recall(read, `tier.set:${id}`)
    if (known) requireSameBody(known.body, body)
    if (known || (await writtenBefore(store, read, id, tier, reason))) return { answer: answerOf(read, tier) }
    if (!rules.tiers.some((each) => each.id === tier)) return refuse('NO_SUCH_TIER', text.noSuchTier)
    const account = withTier(read, read, rules, now)
    const day = dayOf(now)
    const growth = { months: account.growth, total: account.balances.growth }
    const { state, steps, gifts } = setByHand(account.tier, tier, growth, rules, day)
    const counted = growthIn(growth, rules.window, monthOf(day))
    const records = steps.map(
      (step): TierRecord => ({ ...recordOf(account, rules, step, counted, now), _id: id, reason, by }),
    )
    const recent = remember(account.recent, { id: `tier.set:${id}`, body, at: now })
    const after = withEffects({ ...account, tier: state, recent }, tierEffects(memberId, records, gifts, now), now)
    return { after, answer: answerOf(after, tier) }
  })
}

async function writtenBefore(store: Store, account: Account, id: string, tier: string, reason: string) {
  if (!mayHaveForgotten(account)) return false
  const record = await store.get('tier_history', id)
  if (record && (record.to !== tier || record.reason !== reason)) requireSameBody(undefined, id)
  return record !== null
}

function answerOf({ tier: state }: Account, tier: string): TierSet {
  return { tier, until: state?.id === tier ? state.until : null }
}
