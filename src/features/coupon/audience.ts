import type { Audience, Reason } from './rules'
import { text } from './text'

/** Nothing asked: everybody. */
export const EVERYBODY: Audience = { tiers: [], segments: [], channels: [] }

/** What a member is, for an audience. */
export interface Facts {
  /** Id of the tier. */
  tier: string
  segments: readonly string[]
  /** The channel of the first touch; null when unknown. */
  channel: string | null
}

/** Whom a batch is for; one from before audiences is for everybody. */
export function audienceOf({ audience }: { audience?: Audience }): Audience {
  return audience ?? EVERYBODY
}

export function isEverybody({ tiers, segments, channels }: Audience): boolean {
  return tiers.length + segments.length + channels.length === 0
}

/** Each list that says something must contain one of the member's; within a list one is enough. */
export function isInAudience(
  { tiers, segments, channels }: Audience,
  { tier, segments: mine, channel }: Facts,
): boolean {
  return (
    (tiers.length === 0 || tiers.includes(tier)) &&
    (segments.length === 0 || segments.some((segment) => mine.includes(segment))) &&
    (channels.length === 0 || (channel !== null && channels.includes(channel)))
  )
}

/**
 * Why somebody who is not in the audience cannot have it. Tiers are named, as something to strive for; segments and channels are
 * the brand's own words about its members and stay with it.
 *
 * @param tierNames names of the audience's tiers
 */
export function notForYou({ segments, channels }: Audience, tierNames: readonly string[]): Reason {
  const invited = segments.length + channels.length > 0
  return { code: 'NOT_FOR_YOU', message: text.notForYou(text.whom(tierNames.join('、'), invited)) }
}
