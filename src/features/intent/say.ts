import './collections'
import type { Sent } from '../../../cloudfunctions/platform/wxa'
import type { Context } from '../../context'
import { machineNow } from '../../kernel/clock'
import { MINUTE } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { settle } from '../../kernel/settle'
import { type Change, type Doc, is, type Where } from '../../kernel/store'
import { together } from '../../kernel/together'
import { readSendingRules } from '../delivery/brandRules'
import type { Verdict } from '../delivery/gate'
import type { SendingRules } from '../delivery/sendingRules'
import { afterGivingBack, afterTaking, newConsents } from './consents'
import { dropReason, judge, readied, sayingOrder } from './judge'
import { kindsOf, type MessageKind } from './kinds'
import { consequenceOf } from './outcomes'
import { SAY, scheduleSaying } from './schedule'
import { intentText } from './text'

const BATCH = 200
/** Members served side by side; one member's messages one after the other. */
const LANES = 8
/** Wall time (ms) that one run takes of the tick's 40 s; the rest follows at the next tick. */
const SHARE = 25_000
/** Longer than a function may run (ms): whoever finds a message `saying` for so long finds its run dead. */
const CLAIM = 90_000
const BUSY = 5 * MINUTE

type Waiting = Doc<'intents'>

/**
 * `intent.say`: says what is due, oldest first, until nothing is left or its time is up. One item of the due list stands for
 * everything that is due by then, so one run is enough for thousands of wishes.
 */
export const sayJob: Job<Context> = {
  kind: SAY,
  async process(_item, context) {
    const { store, now } = context
    const began = machineNow()
    const [stored, rules] = await together([store.find('message_kinds', {}, { limit: 100 }), readSendingRules(store)])
    const kinds = new Map(kindsOf(stored).map((kind) => [kind._id, kind]))
    await endAbandoned(context)
    const tried = new Set<string>()
    let failure: unknown
    for (;;) {
      const where = { state: 'waiting' as const, dueAt: is.lte(now) }
      const due = await store.find('intents', where, { sort: [['dueAt', 1]], limit: BATCH })
      const fresh = due.filter(({ _id }) => !tried.has(_id))
      if (fresh.length === 0) break
      for (const part of lanesOf(fresh)) {
        if (machineNow() - began > SHARE) return { again: now }
        for (const { _id } of part.flat()) tried.add(_id)
        const failed = await together(part.map((lane) => sayAll(context, lane, kinds, rules)))
        failure ??= failed.find((each) => each !== undefined)
      }
    }
    // One that failed does not keep the others back, and is tried again with the item.
    if (failure !== undefined) throw failure
    const saying = await store.find('intents', { state: 'saying' }, { limit: 1, fields: ['sayingAt'] })
    return saying.length > 0 ? { again: now + CLAIM } : 'done'
  },
}

/** At most LANES members at a time, each with all that is due for them. */
function lanesOf(intents: readonly Waiting[]): Waiting[][][] {
  const members = new Map<string, Waiting[]>()
  for (const intent of intents) members.set(intent.memberId, [...(members.get(intent.memberId) ?? []), intent])
  const lanes = [...members.values()].map((lane) => [...lane].sort(sayingOrder))
  const parts: Waiting[][][] = []
  for (let at = 0; at < lanes.length; at += LANES) parts.push(lanes.slice(at, at + LANES))
  return parts
}

/** @returns the first failure */
async function sayAll(
  context: Context,
  lane: readonly Waiting[],
  kinds: ReadonlyMap<string, MessageKind>,
  rules: SendingRules,
): Promise<unknown> {
  let failure: unknown
  for (const intent of lane) {
    try {
      await sayOne(context, intent, kinds.get(intent.kind), rules)
    } catch (error) {
      failure ??= error
    }
  }
  return failure
}

async function sayOne(
  context: Context,
  intent: Waiting,
  kind: MessageKind | undefined,
  rules: SendingRules,
): Promise<void> {
  const message = readied(kind, intent.vars)
  if ('problem' in message) return drop(context, intent, message.problem)
  const { templateId } = message
  const { verdict, openid, isTaken } = await take(context, intent, templateId, rules)
  if (verdict.do === 'defer') return putOff(context, intent, verdict.until, null)
  if (verdict.do !== 'send') return drop(context, intent, verdict.reason, isTaken)
  if (openid === null) return drop(context, intent, intentText.badOpenid, true)
  const token = context.token().slice(0, 16)
  if (!(await beginSaying(context, intent, token))) return
  const sent = await context.wxa.sendSubscribeMessage({ openid, ...message })
  await note(context, intent, token, sent)
}

/**
 * Asks the gate, and when it says send takes the consent and the place under the caps in the same guarded update. A message that
 * holds them from an earlier try takes nothing again.
 */
