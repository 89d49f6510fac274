import { addDays, type Day } from '../../kernel/day'

/** How long ago somebody checked in last. */
export const SEEN = ['', 'today', 'week', 'month', 'quiet', 'lost', 'never'] as const
export type Seen = (typeof SEEN)[number]
export type MemberSort = 'joined' | 'seen'

/** What a list of members is narrowed to; '' and 0 ask nothing. */
export interface MemberFilter {
  /** The beginning of the code, `0-9A-F`. */
  code: string
  /** Id of the tier. */
  tier: string
  segment: string
  /** Channel of the first touch. */
  channel: string
  /** chat_id */
  group: string
  /** Days of the running streak, at least. */
  streak: number
  seen: Seen
}

/** Where the last page stopped: the value of the order's field, and the id that tells equal ones apart. */
export interface MemberCursor {
  at: string
  id: string
}

/** What every candidate is asked again, whatever index found it. */
export interface Candidate {
  _id: string
  tier: string
  segments: readonly string[]
  channel: string | null
  streak: number
  lastDay: Day | null
}

/** Newest first along an index: fields that are equal, then the ordered one within bounds. */
export interface AccountWay {
  kind: 'accounts'
  field: 'createdAt' | 'checkin.lastDay'
  equal: Readonly<Record<string, string>>
  /** `null`: who has none of it. */
  bounds: { from?: Day; until?: Day } | null
}

/** How the candidates of a list are found; each way is bounded by an index. */
export type Way = AccountWay | { kind: 'code' } | { kind: 'groups' }

/**
 * The index that a list is read along. A code names few; groups come from their own lists of people; a last check-in or its order has an
 * index of its own; else the narrowest of segment, channel and tier goes before the day of joining.
 *
 * @param byGroups the caller sees some groups only, or one is asked for
 * @param lowest id of the lowest tier, which accounts do not carry
 */
export function wayOf(
  { code, tier, segment, channel, seen }: MemberFilter,
  sort: MemberSort,
  today: Day,
  { byGroups, lowest }: { byGroups: boolean; lowest: string },
): Way {
  if (byGroups) return { kind: 'groups' }
  if (code !== '') return { kind: 'code' }
  if (seen !== '' || sort === 'seen') {
    return { kind: 'accounts', field: 'checkin.lastDay', equal: {}, bounds: seenBounds(seen, today) }
  }
  const equal: Record<string, string> = {}
  if (segment !== '') equal.segments = segment
  else if (channel !== '') equal.channel = channel
  else if (tier !== '' && tier !== lowest) equal['tier.id'] = tier
  return { kind: 'accounts', field: 'createdAt', equal, bounds: {} }
}

/** Last days that fit: `[from, until]`, both counted; null: those who never checked in. */
export function seenBounds(seen: Seen, today: Day): { from?: Day; until?: Day } | null {
  switch (seen) {
    case 'today':
      return { from: today }
    case 'week':
      return { from: addDays(today, -6) }
    case 'month':
      return { from: addDays(today, -29) }
    case 'quiet':
      return { from: addDays(today, -30), until: addDays(today, -7) }
    case 'lost':
      return { until: addDays(today, -31) }
    case 'never':
      return null
    default:
      return {}
  }
}

/** Whether a candidate is meant by the whole filter, the group aside. */
export function fitsFilter(
  { code, tier, segment, channel, streak, seen }: MemberFilter,
  one: Candidate,
  today: Day,
): boolean {
  if (code !== '' && !one._id.startsWith(`m${code.toLowerCase()}`)) return false
  if (tier !== '' && one.tier !== tier) return false
  if (segment !== '' && !one.segments.includes(segment)) return false
  if (channel !== '' && one.channel !== channel) return false
  if (one.streak < streak) return false
  return seen === '' || isWithin(one.lastDay, seenBounds(seen, today))
}

function isWithin(day: Day | null, bounds: { from?: Day; until?: Day } | null): boolean {
  if (bounds === null || day === null) return bounds === null && day === null
  return (bounds.from === undefined || day >= bounds.from) && (bounds.until === undefined || day <= bounds.until)
}
