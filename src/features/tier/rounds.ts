import { addDays, type Day } from '../../kernel/day'
import { applyMovements, withEffects } from '../points/account'
import { accountDay, lastDayOf } from '../points/expiry'
import type { Account, Movement } from '../points/rules'
import { birthdaysOn } from './birthday'
import type { TierRules } from './rules'
import { giveEffect, tierOn } from './standing'
import { text } from './text'

/** Members whom one query finds by an index. */
export interface Round {
  field: 'birthday' | 'tier.until'
  value: string
  /** The year whose birthday gift is due, or null for a warning. */
  year: number | null
}

/** The birthdays that these days celebrate. */
export function birthdayRounds(days: readonly Day[]): Round[] {
  return days.flatMap((day) =>
    birthdaysOn(day).map((value) => ({ field: 'birthday' as const, value, year: Number(day.slice(0, 4)) })),
  )
}

/** The last days that lie so many days ahead of these days; one that is over needs no warning any more. */
export function warningRounds(days: readonly Day[], warnDays: readonly number[]): Round[] {
  const today = days.at(-1) ?? ''
  const ends = days.flatMap((day) => warnDays.map((ahead) => addDays(day, ahead)))
  return [...new Set(ends)]
    .filter((end) => end >= today)
    .sort()
    .map((value) => ({ field: 'tier.until' as const, value, year: null }))
}

/** The account with its birthday gift of a year, by the tier of the moment; the same object when it was given or there is none. */
export function withBirthdayGift(account: Account, rules: TierRules, year: number, now: number): Account {
  if (account.birthday === null || (account.birthdayGift ?? 0) >= year) return account
  const { birthdayPoints, birthdayBatch } = tierOn(account, rules, now).benefits
  if (birthdayPoints === 0 && birthdayBatch === null) return account
  const policy = { kind: 'rolling_months' as const, months: rules.giftMonths }
  const points: Movement = {
    ...{ bizType: 'birthday', bizId: `${account._id}:${year}`, asset: 'points', delta: birthdayPoints },
    ...{ expires: lastDayOf(policy, accountDay(account, now)), reason: text.birthdayGift },
  }
  const given = applyMovements({ ...account, birthdayGift: year }, birthdayPoints > 0 ? [points] : [], now)
  const gift = birthdayBatch === null ? [] : [{ batch: birthdayBatch, cause: `birthday:${year}` }]
  return withEffects(
    given,
    gift.map((each) => giveEffect(account._id, each, now)),
    now,
  )
}