function take(
  { store, now }: Context,
  intent: Waiting,
  templateId: string,
  rules: SendingRules,
): Promise<{ verdict: Verdict; openid: string | null; isTaken: boolean }> {
  const { _id: id, memberId, kind } = intent
  return settle(store, 'consents', memberId, (found) => {
    const doc = found ?? newConsents(memberId, null)
    const { verdict, isTaken } = judge(doc, intent, templateId, rules, now)
    const answer = { verdict, openid: doc.openid, isTaken }
    if (verdict.do !== 'send' || isTaken) return { answer }
    const change = { ...afterTaking(doc, { id, kind, templateId }, now), seq: doc.seq + 1 }
    return { guard: { _id: memberId, seq: doc.seq }, change, answer }
  })
}

/** False when another run says it, or it has ended meanwhile. */
function beginSaying({ store, now }: Context, { _id }: Waiting, token: string): Promise<boolean> {
  return move(store, { _id, state: 'waiting' }, { state: 'saying', token, sayingAt: now }, (doc) => {
    if (doc.state === 'saying' && doc.token === token) return 'done'
    return doc.state === 'waiting' ? 'again' : 'over'
  })
}

/** What WeChat's answer means for the message and for the member's consents. */
async function note(context: Context, intent: Waiting, token: string, sent: Sent): Promise<void> {
  if (sent.outcome === 'sent') return end(context, intent, token, 'said', null)
  if (sent.outcome === 'unknown') return end(context, intent, token, 'unknown', intentText.unknown)
  const { does, reason } = consequenceOf(sent.code)
  if (does === 'later') return putOff(context, intent, context.now + BUSY, reason, token)
  await giveBack(context, intent, does === 'drop')
  return end(context, intent, token, 'dropped', reason)
}

async function giveBack({ store }: Context, { _id, memberId }: Waiting, keepsCredit: boolean): Promise<void> {
  await settle(store, 'consents', memberId, (doc) => {
    const change = doc && afterGivingBack(doc, _id, { keepsCredit })
    if (!change) return { answer: null }
    return { guard: { _id: memberId, seq: doc.seq }, change: { ...change, seq: doc.seq + 1 }, answer: null }
  })
}

/** Ends a message that WeChat was asked to send. */
async function end(
  { store, now }: Context,
  { _id }: Waiting,
  token: string,
  state: 'said' | 'unknown' | 'dropped',
  reason: string | null,
): Promise<void> {
  await move(store, { _id, state: 'saying', token }, { state, reason, endedAt: now }, (doc) => {
    if (doc.token !== token || doc.state === state) return 'done'
    return doc.state === 'saying' ? 'again' : 'over'
  })
}

/** Ends a message that was never handed to WeChat, with the reason; what it held of an earlier try goes back first. */
async function drop(context: Context, intent: Waiting, reason: string, holds = intent.reason !== null): Promise<void> {
  const { store, now } = context
  if (holds) await giveBack(context, intent, true)
  const said = dropReason(reason, intent.reason)
  await move(
    store,
    { _id: intent._id, state: 'waiting' },
    { state: 'dropped', reason: said, endedAt: now },
    stillWaiting,
  )
}

/** Later: the run for then stands on the list before the message moves. */
async function putOff(
  context: Context,
  intent: Waiting,
  until: number,
  reason: string | null,
  token?: string,
): Promise<void> {
  const { store, now } = context
  await scheduleSaying(store, [until], now)
  const { _id } = intent
  const change = { dueAt: until, ...(reason === null ? {} : { reason }) }
  if (token === undefined) {
    await move(store, { _id, state: 'waiting', dueAt: intent.dueAt }, change, (doc) =>
      doc.state === 'waiting' && doc.dueAt !== until ? 'again' : 'done',
    )
    return
  }
  const back: Change<'intents'> = { ...change, state: 'waiting', token: null, sayingAt: null }
  await move(store, { _id, state: 'saying', token }, back, (doc) =>
    doc.state === 'saying' && doc.token === token ? 'again' : 'done',
  )
}

function stillWaiting(doc: Waiting): 'again' | 'over' {
  return doc.state === 'waiting' ? 'again' : 'over'
}

/**
 * One guarded update. When nothing changed or no answer came the document is read, and `look` says whether it was done, is to
 * be tried again, or is over.
 */
async function move(
  store: Context['store'],
  guard: Where<'intents'> & { _id: string },
  change: Change<'intents'>,
  look: (doc: Waiting) => 'done' | 'again' | 'over',
): Promise<boolean> {
  try {
    if ((await store.update('intents', guard, change)) > 0) return true
  } catch {
    // Refused for once or without an answer: reading tells what became of it, and what fails for good fails below again.
  }
  return settle(store, 'intents', guard._id, (doc) => {
    const seen = doc === null ? 'over' : look(doc)
    return seen === 'again' ? { guard, change, answer: true } : { answer: seen === 'done' }
  })
}

/** A run died between handing over and noting: nobody can say whether it went out, so it is not said again. */
async function endAbandoned({ store, now }: Context): Promise<void> {
  await store.update(
    'intents',
    { state: 'saying', sayingAt: is.lte(now - CLAIM) },
    { state: 'unknown', reason: intentText.unknown, endedAt: now },
  )
}
