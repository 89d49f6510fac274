import { addDays, dayOf } from '../../kernel/day'
import { firstCheckin } from '../person/rules'
import { applyMovements, withEffects } from '../points/account'
import type { Deed } from '../points/change'
import type { Account, CheckinState } from '../points/rules'
import type { CheckinBook } from './book'
import type { CheckInAnswer } from './contract'
import { type Grant, grantsOf, rewardViews } from './rewards'
import { checkInOn, type DayRules } from './rules'
import { worksOf } from './works'

/** Pure: account as read → what to write and answer. A day at or before the last check-in is answered as it was. */
export function checkInDecision(
  account: Account,
  book: CheckinBook,
  rules: DayRules,
  now: number,
): Deed<CheckInAnswer> {
  const day = dayOf(now, book.dayStart)
  if (account.today && account.today.day >= day) {
    const { at, ...today } = account.today
    return { answer: { ...today, balance: account.balances.points } }
  }
  const checkin = checkInOn(account.checkin, day, rules)
  const grants = grantsOf(book, account.checkin, checkin, day, 'done')
  const rewards = rewardViews(grants)
  const awarded = rewards.reduce((sum, { points }) => sum + points, 0)
  const { streak } = checkin
  const given = give(account, checkin, book, day, grants, now)
  const told = withEffects(given, firstsOf(account, day, now), now)
  const after = { ...told, today: { day, streak, awarded, rewards, at: now } }
  return { after, answer: { day, streak, awarded, balance: after.balances.points, rewards } }
}

/** What this check-in is the first of: of all, or of those a week after the account began. */
function firstsOf({ _id, createdAt, today }: Account, day: string, now: number) {
  const week = addDays(dayOf(createdAt), 7)
  return [
    ...(today === null ? [firstCheckin(_id, now)] : []),
    ...(day >= week && (today === null || today.day < week) ? [firstCheckin(_id, now, 'back')] : []),
  ]
}

/** The account with new days, what they bring, and the memory of what is given once. */
export function give(
  account: Account,
  checkin: CheckinState,
  book: CheckinBook,
  day: string,
  grants: readonly Grant[],
  now: number,
): Account {
  const { movements, effects, given } = worksOf(book, account, day, grants, now)
  const running = new Set(book.campaigns.map(({ id }) => id))
  const kept = checkin.given.filter((one) => running.has(one.slice(0, one.indexOf(':'))))
  const moved = withEffects(applyMovements(account, movements, now), effects, now)
  return { ...moved, checkin: { ...checkin, given: [...kept, ...given] } }
}
