import './collections'
import '../sop/collections'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import type { Job, JobResult } from '../../kernel/due'
import { is } from '../../kernel/store'
import { isSpeaking } from '../sop/rules'
import { readSendingRules } from './brandRules'
import { quotaLeftOf } from './budget'
import { CLAIM, type Claimed, isAbandoned } from './claims'
import { deadlineOf, type GateFacts, gate, NOTHING_AGAINST } from './gate'
import { groupFacts, SAME_DAY, type SameDay } from './gateFacts'
import { handOver } from './handOver'
import { statesBefore } from './machine'
import { chunks, readAll } from './readAll'
import { recover } from './recover'
import { reroute } from './reroute'
import type { Delivery } from './rules'
import { isSingle } from './singleRules'
import { freshened } from './singleTask'

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
    const speaks = isSpeaking(await context.store.get('sops', open[0]?.sop ?? ''))
    await recover(context, abandoned, { create: speaks })
    const waiting = open.filter((row) => row.state === 'planned')
    const planned = await toDeputies(context, await freshened(context, waiting))
    const deferred = planned.length > 0 ? await send(context, planned, !speaks) : new Map<string, number>()
    return nextRun(context, beat, deferred)
  },
}

/** What owners who are away would have to send goes to their deputies before the gate is asked. */
async function toDeputies(context: Context, planned: Delivery[]): Promise<Delivery[]> {
  const { moved } = await reroute(context, planned)
  if (moved === 0) return planned
  return readAll(context.store, 'deliveries', { beat: planned[0]?.beat ?? '', state: 'planned' })
}

/** @returns rows that the gate put off, and until when (ms) */
async function send(context: Context, planned: Delivery[], paused: boolean): Promise<Map<string, number>> {
  const { store, now } = context
  const facts = await factsOf(context, planned, paused)
  const deferred = new Map<string, number>()
  const asked = new Map<string, string[]>()
  const go: string[] = []
  const byHand = new Map<string, string[]>()
  const dropped = new Map<string, string[]>()
  for (const row of planned) {
    const verdict = gate(row, facts(row))
    if (verdict.do === 'send') go.push(row._id)
    else if (verdict.do === 'defer') deferred.set(row._id, verdict.until)
    else if (verdict.do === 'needs_staff' && verdict.by === 'hand') collect(byHand, verdict.reason, row._id)
    // What is over its window is ended by the beat's closing, which asks WeCom once more before.
    else if (now < deadlineOf(row)) collect(verdict.do === 'skip' ? dropped : asked, verdict.reason, row._id)
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
  for (const [ended, state] of [
    [dropped, 'skipped'],
    [asked, 'unconfirmed'],
  ] as const) {
    for (const [reason, ids] of ended) {
      for (const part of chunks(ids, BATCH)) {
        await store.update('deliveries', { _id: is.in(part), state: 'planned' }, { state, reason, updatedAt: now })
      }
    }
  }
  const claimed = await claim(context, planned[0]?.beat ?? '', go)
  if (claimed.length > 0) await handOver(context, claimed)
  return deferred
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

/** What the gate asks about: the brand's rules, the group's day over all SOPs and routes, its quota, other attempts. */
async function factsOf(
  { store, now }: Context,
  planned: Delivery[],
  paused: boolean,
): Promise<(row: Delivery) => GateFacts> {
  const date = planned[0]?.date ?? ''
  const rules = await readSendingRules(store)
  const targets = [...new Set(planned.map((row) => row.target))]
  const sameDay = new Map<string, SameDay[]>()
  for (const part of chunks(targets, BATCH)) {
    for (const row of await readAll(store, 'deliveries', { date, target: is.in(part) }, SAME_DAY)) {
      sameDay.set(row.target, [...(sameDay.get(row.target) ?? []), row])
    }
  }
  const quotaLeft = planned.some((row) => row.route === 'group_task')
    ? await quotaLeftOf(store, rules, date, targets)
    : () => 0
  return (row) => {
    // Every customer of it has passed the gate; what is left to ask is whether this is the hour.
    if (isSingle(row)) return { ...NOTHING_AGAINST, now, paused, quiet: [rules.quiet] }
    return groupFacts(row, sameDay.get(row.target) ?? [], {
      now,
      paused,
      rules,
      quotaLeft: quotaLeft(row.target),
      duplicate: planned.some((other) => other !== row && isEarlierAttempt(other, row)),
    })
  }
}

function isEarlierAttempt(other: Delivery, row: Delivery): boolean {
  return other.beat === row.beat && other.target === row.target && other.attempt < row.attempt
}

/** Again when a claim ends or a postponed row begins; done when every row is on its way. */
async function nextRun(
  { store, now }: Context,
  beat: string,
  deferred: ReadonlyMap<string, number>,
): Promise<JobResult> {
  const left = await store.find(
    'deliveries',
    { beat, state: is.in(['planned', 'claimed']) },
    { fields: ['state', 'from', 'until', 'date', 'late', 'claim'], limit: 1000 },
  )
  const times = left
    .filter((row) => now < deadlineOf(row))
    .map((row) =>
      row.state === 'claimed'
        ? (row.claim?.until ?? now + MINUTE)
        : Math.max(deferred.get(row._id) ?? row.from, now + MINUTE),
    )
  return times.length === 0 ? 'done' : { again: Math.min(...times) }
}

function collect(map: Map<string, string[]>, key: string, id: string): void {
  map.set(key, [...(map.get(key) ?? []), id])
}
