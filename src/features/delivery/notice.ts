import { dayOf } from '../../kernel/day'
import type { Wish } from '../intent/rules'
import { viewAt } from '../points/expiry'
import type { Account } from '../points/rules'
import { matchesMember } from '../sop/audience'
import { isRelative } from '../sop/expand'
import { type MemberBeat, type Published, toldUntil, versionOfMember } from '../sop/memberBeats'
import type { Sop } from '../sop/rules'
import { filledParts } from '../sop/variables'
import { audienceFactsOf } from '../tier/audience'
import type { TierRules } from '../tier/rules'
import { noticeWords } from './noticeWords'

/**
 * Whether a member hears a beat. What surveys learn of preferences is kept among the segments. Nobody is told anything who has
 * not agreed to our keeping data of them.
 */
export function hears(account: Account, { node }: MemberBeat, rules: TierRules, now: number): boolean {
  if (account.consent === null) return false
  const { tier, segments } = audienceFactsOf(account, rules, now)
  return matchesMember(node.audience, { tier, segments, preferences: segments })
}

/**
 * Whether a beat is said to a member at all: their day of joining is asked for, and days since joining are told from the version
 * that they are on.
 */
export function isAddressed(
  { createdAt }: Pick<Account, 'createdAt'>,
  { joined, node, version }: MemberBeat,
  published: readonly Published[],
  moved: Sop['membersMoved'],
): boolean {
  if (joined !== null && !joined.includes(dayOf(createdAt))) return false
  return !isRelative(node.time) || versionOfMember(published, createdAt, moved) === version
}

/** The wish that a member be told of a beat: at its beginning, until its window or (late is better than never) its day ends. */
export function noticeOf(account: Account, beat: MemberBeat, rules: TierRules, now: number): Wish {
  const parts = filledParts(beat.node, memberValues(account, rules, now))
  return {
    memberId: account._id,
    kind: 'sop.notice',
    what: beat.beat,
    dueAt: beat.from,
    expiresAt: toldUntil(beat),
    vars: noticeWords(beat.node, parts, beat.beat, beat.from),
  }
}

/** Values of variables that we know of a member. */
function memberValues(account: Account, rules: TierRules, now: number): Record<string, string> {
  const points = String(viewAt(account, now).balances.points)
  const { tier } = audienceFactsOf(account, rules, now)
  return { 积分: points, 积分余额: points, 等级: rules.tiers.find(({ id }) => id === tier)?.name ?? '' }
}
