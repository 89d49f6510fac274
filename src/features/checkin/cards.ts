import { type Day, dayOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Store } from '../../kernel/store'
import { applyMovements, lotsTotal } from '../points/account'
import type { Deed } from '../points/change'
import { accountDay, lastDayOf } from '../points/expiry'
import { doneBefore, requireUsable } from '../points/history'
import { entryIdOf, fingerprintOf, remember } from '../points/operation'
import type { Account, Movement } from '../points/rules'
import type { CheckinBook } from './book'
import { give } from './checkIn'
import type { MakeUpAnswer } from './contract'
import { cardUseOn, whyNotRepair } from './repairs'
import { grantsOf, rewardViews } from './rewards'
import { type DayRules, daysOn, makeUpOn } from './rules'
import { text } from './text'

/**
 * Pure: spends the card that expires soonest and repairs the day, with what the longer streak brings, in one update. The
 * account remembers the request, so that it is answered the same when it comes again.
 *
 * @throws NOT_YET, IS_TODAY, BEFORE_JOINING, NOT_MISSED, NO_REPAIRS, TOO_LONG_AGO, MONTH_LIMIT, NO_CARD, ID_REUSED
 */
export function makeUpDecision(
  account: Account,
  { day, request }: { day: Day; request: string },
  book: CheckinBook,
  rules: DayRules,
  now: number,
): Deed<MakeUpAnswer> {
  const before = account.checkin
  const known = before.repair?.request === request ? before.repair : null
  if (known) {
    if (known.day !== day) refuse('ID_REUSED', text.idReused)
    const { streak, awarded, rewards } = known
    return { answer: answerOf(account, { day, streak, awarded, rewards }) }
  }
  const today = dayOf(now, book.dayStart)
  const reason = whyNotRepair(daysOn(before, today, rules), day, today, book, rules)
  if (reason) refuse(reason.code, reason.message)
  const use = cardUseOn(before, today)
  if (use.used >= book.cards.perMonth) refuse('MONTH_LIMIT', text.monthLimit(use.used))
  if (lotsTotal(account, 'makeup_card') < 1) refuse('NO_CARD', text.noCard)

  const made = makeUpOn(before, day, rules)
  const streak = daysOn(made, today, rules).streak
  const grants = grantsOf(book, before, made, day, 'made')
  const rewards = rewardViews(grants)
  const awarded = rewards.reduce((sum, { points }) => sum + points, 0)
  const repair = { request, day, streak, awarded, rewards }
  const card: Movement = {
    bizType: 'makeup',
    bizId: `${account._id}:${day}`,
    asset: 'makeup_card',
    delta: -1,
    expires: null,
    reason: text.madeUp(day),
  }
  const checkin = { ...made, repair, cardUse: { ...use, used: use.used + 1 } }
  const given = give(applyMovements(account, [card], now), checkin, book, day, grants, now)
  // A repeat of today's check-in tells the streak as it is now.
  const ofToday = account.today?.day === today ? { ...account.today, streak } : account.today
  const after = { ...given, today: ofToday }
  return { after, answer: answerOf(after, { day, streak, awarded, rewards }) }
}

function answerOf(account: Account, repaired: Omit<MakeUpAnswer, 'balance' | 'cards'>): MakeUpAnswer {
  return { ...repaired, balance: account.balances.points, cards: lotsTotal(account, 'makeup_card') }
}

/**
 * Points for a card: two entries of one deed, in one update. An old id is looked up in the ledger as every operation's is.
 *
 * @throws NOT_FOR_SALE, BUY_LIMIT, INSUFFICIENT_POINTS, ID_REUSED
 */
export async function buyCardDecision(
  store: Store,
  account: Account,
  request: string,
  book: CheckinBook,
  now: number,
): Promise<Deed<{ cards: number; balance: number; expires: Day | null }>> {
  const id = entryIdOf({ bizType: 'buycard', id: request }, account._id)
  const body = fingerprintOf('buyCard', {})
  const { price, perMonth, life } = book.cards
  const day = accountDay(account, now)
  const answer = (now: Account, expires: Day | null) => ({
    cards: lotsTotal(now, 'makeup_card'),
    balance: now.balances.points,
    expires,
  })
  const done = await doneBefore(store, account, id, body)
  if (done) return { answer: answer(account, lastDayOf(life, done.day)) }
  if (price === null) return refuse('NOT_FOR_SALE', text.notForSale)
  const use = cardUseOn(account.checkin, dayOf(now, book.dayStart))
  if (use.bought >= perMonth) return refuse('BUY_LIMIT', text.buyLimit(use.bought))
  requireUsable(account, 'points', price)
  const expires = lastDayOf(life, day)
  const bizId = `${account._id}:${request}`
  const paid: Movement = {
    bizType: 'buycard',
    bizId,
    asset: 'points',
    delta: -price,
    expires: null,
    reason: text.boughtCard,
    body,
  }
  const got: Movement = {
    ...paid,
    bizId: `${bizId}:card`,
    asset: 'makeup_card',
    delta: 1,
    expires,
    reason: text.gotCard,
  }
  const moved = applyMovements(account, [paid, got], now)
  const after = {
    ...moved,
    checkin: { ...account.checkin, cardUse: { ...use, bought: use.bought + 1 } },
    recent: remember(account.recent, { id, body, at: now }),
  }
  return { after, answer: answer(after, expires) }
}
