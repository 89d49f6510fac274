import { dayOf, timeOf } from '../../kernel/day'
import type { OfferView } from './contract'
import type { CouponBatch, Reason } from './rules'
import { text } from './text'

type Claimable = Pick<CouponBatch, 'state' | 'claimFrom' | 'claimUntil' | 'perMember' | 'soldOut'>

/** What a member reads who cannot claim; each feature that hands out coupons has its own sentences. */
export interface ClaimWords {
  noSuchBatch: string
  stopped: string
  paused: string
  over: string
  soldOut: string
  limit: (perMember: number) => string
  /** @param now ms, for those who want to tell the server's time */
  notOpen: (when: string, now: number) => string
}

/**
 * Why a member cannot claim their `n`-th coupon of a batch now, or null. What only the stock knows is not asked here:
 * `soldOut` is a cheap first answer, the guarded update of a shard is the truth.
 */
export function whyNotClaim(batch: Claimable, n: number, now: number, words: ClaimWords = text): Reason | null {
  if (batch.state === 'draft') return { code: 'NO_SUCH_BATCH', message: words.noSuchBatch }
  if (batch.state === 'stopped') return { code: 'CLAIM_OVER', message: words.stopped }
  if (n > batch.perMember) return { code: 'LIMIT_REACHED', message: words.limit(batch.perMember) }
  if (now < batch.claimFrom)
    return { code: 'NOT_OPEN_YET', message: words.notOpen(whenWords(batch.claimFrom, now), now) }
  if (now >= batch.claimUntil) return { code: 'CLAIM_OVER', message: words.over }
  if (batch.state === 'paused') return { code: 'CLAIM_PAUSED', message: words.paused }
  return batch.soldOut ? { code: 'SOLD_OUT', message: words.soldOut } : null
}

const STATUS: Record<string, OfferView['status']> = {
  NOT_OPEN_YET: 'upcoming',
  SOLD_OUT: 'sold_out',
  LIMIT_REACHED: 'limit',
  NOT_FOR_YOU: 'not_for_you',
}

/** The same as the coupon centre shows it. */
export function offerStatus(reason: Reason | null): OfferView['status'] {
  return reason === null ? 'open' : (STATUS[reason.code] ?? 'over')
}

function whenWords(instant: number, now: number): string {
  const day = dayOf(instant)
  return day === dayOf(now) ? timeOf(instant) : `${day.slice(5)} ${timeOf(instant)}`
}
