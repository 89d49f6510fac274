import '../points/collections'
import type { Context } from '../../context'
import { addDays, type Day, dayOf, MINUTE, startOf } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { is } from '../../kernel/store'
import { emitIntents } from '../intent/server'
import { upcast } from '../points/account'
import { rewardLater } from './later'
import { readBook } from './readBook'
import { reminderFor, wakeOf } from './remind'

export const CHECKIN_REMIND = 'checkin.remind'

/** Accounts read at once; their wishes go out in one insert. */
const BATCH = 100
/** Accounts of one run: some seconds of wire calls. The next tick goes on. */
const PER_RUN = 4000
/** Days back in which a last check-in can still carry a streak over rests and protections. */
const DAYS_BACK = 14

interface Progress {
  day: Day
  /** Whose last day is so many days ago. */
  back: number
  /** The last account that was looked at. */
  after: string
}

/**
 * Wishes that those be reminded who have a streak to lose and have not come today. Found by the index on the last day, so it costs
 * what there is to remind and not what there are members. Where it stands travels in the due item; a wish has a natural key, so a
 * run that is repeated emits nothing twice.
 */
const remind: Job<Context> = {
  kind: CHECKIN_REMIND,
  async process({ payload }, { store, now }) {
    const { book, rules } = await readBook(store, now)
    const day = dayOf(now, book.dayStart)
    const next = { again: wakeOf(book, addDays(day, 1)), payload: {} }
    const endOfDay = startOf(addDays(day, 1), book.dayStart)
    if (book.remindAt === null || rules.isRest(day)) return next
    if (now < wakeOf(book, day)) return { again: wakeOf(book, day), payload: {} }

    let at: Progress = isProgress(payload) && payload.day === day ? payload : { day, back: 1, after: '' }
    for (let read = 0; read < PER_RUN; ) {
      if (at.back > DAYS_BACK) return next
      const accounts = await store.find(
        'accounts',
        { 'checkin.lastDay': addDays(day, -at.back), _id: is.gt(at.after) },
        { sort: [['_id', 1]], limit: BATCH, fields: ['schema', 'checkin', 'today', 'consent'] },
      )
      const wishes = accounts.flatMap((account) => reminderFor(upcast(account), day, rules, { now, endOfDay }) ?? [])
      if (wishes.length > 0) await emitIntents(store, wishes, now)
      read += accounts.length
      const last = accounts.at(-1)
      at = last && accounts.length === BATCH ? { ...at, after: last._id } : { day, back: at.back + 1, after: '' }
    }
    return { again: now + MINUTE, payload: { ...at } }
  },
}

export const checkinJobs: readonly Job<Context>[] = [remind, rewardLater]

/** What stands on the due list from the first day on; the job itself asks the book when. */
export function firstCheckinWork(now: number): { key: string; kind: string; at: number }[] {
  return [{ key: CHECKIN_REMIND, kind: CHECKIN_REMIND, at: now }]
}

function isProgress(payload: Record<string, unknown>): payload is Record<string, unknown> & Progress {
  return typeof payload.day === 'string' && typeof payload.back === 'number' && typeof payload.after === 'string'
}
