import './collections'
import '../intent/collections'
import type { Context } from '../../context'
import { is, type Store } from '../../kernel/store'
import { emitIntents } from '../intent/server'
import { sideBySide } from '../points/jobs'
import type { Account } from '../points/rules'
import { parseBeat } from '../sop/expand'
import type { MemberBeat } from '../sop/memberBeats'
import type { TierRules } from '../tier/rules'
import { beatItems } from './beatItems'
import { bringForward } from './bringForward'
import { noticeOf } from './notice'
import { readAll } from './readAll'
import { contentOf } from './rows'
import type { Delivery } from './rules'
import type { SendingRules } from './sendingRules'
import { readFacts, takePlace } from './singlePlace'
import { MOST_CUSTOMERS, type SingleTold, singlesOver, singleTarget, toldId } from './singleRules'
import { singleText } from './singleText'

/** A task that a pass over the members fills; it becomes a row of `deliveries` when the pass has ended. */
export interface Filling {
  row: string
  guide: string
  version: number
  task: number
  count: number
}

/** What a pass over the members has come to so far; it travels in the due item. */
export interface Pass {
  filling: Filling[]
  /** When somebody who was put off is to be asked about again (ms). */
  later: number | null
}

/** What a pass knows before it begins. */
export interface SingleBook {
  tiers: TierRules
  sending: SendingRules
  /** Rows of the beat that exist: nobody is added to them any more. */
  rows: Delivery[]
}

export async function readSingleRows(store: Store, beat: string): Promise<Delivery[]> {
  return readAll(store, 'deliveries', { beat, route: 'single_task' })
}

/**
 * One page of members who hear a beat by single task: each gets a line in the ledger, which names the task, the other way or the reason.
 * The place under the member's caps is taken before, under the beat's own name, so whoever goes over the page again takes nothing twice.
 */
export async function assign(
  context: Context,
  accounts: readonly Account[],
  beat: MemberBeat,
  book: SingleBook,
  pass: Pass,
): Promise<void> {
  const { store, now } = context
  if (accounts.length === 0) return
  const ids = accounts.map(({ _id }) => toldId(beat.beat, _id))
  const known = await readAll(store, 'single_told', { _id: is.in(ids) })
  for (const told of known) count(told, book, pass)
  const knownIds = new Set(known.map(({ _id }) => _id))
  const fresh = accounts.filter(({ _id }) => !knownIds.has(toldId(beat.beat, _id)))
  if (fresh.length === 0) return
  const facts = await readFacts(context, fresh, beat, book.sending)
  const verdicts = await sideBySide(fresh, ({ _id }) => takePlace(context, _id, beat, book.sending, facts))
  const lines: SingleTold[] = []
  const wishes: Account[] = []
  for (const [index, account] of fresh.entries()) {
    const verdict = verdicts[index]
    if (verdict === undefined) continue
    if (verdict.do === 'defer') {
      pass.later = Math.min(verdict.until, pass.later ?? verdict.until)
      continue
    }
    const line = lineOf(account._id, beat, now)
    if (verdict.do === 'task') {
      const { customer, guide } = verdict
      const row = fill(guide, beat, book, pass)
      lines.push({ ...line, customer, guide, row, state: 'assigned' })
    } else if (verdict.closed && beat.node.fallback === 'subscribe') {
      wishes.push(account)
      lines.push({ ...line, state: 'fallback', reason: singleText.fallback(verdict.reason) })
    } else lines.push({ ...line, state: 'skipped', reason: verdict.reason })
  }
  // The wish before the line that says so: its own key makes a second one the same.
  await emitIntents(
    store,
    wishes.map((account) => noticeOf(account, beat, book.tiers, now)),
    now,
  )
  await store.insertAll('single_told', lines)
}

