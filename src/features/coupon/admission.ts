import '../points/collections'
import { DAY } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import { readRules } from '../../kernel/ruleBook'
import type { Store } from '../../kernel/store'
import { newAccount, upcast } from '../points/account'
import type { StoredAccount } from '../points/rules'
import { audienceFactsOf } from '../tier/audience'
import { tierBook } from '../tier/book'
import { earlyBy, type Tier } from '../tier/rules'
import { audienceOf, type Facts, isEverybody, isInAudience, notForYou } from './audience'
import type { Claimant } from './couponId'
import { type ClaimWords, whyNotClaim } from './eligibility'
import type { Audience, CouponBatch, Reason } from './rules'
import { text } from './text'

/** No tier opens earlier than this (`tierBook`). */
const EARLIEST = DAY

/** What a batch may ask about a member. */
export interface Standing extends Facts {
  /** Batches open so much earlier for the member's tier (ms). */
  early: number
  /** All tiers of the brand, lowest first. */
  tiers: readonly Pick<Tier, 'id' | 'name'>[]
}

/** By the account that the caller has read. No wire call while this instance knows the rules of the tiers, else one. */
export async function standingOf(
  store: Store,
  account: StoredAccount | null,
  memberId: string,
  now: number,
): Promise<Standing> {
  const rules = await readRules(store, tierBook, now)
  const facts = audienceFactsOf(account ? upcast(account) : newAccount(memberId, now), rules, now)
  const tier = rules.tiers.find(({ id }) => id === facts.tier)
  return { ...facts, early: tier ? earlyBy(tier) : 0, tiers: rules.tiers }
}

/** True when whether a batch can be claimed hangs on who asks: it has an audience, or opens soon and earlier for some. */
export function asksWho(batch: Pick<CouponBatch, 'heldBy' | 'audience' | 'claimFrom'>, now: number): boolean {
  if (batch.heldBy !== undefined) return false
  return !isEverybody(audienceOf(batch)) || (now < batch.claimFrom && now >= batch.claimFrom - EARLIEST)
}

/** Why this member cannot claim their `n`-th of a batch now, or null. */
export function whyNotFor(
  batch: CouponBatch,
  standing: Standing,
  n: number,
  now: number,
  words?: ClaimWords,
): Reason | null {
  const reason = whyNotClaim({ ...batch, claimFrom: batch.claimFrom - standing.early }, n, now, words)
  const open = reason === null || reason.code === 'NOT_OPEN_YET' || reason.code === 'SOLD_OUT'
  const audience = audienceOf(batch)
  return open && !isInAudience(audience, standing) ? notForYou(audience, tierNames(audience, standing.tiers)) : reason
}

/** The names of an audience's tiers, lowest first; one that the brand no longer has is left out. */
export function tierNames({ tiers: wanted }: Audience, tiers: Standing['tiers']): string[] {
  return tiers.filter(({ id }) => wanted.includes(id)).map(({ name }) => name)
}

/** Refuses an audience that names a tier which the brand does not have. No wire call when it names none. */
export async function requireTiers(store: Store, { tiers: wanted }: Audience, now: number): Promise<void> {
  if (wanted.length === 0) return
  const { tiers } = await readRules(store, tierBook, now)
  if (wanted.some((id) => !tiers.some((tier) => tier.id === id))) refuse('NO_SUCH_TIER', text.noSuchTier)
}

/**
 * Whether a member is let in to claim, with the account when it had to be read: a free coupon asks for consent, and a batch may
 * ask who it is. Who comes too late is answered without reading anything.
 */
export async function admit(
  store: Store,
  batch: CouponBatch,
  { memberId, n }: Claimant & { n: number },
  now: number,
  words: ClaimWords,
): Promise<{ reason: Reason | null; account: StoredAccount | null }> {
  const personal = asksWho(batch, now)
  const general = whyNotClaim(batch, n, now, words)
  if (general && !(personal && general.code === 'NOT_OPEN_YET')) return { reason: general, account: null }
  if (!personal && batch.price > 0) return { reason: null, account: null }
  const account = await store.get('accounts', memberId)
  if (!personal) return { reason: null, account }
  return { reason: whyNotFor(batch, await standingOf(store, account, memberId, now), n, now, words), account }
}
