import { type Day, dayOf } from '../../kernel/day'
import { accountDay, lastDayOf } from '../points/expiry'
import type { Account, Asset, Effect, ExpiryPolicy, Movement } from '../points/rules'
import { giveEffect } from '../tier/standing'
import type { CheckinBook } from './book'
import type { Grant } from './rewards'
import { text } from './text'

export const CHECKIN_REWARD = 'checkin.reward'

/** Points of a campaign that has a budget: they come with the next beat, so a check-in stays two wire calls. */
export interface LaterReward {
  /** `{campaign}:{day}:{rule}`: the ledger's key is `checkin:{member}:{id}`. */
  id: string
  campaign: string
  /** The budget when the member checked in. */
  perDay: number
  /** Whose budget it is, also when the beat comes after midnight. */
  day: Day
  amount: number
  policy: ExpiryPolicy
  reason: string
}

/** What a check-in leaves to do under `checkin.reward:{member}:{day}`. */
export interface Later {
  memberId: string
  later: LaterReward[]
  /** Too many for effects of their own. */
  coupons: Effect[]
}

/**
 * Entries and effects of one check-in or repair at most. A repair that joins two long runs may reach dozens of rewards at once: then
 * an asset's become one entry, and coupons leave as one effect. With a card's own entry and a rise over all tiers (five effects)
 * a deed stays within the room that `changeAccount` keeps free; one effect more tells of the very first check-in.
 */
const MOST_ENTRIES = 7
const MOST_EFFECTS = 2

/** Grants as the ledger and the due list take them. Keys: `checkin:{campaign}:{member}:{day}[:rule][:asset]`. */
export function worksOf(
  book: CheckinBook,
  account: Account,
  day: Day,
  grants: readonly Grant[],
  now: number,
): { movements: Movement[]; effects: Effect[]; given: string[] } {
  const movements: Movement[] = []
  const coupons: Effect[] = []
  const later: LaterReward[] = []
  for (const { campaign, rule, gifts, reason, budget } of grants) {
    const tail = rule === null ? [] : [rule]
    const key = [campaign, account._id, day, ...tail].join(':')
    for (const gift of gifts) {
      if (gift.kind === 'coupon') {
        const cause = ['checkin', campaign, day, ...tail].join(':')
        coupons.push(giveEffect(account._id, { batch: gift.batch, cause }, now))
      } else if (gift.kind === 'points' && budget !== null) {
        const id = [campaign, day, ...tail].join(':')
        const spentOn = dayOf(now, book.dayStart)
        later.push({ id, campaign, perDay: budget, day: spentOn, amount: gift.amount, policy: book.pointsLife, reason })
      } else {
        const policy = gift.kind === 'points' ? book.pointsLife : gift.kind === 'makeup_card' ? book.cards.life : null
        movements.push({
          bizType: 'checkin',
          bizId: gift.kind === 'points' ? key : `${key}:${gift.kind}`,
          asset: gift.kind,
          delta: gift.amount,
          expires: policy && lastDayOf(policy, accountDay(account, now)),
          reason,
        })
      }
    }
  }
  const given = grants.filter(({ once }) => once).map(({ campaign, rule }) => `${campaign}:${rule}`)
  return { movements: fewEntries(movements), effects: fewEffects(account._id, day, coupons, later, now), given }
}

function fewEntries(movements: Movement[]): Movement[] {
  if (movements.length <= MOST_ENTRIES) return movements
  const byAsset = new Map<Asset, Movement[]>()
  for (const one of movements) byAsset.set(one.asset, [...(byAsset.get(one.asset) ?? []), one])
  return [...byAsset.values()].flatMap((same) => {
    const [first] = same
    if (!first || same.length === 1) return same
    const delta = same.reduce((sum, one) => sum + one.delta, 0)
    return [{ ...first, delta, reason: text.several(first.reason, same.length) }]
  })
}

function fewEffects(memberId: string, day: Day, coupons: Effect[], later: LaterReward[], now: number): Effect[] {
  const apart = coupons.length + Math.min(1, later.length) <= MOST_EFFECTS
  if (apart && later.length === 0) return coupons
  const payload: Later = { memberId, later, coupons: apart ? [] : coupons }
  const together = {
    _id: `${CHECKIN_REWARD}:${memberId}:${day}`,
    kind: CHECKIN_REWARD,
    at: now,
    payload: { ...payload },
  }
  return apart ? [...coupons, together] : [together]
}
