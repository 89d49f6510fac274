import type { Context } from '../../context'
import { dayOf, type Month } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { type Edition, readEdition, readRules, writeRules } from '../../kernel/ruleBook'
import { is, type Store } from '../../kernel/store'
import { requireConsent, requireMember } from '../member/access'
import { upcast } from '../points/account'
import { changeAccount } from '../points/change'
import { viewAt } from '../points/expiry'
import type { Account, CheckinState } from '../points/rules'
import { requireStaff } from '../staff/access'
import { tierBook } from '../tier/book'
import { multiplied } from '../tier/rules'
import { tierOn } from '../tier/standing'
import { type CheckinBook, problemOf } from './book'
import { checkinSubject } from './bookSchema'
import { buyCardDecision, makeUpDecision } from './cards'
import { checkInDecision } from './checkIn'
import type { BookView, checkinContract, checkinStaffContract, ScoreView } from './contract'
import { budgetOn } from './later'
import { readBook } from './readBook'
import { withMultiplier } from './rewards'
import { streakOn } from './rules'
import { scoreView } from './score'

/** Whether anybody has checked in yet. One read of one account, by index. */
export async function hasCheckedIn(store: Store): Promise<boolean> {
  const found = await store.find('accounts', { 'checkin.lastDay': is.gt('') }, { limit: 1, fields: ['_id'] })
  return found.length > 0
}

export const checkinHandlers: Handlers<typeof checkinContract, Context> = {
  /**
   * Two wire calls on the first check-in of a day (read, guarded update; for a new member read miss, insert), one on a
   * repeat; one more when this instance has not read the rules for some seconds. The day is the key: whoever comes second,
   * after a lost answer or at the same instant, finds `today` set and is answered the same.
   */
  async 'checkin.checkIn'(_input, { store, now, caller, settings }) {
    const memberId = requireMember(caller)
    const { book, rules } = await readBook(store, now)
    return changeAccount(store, memberId, now, async (account) => {
      requireConsent(account, settings)
      return checkInDecision(account, await forTier(store, account, book, now), rules, now)
    })
  },

  async 'checkin.getScore'({ month }, { store, now, caller }) {
    return scoreOf(store, requireMember(caller), now, month)
  },

  async 'checkin.makeUp'(input, { store, now, caller, settings }) {
    const memberId = requireMember(caller)
    const { book, rules } = await readBook(store, now)
    return changeAccount(store, memberId, now, (account) => {
      requireConsent(account, settings)
      return makeUpDecision(account, input, book, rules, now)
    })
  },

  async 'checkin.buyCard'({ request }, { store, now, caller, settings }) {
    const memberId = requireMember(caller)
    const book = await readRules(store, checkinSubject, now)
    return changeAccount(store, memberId, now, (account) => {
      requireConsent(account, settings)
      return buyCardDecision(store, account, request, book, now)
    })
  },
}

/** A member's score: one read while the rules are fresh in this instance. */
export async function scoreOf(store: Store, memberId: string, now: number, month?: Month): Promise<ScoreView> {
  const { book, rules } = await readBook(store, now)
  const stored = await store.get('accounts', memberId)
  const account = stored && viewAt(upcast(stored), now)
  const own = account ? await forTier(store, account, book, now) : book
  return scoreView(account, own, rules, now, month)
}

export const checkinStaffHandlers: Handlers<typeof checkinStaffContract, Context> = {
  async 'checkin.getRules'(_input, { store }) {
    return viewOf(await readEdition(store, checkinSubject))
  },

  async 'checkin.getCampaigns'(_input, { store, now }) {
    const { rules: book } = await readEdition(store, checkinSubject)
    const day = dayOf(now, book.dayStart)
    const running = book.campaigns.find(({ from, until }) => from <= day && day <= until)
    if (!running) return { day, campaigns: [] }
    const { id, budgetPerDay: perDay } = running
    const came = await store.count('accounts', { 'today.day': day })
    const budget = perDay === null ? null : { perDay, ...(await budgetOn(store, { campaign: id, perDay, day })) }
    return { day, campaigns: [{ id, came, budget }] }
  },

  async 'checkin.setRules'({ request, revision, book }, { store, now, caller }) {
    const problem = problemOf(book)
    if (problem) refuse(problem.code, problem.message)
    const { name: by } = requireStaff(caller)
    return viewOf(await writeRules(store, checkinSubject, { rules: book, revision, request, by }, now))
  },
}

function viewOf({ rules, revision, at, by }: Edition<CheckinBook>): BookView {
  return { book: rules, revision, at, by }
}

/** The book with the daily points of a member's tier; the tiers' rules are read only for members above the lowest. */
async function forTier(store: Store, account: Account, book: CheckinBook, now: number): Promise<CheckinBook> {
  if (account.tier === null) return book
  const { benefits } = tierOn(account, await readRules(store, tierBook, now), now)
  return benefits.multiplier === 10_000
    ? book
    : withMultiplier(book, (points) => multiplied(points, benefits.multiplier))
}

/** The streak as other pages show it: by the brand's own rules and day. */
export async function readStreak(store: Store, checkin: CheckinState, now: number): Promise<number> {
  const { book, rules } = await readBook(store, now)
  return streakOn(checkin, dayOf(now, book.dayStart), rules)
}
