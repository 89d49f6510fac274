import { createHash } from 'node:crypto'
import type { Store } from '../../src/kernel/store'
import { CallbackRefused, openCallback, verifyCallback } from './callbackCrypto'
import { bodyOf, type HttpAnswer, type HttpEvent } from './http'
import { readEvent, type WecomEvent } from './wecomEvent'

/** A callback as it came, kept before anything is made of it. `_id` is its digest, so the platform's retries are one. */
export interface InboundEvent {
  _id: string
  schema: 1
  source: 'wecom' | 'weapp'
  /** Decrypted XML of 企业微信, JSON of the mini-program's message push. */
  raw: string
  /** `new` or `waiting` until it took hold. */
  state: 'new' | 'waiting' | 'done' | 'ignored'
  /** Why it was ignored. */
  reason?: string
  at: number
}

declare module '../../src/kernel/store' {
  interface Collections {
    inbound_events: InboundEvent
  }
}

export interface CallbackKeys {
  token: string
  encodingAesKey: string
  corpid: string
}

/** Bytes of a callback's body: a group of 500 whose members all change is 24 KB before it is encrypted. */
const LARGEST = 128_000

/** What became of an event: `again` answers 503, so that the platform repeats it (three times in all). */
export type EventOutcome = { did: 'taken' } | { did: 'again' } | { did: 'ignored'; reason: string }

/** The answer, and for the log a word about it that holds nothing of the event. */
export type CallbackAnswer = HttpAnswer & { code: string }

/**
 * Answers 企业微信: the URL check (GET, plain echostr within 1 s) and events (POST, 200 within 5 s, three tries).
 * An event is stored raw before anything is made of it; if storing fails the platform tries again.
 *
 * @param take lets an event take hold; whatever it throws makes the platform try again
 */
export async function answerWecomCallback(
  event: HttpEvent,
  keys: CallbackKeys,
  store: Store,
  now: number,
  take: (event: WecomEvent) => Promise<EventOutcome>,
): Promise<CallbackAnswer> {
  const query = event.queryStringParameters ?? {}
  const signed = { token: keys.token, timestamp: query.timestamp ?? '', nonce: query.nonce ?? '' }
  if ((event.body ?? '').length > LARGEST) return plain(413, 'too large', 'TOO_LARGE')
  let raw: string
  try {
    // Without a token of ours every signature could be made by anybody.
    if (keys.token === '') throw new CallbackRefused('not set up')
    if (event.httpMethod === 'GET') {
      // A plus sign decoded twice arrives as a space (WD/90930).
      const encrypted = (query.echostr ?? '').replaceAll(' ', '+')
      verifyCallback(query.msg_signature ?? '', { ...signed, encrypted })
      return plain(200, openCallback(keys.encodingAesKey, encrypted, keys.corpid), 'URL_CHECK')
    }
    const encrypted = /<Encrypt>(?:<!\[CDATA\[)?([A-Za-z0-9+/=]+)(?:]]>)?<\/Encrypt>/.exec(bodyOf(event))?.[1] ?? ''
    verifyCallback(query.msg_signature ?? '', { ...signed, encrypted })
    raw = openCallback(keys.encodingAesKey, encrypted, keys.corpid)
  } catch (error) {
    if (!(error instanceof CallbackRefused)) throw error
    return plain(403, 'refused', `REFUSED_${error.message.toUpperCase().replaceAll(' ', '_')}`)
  }
  const _id = `wecom:${createHash('sha256').update(raw).digest('hex').slice(0, 32)}`
  const stored = await store.insert('inbound_events', { _id, schema: 1, source: 'wecom', raw, state: 'new', at: now })
  if (stored === 'exists') {
    const state = (await store.get('inbound_events', _id))?.state
    if (state === 'done' || state === 'ignored') return plain(200, '', 'KNOWN')
  }
  const read = readEvent(raw)
  const outcome = read === null ? { did: 'ignored' as const, reason: 'not an event' } : await take(read)
  if (outcome.did === 'again') return plain(503, '', 'AGAIN')
  const open = { _id, state: 'new' as const }
  if (outcome.did === 'taken') await store.update('inbound_events', open, { state: 'done' })
  else await store.update('inbound_events', open, { state: 'ignored', reason: outcome.reason })
  return plain(200, '', outcome.did.toUpperCase())
}

function plain(statusCode: number, body: string, code: string): CallbackAnswer {
  return { statusCode, headers: { 'content-type': 'text/plain; charset=utf-8' }, body, isBase64Encoded: false, code }
}
