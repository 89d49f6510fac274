import './collections'
import type { Context } from '../../context'
import { addDays, type Day, dayOf, HOUR, instantAt, MINUTE } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { is, type Store } from '../../kernel/store'
import { activatePending } from './change'
import { viewAt } from './expiry'
import { readLedger } from './ledger'
import { addToTotals, driftsOf, noTotals } from './liability'
import type { Account, AuditTotals, LedgerEntry } from './rules'
import { moveJob } from './transfer'

/** Accounts read at once. */
const BATCH = 100
/** Accounts of one run: some ten seconds of wire calls in the cloud, well within a tick. The next tick goes on. */
const PER_RUN = 2000
/** Wire calls in flight. */
const SIDE_BY_SIDE = 8
/** Timers of the full hour are late or lost now and then, so nothing of ours stands on it. */
const PAST_THE_HOUR = 10 * MINUTE
/** When the night is quiet and the day's closings are written. */
const AUDIT_TIME = '03:40'

/**
 * Writes down what time has done: lots that are over, awards that are active, holds that have run out. Readers and spenders see
 * that by themselves at every moment, so a run that is late or missing changes nothing that anybody is shown.
 */
const letTimeAct: Job<Context> = {
  kind: 'points.time',
  async process(_item, { store, now }) {
    for (let done = 0; done < PER_RUN; done += BATCH) {
      const due = await store.find(
        'accounts',
        { wakeAt: is.and(is.gt(0), is.lte(now)) },
        { sort: [['wakeAt', 1]], limit: BATCH, fields: ['seq'] },
      )
      await sideBySide(due, ({ _id }) => activatePending(store, _id, now))
      if (due.length < BATCH) return { again: nextHour(now) }
    }
    return { again: now }
  },
}

interface AuditProgress {
  day: Day
  startedAt: number
  /** The last account that was looked at. */
  after: string
  totals: AuditTotals
}

/**
 * Rebuilds every balance from its ledger and records what differs. Where it stands travels in the due item: a run that dies is
 * repeated from there, and writes the same numbers over its own.
 */
const audit: Job<Context> = {
  kind: 'points.audit',
  async process({ payload }, { store, now }) {
    let progress = isProgress(payload) ? payload : { day: dayOf(now), startedAt: now, after: '', totals: noTotals }
    for (let done = 0; done < PER_RUN; done += BATCH) {
      const accounts = await store.find(
        'accounts',
        { _id: is.gt(progress.after) },
        { sort: [['_id', 1]], limit: BATCH, fields: ['seq'] },
      )
      const read = await sideBySide(accounts, ({ _id }) => wholeLedger(store, _id))
      let { totals } = progress
      for (const { account, entries } of read) {
        if (account) totals = addToTotals(totals, viewAt(account, now), driftsOf(account, entries), entries.length)
      }
      progress = { ...progress, after: accounts.at(-1)?._id ?? progress.after, totals }
      if (accounts.length < BATCH) {
        await record(store, progress, now)
        return { again: nextAudit(now), payload: {} }
      }
    }
    await record(store, progress, null)
    return { again: now, payload: { ...progress } }
  },
}

export const pointsJobs: readonly Job<Context>[] = [letTimeAct, audit, moveJob]

/** What stands on the due list from the first day on. */
export function firstPointsWork(now: number): { key: string; kind: string; at: number }[] {
  return [
    { key: 'points.time', kind: 'points.time', at: nextHour(now) },
    { key: 'points.audit', kind: 'points.audit', at: nextAudit(now) },
  ]
}

/** Ten past the next hour. */
function nextHour(now: number): number {
  return Math.floor((now - PAST_THE_HOUR) / HOUR) * HOUR + HOUR + PAST_THE_HOUR
}

function nextAudit(now: number): number {
  const today = instantAt(dayOf(now), AUDIT_TIME)
  return today > now ? today : instantAt(addDays(dayOf(now), 1), AUDIT_TIME)
}

function isProgress(payload: Record<string, unknown>): payload is Record<string, unknown> & AuditProgress {
  return typeof payload.day === 'string' && typeof payload.after === 'string'
}

async function record(store: Store, { day, startedAt, totals }: AuditProgress, finishedAt: number | null) {
  const found = { startedAt, finishedAt, ...totals }
  if ((await store.insert('audits', { _id: day, schema: 1, ...found })) === 'exists') {
    await store.update('audits', { _id: day }, found)
  }
}

/** The account and all its entries up to the moment it was read. */
async function wholeLedger(
  store: Store,
  memberId: string,
): Promise<{ account: Account | null; entries: LedgerEntry[] }> {
  const first = await readLedger(store, memberId, { limit: 1000 })
  const entries = [...first.entries]
  for (let before = first.next; before !== null && first.account; ) {
    const page = await readLedger(store, first.account, { before, limit: 1000 })
    entries.push(...page.entries)
    before = page.next
  }
  return { account: first.account, entries }
}

/** Works on all of them, some at a time, and then fails with the first failure: one bad account must not keep back the rest. */
export async function sideBySide<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: PromiseSettledResult<R>[] = []
  for (let first = 0; first < items.length; first += SIDE_BY_SIDE) {
    results.push(...(await Promise.allSettled(items.slice(first, first + SIDE_BY_SIDE).map(work))))
  }
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}
