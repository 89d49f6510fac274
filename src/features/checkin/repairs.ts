import { addDays, type Day, daysBetween, monthOf } from '../../kernel/day'
import { lotsTotal } from '../points/account'
import type { Account, CheckinState } from '../points/rules'
import type { CheckinBook } from './book'
import type { BrokeView, CardsView } from './contract'
import { countedBefore, type DayRules, daysOn, firstDayOf, makeUpOn, markOf, runEnding } from './rules'
import { text } from './text'

interface Reason {
  code: string
  message: string
}

/** Streaks that broke longer ago are no news. */
const TOLD_DAYS = 31

/** The month's use of cards, as it stands on a day. */
export function cardUseOn(state: CheckinState, day: Day): { month: string; used: number; bought: number } {
  const month = monthOf(day)
  return state.cardUse?.month === month ? state.cardUse : { month, used: 0, bought: 0 }
}

/**
 * Why a day cannot be repaired, cards aside, or null.
 *
 * @param days the days as they stand today, with what is bridged
 */
export function whyNotRepair(
  days: CheckinState,
  day: Day,
  today: Day,
  { cards }: CheckinBook,
  { isRest }: DayRules,
): Reason | null {
  if (day > today) return { code: 'NOT_YET', message: text.notYet }
  if (day === today) return { code: 'IS_TODAY', message: text.isToday }
  const since = firstDayOf(days)
  if (since === null || day < since) return { code: 'BEFORE_JOINING', message: text.beforeJoining }
  if (markOf(days, day) !== null || isRest(day)) return { code: 'NOT_MISSED', message: text.notMissed }
  if (cards.windowDays === 0 || cards.perMonth === 0) return { code: 'NO_REPAIRS', message: text.noRepairs }
  if (daysBetween(day, today) > cards.windowDays) {
    return { code: 'TOO_LONG_AGO', message: text.tooLongAgo(cards.windowDays) }
  }
  return null
}

/** Days that a card could repair today, latest first. */
export function repairableDays(days: CheckinState, today: Day, book: CheckinBook, rules: DayRules): Day[] {
  return Array.from({ length: book.cards.windowDays }, (_, i) => addDays(today, -1 - i)).filter(
    (day) => whyNotRepair(days, day, today, book, rules) === null,
  )
}

export function cardsView(account: Account, today: Day, { cards }: CheckinBook): CardsView {
  const { used, bought } = cardUseOn(account.checkin, today)
  return {
    held: lotsTotal(account, 'makeup_card'),
    price: cards.price,
    bought,
    windowDays: cards.windowDays,
    toBuy: cards.price === null ? 0 : Math.max(0, cards.perMonth - bought),
    repairsLeft: Math.max(0, cards.perMonth - used),
  }
}

/**
 * Why the streak does not go further back: which days are missing, and whether cards could still join it. Null when nothing
 * worth a word was lost.
 *
 * @param days the days as they stand today
 */
export function brokeView(
  days: CheckinState,
  today: Day,
  book: CheckinBook,
  rules: DayRules,
  cards: CardsView,
): BrokeView | null {
  const run = days.streak > 0 && days.lastDay !== null ? runEnding(days, days.lastDay) : null
  if (run?.carried) return null
  const from = run?.since ?? today
  const last = run ? countedBefore(days, from) : days.lastDay
  if (last === null || daysBetween(last, today) > TOLD_DAYS) return null
  const lost = runEnding(days, last).days
  if (lost < 2) return null
  const gap = Array.from({ length: daysBetween(last, from) - 1 }, (_, i) => addDays(last, i + 1))
  const missed = gap.filter((day) => markOf(days, day) === null && !rules.isRest(day))
  const repair = repairOf(days, missed, last, today, book, rules)
  const allowed = repair !== null && repair.cards <= cards.repairsLeft ? repair : null
  const after = allowed ? text.canRepair(allowed.cards, cards.held, allowed.streak) : text.cannotRepair
  return { sentence: `${text.broke(missed, lost)}。${after}`, missed, repair: allowed }
}

/** Cards that it takes, latest day first, until the streak reaches `last`; protections do their part. */
function repairOf(
  days: CheckinState,
  missed: readonly Day[],
  last: Day,
  today: Day,
  book: CheckinBook,
  rules: DayRules,
): { cards: number; streak: number } | null {
  let repaired = days
  let cards = 0
  for (const day of [...missed].reverse()) {
    if (whyNotRepair(repaired, day, today, book, rules) !== null) return null
    repaired = daysOn(makeUpOn(repaired, day, rules), today, rules)
    cards++
    const { since } = repaired.lastDay === null ? { since: null } : runEnding(repaired, repaired.lastDay)
    if (repaired.streak > 0 && since !== null && since <= last) return { cards, streak: repaired.streak }
  }
  return null
}
