import '../points/collections'
import type { Context } from '../../context'
import { addDays, dayOf, monthOf, weekdayOf } from '../../kernel/day'
import type { Handlers } from '../../kernel/rpc'
import { type Decision, settle } from '../../kernel/settle'
import { to } from '../../kernel/store'
import { requireConsent, requireMember } from '../member/access'
import { applyMovements, MAX_OUTBOX, newAccount } from '../points/account'
import { drain } from '../points/ledger'
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
    for (;;) {
      const step = await settle(store, 'accounts', memberId, (account) => {
        if (account && account.outbox.length > MAX_OUTBOX - 2) return { answer: { full: account } }
        requireConsent(account, settings)
        return checkInDecision(account, memberId, now)
      })
      if (!('full' in step)) return step
      await drain(store, [step.full])
    }
  },

  async 'checkin.getScore'({ month }, { store, now, caller }) {
    const account = await store.get('accounts', requireMember(caller))
    return scoreView(account, now, month)
  },
}

type Step = CheckInAnswer | { full: Account }

/** Pure apart from nothing: account as read → what to write and answer. */
function checkInDecision(account: Account | null, memberId: string, now: number): Decision<'accounts', Step> {
  const before = account ?? newAccount(memberId, now)
  const day = dayOf(now)
  if (before.today && before.today.day >= day) {
    const { today } = before
    return {
      answer: {
        day: today.day,
        streak: today.streak,
        awarded: today.awarded,
        balance: before.balances.points,
        rewards: today.rewards,
      },
    }
  }
  const checkin = checkInOn(before.checkin, day)
  const movements = rewardsOf(plan, memberId, day, checkin.streak)
  const after = applyMovements(before, movements, now)
  const rewards = rewardViews(movements)
  const awarded = rewards.reduce((sum, { points }) => sum + points, 0)
  const today = { day, streak: checkin.streak, awarded, rewards, at: now }
  const answer = { day, streak: checkin.streak, awarded, balance: after.balances.points, rewards }
  if (!account) return { insert: { ...after, checkin, today }, answer }
  return {
    guard: { _id: memberId, seq: account.seq },
    change: {
      seq: after.seq,
      balances: after.balances,
      lots: after.lots,
      // Pushed, not replaced: a drain may take entries out between our read and this write.
      outbox: to.push(after.outbox.slice(account.outbox.length)),
      dirtyAt: now,
      checkin,
      today,
    },
    answer,
  }
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
