import './collections'
import type { Context } from '../../context'
import { addDays, type Day, dayOf, instantAt } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { readRules } from '../../kernel/ruleBook'
import { is, type Store } from '../../kernel/store'
import { emitIntents } from '../intent/server'
import { upcast } from '../points/account'
import { changeAccount } from '../points/change'
import { sideBySide } from '../points/jobs'
import type { StoredAccount } from '../points/rules'
import { lastDays } from './birthday'
import { tierBook } from './book'
import { birthdayRounds, type Round, warningRounds, withBirthdayGift } from './rounds'
import type { TierRules } from './rules'
import { withTier } from './standing'
import { recordsIn } from './views'
import { warningOf } from './warning'

/** Accounts read at once. */
const BATCH = 100
/** Accounts of one run; the next tick goes on. */
const PER_RUN = 2000
/** When members are awake and no full hour. */
const DAILY_TIME = '09:10'
/** A round that was missed for longer than this is not made up: a birthday wish a fortnight late is an oddity. */
const MADE_UP_DAYS = 7

/** Writes the history; its entries have their final ids, so a second time inserts nothing. */
const record: Job<Context> = {
  kind: 'tier.record',
  async process({ payload }, { store }) {
    await store.insertAll('tier_history', recordsIn(payload))
    return 'done'
  },
}

/** The gift of a birthday: points, coupon and the note that they were given are one update of the account. */
async function giveBirthday(store: Store, memberId: string, year: number, now: number): Promise<void> {
  const rules = await readRules(store, tierBook, now)
  await changeAccount(store, memberId, now, (account, exists) => {
    const after = exists ? withBirthdayGift(account, rules, year, now) : account
    return after === account ? { answer: undefined } : { after, answer: undefined }
  })
}

/** One member, on the day on which they told it. */
const birthday: Job<Context> = {
  kind: 'tier.birthday',
  async process({ payload: { memberId, year } }, { store, now }) {
    if (typeof memberId === 'string' && typeof year === 'number') await giveBirthday(store, memberId, year, now)
    return 'done'
  },
}

interface Progress {
  /** The days that this run makes good, both included. */
  from: Day
  to: Day
  round: number
  after: string
}

/** Birthdays and warnings of the day, and of days on which nothing ran. Where it stands travels in the due item. */
const daily: Job<Context> = {
  kind: 'tier.daily',
  async process({ payload }, { store, now }) {
    let progress = progressOf(payload, dayOf(now))
    const rules = await readRules(store, tierBook, now)
    const days = lastDays(progress.from, progress.to, MADE_UP_DAYS)
    const rounds = [...birthdayRounds(days), ...warningRounds(days, rules.warnDays)]
    for (let done = 0; done < PER_RUN; done += BATCH) {
      const round = rounds[progress.round]
      if (!round) return { again: nextDaily(now), payload: { from: addDays(progress.to, 1) } }
      const accounts = await store.find(
        'accounts',
        { [round.field]: round.value, _id: is.gt(progress.after) },
        { sort: [['_id', 1]], limit: BATCH },
      )
      await perform(round, accounts, rules, store, now)
      const last = accounts.at(-1)?._id
      progress =
        accounts.length === BATCH && last !== undefined
          ? { ...progress, after: last }
          : { ...progress, round: progress.round + 1, after: '' }
    }
    return { again: now, payload: { ...progress } }
  },
}

async function perform(round: Round, accounts: readonly StoredAccount[], rules: TierRules, store: Store, now: number) {
  if (round.year !== null) {
    const { year } = round
    await sideBySide(accounts, ({ _id }) => giveBirthday(store, _id, year, now))
    return
  }
  const wishes = accounts.flatMap((account) => warningOf(upcast(account), round, rules, now) ?? [])
  if (wishes.length > 0) await emitIntents(store, wishes, now)
}

/** After a change of the rules: whoever reaches more by the new ones rises; nobody falls before their period ends. */
const regrade: Job<Context> = {
  kind: 'tier.regrade',
  async process({ payload }, { store, now }) {
    const rules = await readRules(store, tierBook, now)
    let after = typeof payload.after === 'string' ? payload.after : ''
    for (let done = 0; done < PER_RUN; done += BATCH) {
      const accounts = await store.find('accounts', { _id: is.gt(after) }, { sort: [['_id', 1]], limit: BATCH })
      const moving = accounts.map(upcast).filter((account) => withTier(account, account, rules, now) !== account)
      await sideBySide(moving, ({ _id }) =>
        changeAccount(store, _id, now, (account) => {
          const moved = withTier(account, account, rules, now)
          return moved === account ? { answer: undefined } : { after: moved, answer: undefined }
        }),
      )
      if (accounts.length < BATCH) return 'done'
      after = accounts.at(-1)?._id ?? after
    }
    return { again: now, payload: { after } }
  },
}

export const tierJobs: readonly Job<Context>[] = [record, birthday, daily, regrade]

/** What stands on the due list from the first day on. */
export function firstTierWork(now: number): { key: string; kind: string; at: number }[] {
  return [{ key: 'tier.daily', kind: 'tier.daily', at: nextDaily(now) }]
}

function nextDaily(now: number): number {
  const today = instantAt(dayOf(now), DAILY_TIME)
  return today > now ? today : instantAt(addDays(dayOf(now), 1), DAILY_TIME)
}

function progressOf(payload: Record<string, unknown>, today: Day): Progress {
  const { from, to, round, after } = payload
  const begun = typeof to === 'string' && typeof round === 'number' && typeof after === 'string'
  const first = typeof from === 'string' ? from : today
  return begun ? { from: first, to, round, after } : { from: first, to: today, round: 0, after: '' }
}
