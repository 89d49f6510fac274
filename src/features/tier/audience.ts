import { readRules } from '../../kernel/ruleBook'
import type { Store } from '../../kernel/store'
import type { Account } from '../points/rules'
import { tierBook } from './book'
import type { TierRules } from './rules'
import { tierOn } from './standing'

/** What an audience asks about a member. */
export interface AudienceFacts {
  /** Id of the tier at this moment. */
  tier: string
  segments: readonly string[]
  channel: string | null
}

/** The facts by rules that the caller has read (`readRules(store, tierBook, now)`). */
export function audienceFactsOf(account: Account, rules: TierRules, now: number): AudienceFacts {
  const { segments, channel } = account
  const origin = channel === null ? [] : [originOf(channel)]
  return { tier: tierOn(account, rules, now).id, segments: [...segments, ...origin], channel }
}

/** Where a member came from first, as a segment: a SOP, a batch or a survey speaks to one source alone by naming it. */
export function originOf(channel: string): string {
  return `来源·${channel}`
}

/** The same, reading the rules: no wire call while this instance still knows them, else one. */
export async function readAudienceFacts(store: Store, account: Account, now: number): Promise<AudienceFacts> {
  return audienceFactsOf(account, await readRules(store, tierBook, now), now)
}
