import type { Context } from '../../context'
import { addDays, dayOf, monthOf, weekdayOf } from '../../kernel/day'
import type { Handlers } from '../../kernel/rpc'
import { requireConsent, requireMember } from '../member/access'
import { applyMovements, newAccount, upcast } from '../points/account'
import { changeAccount, type Deed } from '../points/change'
import { viewAt } from '../points/expiry'
import type { Account } from '../points/rules'
import type { CheckInAnswer, checkinContract } from './contract'
import { checkinPlan as plan } from './plan'
import {
  checkedInOn,
  checkInOn,
  daysOfMonth,
  firstDayOf,
  milestonesAt,
  rewardsOf,
  rewardViews,
  streakOn,
} from './rules'

export const checkinHandlers: Handlers<typeof checkinContract, Context> = {
  /**
   * Two wire calls on the first check-in of a day (read, guarded update; for a new member read miss, insert), one on a
   * repeat. The day is the key: whoever comes second, after a lost answer or at the same instant, finds `today` set and
   * is answered the same.
   */
  async 'checkin.checkIn'(_input, { store, now, caller, settings }) {
    const memberId = requireMember(caller)
    return changeAccount(store, memberId, now, (account) => {
      requireConsent(account, settings)
      return checkInDecision(account, now)
    })
  },

  async 'checkin.getScore'({ month }, { store, now, caller }) {
    const stored = await store.get('accounts', requireMember(caller))
    return scoreView(stored && viewAt(upcast(stored), now), now, month)
  },
}

/** Pure: account as read → what to write and answer. */
function checkInDecision(account: Account, now: number): Deed<CheckInAnswer> {
  const day = dayOf(now)
  if (account.today && account.today.day >= day) {
    const { today } = account
    return {
      answer: {
        day: today.day,
        streak: today.streak,
        awarded: today.awarded,
        balance: account.balances.points,
        rewards: today.rewards,
      },
    }
  }
  const checkin = checkInOn(account.checkin, day)
  const movements = rewardsOf(plan, account._id, day, checkin.streak)
  const rewards = rewardViews(movements)
  const awarded = rewards.reduce((sum, { points }) => sum + points, 0)
  const today = { day, streak: checkin.streak, awarded, rewards, at: now }
  const after = { ...applyMovements(account, movements, now), checkin, today }
  return { after, answer: { day, streak: checkin.streak, awarded, balance: after.balances.points, rewards } }
}

function scoreView(account: Account | null, now: number, wantedMonth: string | undefined) {
  const today = dayOf(now)
  const month = wantedMonth ?? monthOf(today)
  const { checkin, balances } = account ?? newAccount('nobody', now)
  const award = account?.today?.day === today ? account.today : null
  const streak = streakOn(checkin, today)
  const monday = addDays(today, 1 - weekdayOf(today))
  const firstDay = firstDayOf(checkin)
  const milestones = milestonesAt(plan, streak).map(({ days, points, left }) => ({
    days,
    title: `${points} 积分`,
    left,
  }))
  return {
    today,
    month,
    days: daysOfMonth(checkin, month),
    week: Array.from({ length: 7 }, (_, i) => {
      const day = addDays(monday, i)
      return { day, done: checkedInOn(checkin, day) }
    }),
    streak,
    longest: checkin.longest,
    doneToday: award !== null,
    awardedToday: award?.awarded ?? 0,
    todayReward: award?.rewards ?? rewardViews(rewardsOf(plan, 'nobody', today, streak + 1)),
    balance: balances.points,
    next: milestones.find(({ left }) => left > 0) ?? null,
    milestones,
    firstMonth: firstDay === null ? monthOf(today) : monthOf(firstDay),
    since: firstDay ?? today,
  }
}