/** After a pass: the tasks that it filled become rows, and the beat's rows stand on the due list. */
export async function openTasks(
  { store, now }: Context,
  sop: string,
  beats: readonly MemberBeat[],
  book: SingleBook,
  pass: Pass,
): Promise<void> {
  const opened: Delivery[] = []
  for (const filling of pass.filling) {
    const beat = beats.find(({ version }) => version === filling.version) ?? beats[0]
    if (beat !== undefined && filling.count > 0) opened.push(rowOf(sop, beat, filling, now))
  }
  await store.insertAll('deliveries', opened)
  const open = [...book.rows.filter(({ state }) => state === 'planned' || state === 'claimed'), ...opened]
  const [first] = open
  const over = Math.max(...beats.map(singlesOver))
  if (first === undefined) return
  const from = Math.min(...open.map((row) => row.from))
  const until = Math.max(...open.map((row) => row.until))
  await bringForward(store, [
    // A name of its own for each pass: the items of an earlier one may be at work this moment.
    ...beatItems(first.beat, { from, until, waiting: true, polled: true }, now, book.rows.length),
    { key: `singles:${first.beat}`, kind: 'delivery.singles', at: Math.max(over, now), payload: { beat: first.beat } },
  ])
}

function lineOf(memberId: string, beat: MemberBeat, now: number): SingleTold {
  return {
    _id: toldId(beat.beat, memberId),
    schema: 1,
    beat: beat.beat,
    sop: parseBeat(beat.beat)?.sop ?? '',
    version: beat.version,
    date: beat.date,
    memberId,
    customer: null,
    guide: null,
    row: null,
    state: 'skipped',
    reason: null,
    updatedAt: now,
  }
}

/** A line of an earlier, interrupted run: its task is filled as far, unless it is a row already. */
function count(told: SingleTold, { rows }: SingleBook, pass: Pass): void {
  const { row, guide, version } = told
  if (told.state !== 'assigned' || row === null || guide === null || rows.some(({ _id }) => _id === row)) return
  const filling = pass.filling.find((each) => each.row === row)
  if (filling !== undefined) filling.count++
  else pass.filling.push({ row, guide, version, task: taskOf(row), count: 1 })
}

/** The task of this guide and version with room for one more. */
function fill(guide: string, beat: MemberBeat, { rows }: SingleBook, { filling }: Pass): string {
  const own = filling.filter((each) => each.guide === guide)
  const free = own.find((each) => each.version === beat.version && each.count < MOST_CUSTOMERS)
  if (free !== undefined) {
    free.count++
    return free.row
  }
  const given = [
    ...own.map(({ task }) => task),
    ...rows.filter(({ owner }) => owner === guide).map((row) => taskOf(row._id)),
  ]
  const task = Math.max(0, ...given) + 1
  const place = parseBeat(beat.beat)
  const row = `${place?.sop}:${beat.node.key}:${singleTarget(guide, task)}:${beat.date}:${place?.slot}:0`
  filling.push({ row, guide, version: beat.version, task, count: 1 })
  return row
}

function taskOf(row: string): number {
  return Number(/\.(\d+):\d{4}-\d\d-\d\d:\d+:0$/.exec(row)?.[1] ?? 1)
}

function rowOf(sop: string, beat: MemberBeat, { row, guide, task, count: customers }: Filling, now: number): Delivery {
  const slot = parseBeat(beat.beat)?.slot ?? 0
  const { node, date, from, until } = beat
  const occurrence = {
    beat: beat.beat,
    node,
    date,
    nominal: date,
    to: 'members' as const,
    targets: [],
    slot,
    from,
    until,
  }
  return {
    _id: row,
    schema: 1,
    sop,
    nodeKey: node.key,
    beat: beat.beat,
    target: singleTarget(guide, task),
    groupName: singleText.customers(customers),
    owner: guide,
    slot,
    attempt: 0,
    route: 'single_task',
    state: 'planned',
    reason: null,
    evidence: null,
    claim: null,
    msgid: null,
    sentAt: null,
    remindedAt: [],
    updatedAt: now,
    customers,
    reached: 0,
    ...contentOf(beat.version, occurrence),
  }
}
