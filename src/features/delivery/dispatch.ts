import './collections'
import '../sop/collections'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import type { Job, JobResult } from '../../kernel/due'
import { is } from '../../kernel/store'
import { CLAIM, type Claimed, isAbandoned } from './claims'
import { deadlineOf, gate, NOTHING_AGAINST } from './gate'
import { handOver } from './handOver'
import { statesBefore } from './machine'
import { chunks, readAll } from './readAll'
import { recover } from './recover'
import type { Delivery } from './rules'

const BATCH = 200

/**
 * `delivery.dispatch`, at the beginning of a beat's window: takes the beat's rows under one token, hands them over to
 * WeCom and to the owners, and leaves behind what is not known. Rows of a run that died are taken over first.
 */
export const dispatchJob: Job<Context> = {
  kind: 'delivery.dispatch',
  async process(item, context) {
    const beat = String(item.payload.beat)
    const open = await readAll(context.store, 'deliveries', { beat, state: is.in(['planned', 'claimed']) })
    if (open.length === 0) return 'done'
    // After the window the beat's closing takes over: two that both claim would hold each other up.
    const abandoned = open.filter((row) => isAbandoned(context.now)(row) && context.now < deadlineOf(row))
    await recover(context, abandoned, { create: true })
    const planned = open.filter((row) => row.state === 'planned')
    if (planned.length > 0) await send(context, planned)
    return nextRun(context, beat)
  },
}

async function send(context: Context, planned: Delivery[]): Promise<void> {
  const { store, now } = context
  const facts = await factsOf(context, planned)
  const go: string[] = []
  const byHand = new Map<string, string[]>()
  const dropped = new Map<string, string[]>()
  for (const row of planned) {
    const verdict = gate(row, { ...NOTHING_AGAINST, now, ...facts(row) })
    if (verdict.do === 'send') go.push(row._id)
    else if (verdict.do === 'needs_staff' && verdict.by === 'hand') collect(byHand, verdict.reason, row._id)
    // What is over its window is ended by the beat's closing, which asks WeCom once more before.
    else if (verdict.do === 'skip' && now < deadlineOf(row)) collect(dropped, verdict.reason, row._id)
  }
  for (const [reason, ids] of byHand) {
    for (const part of chunks(ids, BATCH)) {
      await store.update(
        'deliveries',
        { _id: is.in(part), state: 'planned' },
        { route: 'staff_task', reason, updatedAt: now },
      )
    }
    go.push(...ids)
  }
  for (const [reason, ids] of dropped) {
    for (const part of chunks(ids, BATCH)) {
      await store.update(
        'deliveries',
        { _id: is.in(part), state: 'planned' },
        { state: 'skipped', reason, updatedAt: now },
      )
    }
  }
  const claimed = await claim(context, planned[0]?.beat ?? '', go)
  if (claimed.length > 0) await handOver(context, claimed)
}

/** Takes the rows in one guarded update and reads back which ones are ours, as they stand now. */
async function claim(context: Context, beat: string, ids: string[]): Promise<Claimed[]> {
  const { store, now } = context
  if (ids.length === 0) return []
  const token = context.token().slice(0, 16)
  for (const part of chunks(ids, BATCH)) {
    await store.update(
      'deliveries',
      // A row that was postponed since it was read is not taken.
      { _id: is.in(part), state: is.in(statesBefore('claim')), from: is.lte(now) },
      { state: 'claimed', claim: { token, until: now + CLAIM }, updatedAt: now },
    )
  }
  const rows = await readAll(store, 'deliveries', { beat, state: 'claimed', 'claim.token': token })
  return rows.map((row) => ({ ...row, claim: { token, until: now + CLAIM } }))
}

/** What the gate asks about: the SOP, the group's quota of the day over all SOPs, and other attempts. */
async function factsOf({ store }: Context, planned: Delivery[]) {
  const [first] = planned
  const sop = first ? await store.get('sops', first.sop) : null
  const paused = sop === null || sop.live === 0
  const grouped = planned.filter((row) => row.route === 'group_task')
  const sameDay: Delivery[] = []
  for (const part of chunks([...new Set(grouped.map((row) => row.target))], BATCH)) {
    const where = { date: first?.date ?? '', target: is.in(part), route: 'group_task' as const }
    sameDay.push(...(await readAll(store, 'deliveries', where)))
  }
  return (row: Delivery) => ({
    paused,
    quotaLeft: row.route === 'group_task' && isFirstOfDay(row, sameDay) ? 1 : 0,
    duplicate: planned.some((other) => other !== row && isEarlierAttempt(other, row)),
  })
}

/**
 * Two SOPs that were planned at the same moment may both hold a group task for one group: the one under way, else the
 * earlier one, keeps it. Both sides come to the same answer.
 */
export function isFirstOfDay(row: Delivery, sameDay: readonly Delivery[]): boolean {
  return !sameDay.some((other) => {
    if (other._id === row._id || other.target !== row.target || other.date !== row.date) return false
    if (other.state === 'missed' || other.state === 'skipped') return false
    if (other.state !== 'planned') return true
    return other.from < row.from || (other.from === row.from && other._id < row._id)
  })
}

function isEarlierAttempt(other: Delivery, row: Delivery): boolean {
  return other.beat === row.beat && other.target === row.target && other.attempt < row.attempt
}

/** Again when a claim ends or a postponed row begins; done when every row is on its way. */
async function nextRun({ store, now }: Context, beat: string): Promise<JobResult> {
  const left = await store.find(
    'deliveries',
    { beat, state: is.in(['planned', 'claimed']) },
    { fields: ['state', 'from', 'until', 'date', 'late', 'claim'], limit: 1000 },
  )
  const times = left
    .filter((row) => now < deadlineOf(row))
    .map((row) => (row.state === 'claimed' ? (row.claim?.until ?? now + MINUTE) : Math.max(row.from, now + MINUTE)))
  return times.length === 0 ? 'done' : { again: Math.min(...times) }
}

function collect(map: Map<string, string[]>, key: string, id: string): void {
  map.set(key, [...(map.get(key) ?? []), id])
}
