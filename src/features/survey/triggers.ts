import { DAY } from '../../kernel/day'
import { hash64 } from '../../kernel/hash'
import type { Trigger } from './definition'

/** A member who may be asked, and what gave the occasion. */
export interface Occasion {
  memberId: string
  /** ms */
  at: number
}

/** Days in which a member is asked by one survey at most, whatever survey it is. */
export const COOL_DOWN_DAYS = 14
/** An invitation is of no use after this time (ms). */
export const INVITE_LIFE = 7 * DAY

/** False while a member rests from being asked. */
export function mayAsk(lastAt: number | null, now: number): boolean {
  return lastAt === null || now - lastAt >= COOL_DOWN_DAYS * DAY
}

/** Whether a member is in a round's sample: by hash, so everybody comes to the same answer and each round takes others. */
export function isSampled(survey: string, round: string, memberId: string, percent: number): boolean {
  return Number.parseInt(hash64(`sample:${survey}:${round}:${memberId}`).slice(0, 8), 16) % 100 < percent
}

/**
 * The instants of an occasion (from, to] that a look at `now` covers: what happened since the last look. A timer that slept
 * for longer than an invitation lives asks nobody about what is long over.
 */
export function spanOf(trigger: Trigger, since: number, now: number): { from: number; to: number } {
  const shift = trigger.on === 'joined' ? trigger.days * DAY : 0
  return { from: Math.max(since, now - INVITE_LIFE) - shift, to: now - shift }
}
