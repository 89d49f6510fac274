import './collections'
import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Context } from '../../context'
import { schedule } from '../../kernel/due'
import { Refusal } from '../../kernel/errors'
import { is } from '../../kernel/store'
import { BACK_OFF, type InboundEvent, isOpen, OPEN_STATES, type Outcome, type PassiveReply } from './rules'
import { takeEvent } from './take'
import { inboundText } from './text'

/** The due item of one event that did not take hold at once. */
export const INBOUND_TAKE = 'inbound.take'

export type Arrival = Pick<InboundEvent, '_id' | 'source' | 'kind' | 'raw'>

/** What became of it: `known` was there before, with the answer that it got. */
export type Received = { code: 'TAKEN' | 'IGNORED' | 'KNOWN' | 'AGAIN'; reply: PassiveReply | null }

/**
 * Stores an event as it came and lets it take hold inside the callback. What fails is thrown, so that the platform repeats it, and left on
 * the due list, for when the platform has stopped. Two wire calls beside what the event itself needs; a repeat of what ended: two.
 */
export async function receive(context: Context, { _id, source, kind, raw }: Arrival): Promise<Received> {
  const { store, now } = context
  const fresh: InboundEvent = { _id, schema: 1, source, kind, raw, state: 'new', reason: null, tries: 0, at: now }
  const stored = await store.insert('inbound_events', fresh)
  const doc = stored === 'inserted' ? fresh : ((await store.get('inbound_events', _id)) ?? fresh)
  // A verdict on a picture may come before its post is noted: such a one is looked at again when it is repeated.
  const mayCount = isOpen(doc) || (source === 'weapp' && doc.state === 'ignored')
  if (!mayCount) return { code: 'KNOWN', reply: doc.reply ?? null }
  try {
    const outcome = await takeEvent(context, doc, true)
    if (outcome.did === 'again') {
      await leaveForLater(context, doc, outcome.reason ?? inboundText.notYet)
      return { code: 'AGAIN', reply: null }
    }
    await note(context, doc, outcome)
    return outcome.did === 'taken' ? { code: 'TAKEN', reply: outcome.reply ?? null } : { code: 'IGNORED', reply: null }
  } catch (error) {
    await leaveForLater(context, doc, sentenceOf(error))
    throw error
  }
}

/** Writes down how an event ended, unless somebody has done so already. */
export async function note(
  { store, now }: Pick<Context, 'store' | 'now'>,
  doc: InboundEvent,
  outcome: Exclude<Outcome, { did: 'again' }>,
): Promise<void> {
  const raw = outcome.raw === undefined ? {} : { raw: outcome.raw }
  const end =
    outcome.did === 'taken'
      ? { state: 'done' as const, reason: null, reply: outcome.reply ?? null }
      : { state: 'ignored' as const, reason: outcome.reason }
  const states = doc.state === 'ignored' ? [...OPEN_STATES, doc.state] : OPEN_STATES
  await store.update('inbound_events', { _id: doc._id, state: is.in(states) }, { ...end, ...raw, endedAt: now })
}

/** The item first: dying in between leaves work to do, never work that nobody knows of. */
async function leaveForLater({ store, now }: Context, { _id }: InboundEvent, reason: string): Promise<void> {
  const at = now + (BACK_OFF[0] ?? 0)
  await schedule(store, { key: `${INBOUND_TAKE}:${_id}`, kind: INBOUND_TAKE, at, payload: { id: _id } })
  await store.update('inbound_events', { _id, state: is.in(OPEN_STATES) }, { reason })
}

const LONGEST_REASON = 200

/** What an operator reads about a failure. */
export function sentenceOf(error: unknown): string {
  if (error instanceof PlatformError || error instanceof NetworkError) return inboundText.failed(error.mend)
  if (error instanceof Refusal) return inboundText.failed(error.message)
  const words = error instanceof Error ? `${error.name} ${error.message}` : String(error)
  return inboundText.failed(words.slice(0, LONGEST_REASON))
}
