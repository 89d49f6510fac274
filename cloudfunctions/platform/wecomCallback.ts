import { createHash } from 'node:crypto'
import type { Store } from '../../src/kernel/store'
import { CallbackRefused, openCallback, verifyCallback } from './callbackCrypto'
import { bodyOf, type HttpAnswer, type HttpEvent } from './http'

/** A callback as it came, kept before anything is made of it. `_id` is its digest, so the platform's retries are one. */
export interface InboundEvent {
  _id: string
  schema: 1
  source: 'wecom' | 'weapp'
  /** Decrypted XML of 企业微信, JSON of the mini-program's message push. */
  raw: string
  /** `waiting` until it took hold; what nobody handles yet stays `new`. */
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

/**
 * Answers 企业微信: the URL check (GET, plain echostr within 1 s) and events (POST, 200 within 5 s, three tries).
 * An event is stored raw before it is answered; if storing fails the platform tries again.
 */
export async function answerWecomCallback(
  event: HttpEvent,
  keys: CallbackKeys,
  store: Store,
  now: number,
): Promise<HttpAnswer> {
  const query = event.queryStringParameters ?? {}
  const signed = { token: keys.token, timestamp: query.timestamp ?? '', nonce: query.nonce ?? '' }
  try {
    if (event.httpMethod === 'GET') {
      // A plus sign decoded twice arrives as a space (WD/90930).
      const encrypted = (query.echostr ?? '').replaceAll(' ', '+')
      verifyCallback(query.msg_signature ?? '', { ...signed, encrypted })
      return plain(200, openCallback(keys.encodingAesKey, encrypted, keys.corpid))
    }
    const encrypted = /<Encrypt>(?:<!\[CDATA\[)?([A-Za-z0-9+/=]+)(?:]]>)?<\/Encrypt>/.exec(bodyOf(event))?.[1] ?? ''
    verifyCallback(query.msg_signature ?? '', { ...signed, encrypted })
    const raw = openCallback(keys.encodingAesKey, encrypted, keys.corpid)
    const digest = createHash('sha256').update(raw).digest('hex').slice(0, 32)
    await store.insert('inbound_events', {
      _id: `wecom:${digest}`,
      schema: 1,
      source: 'wecom',
      raw,
      state: 'new',
      at: now,
    })
    return plain(200, '')
  } catch (error) {
    if (error instanceof CallbackRefused) return plain(403, 'refused')
    throw error
  }
}

function plain(statusCode: number, body: string): HttpAnswer {
  return { statusCode, headers: { 'content-type': 'text/plain; charset=utf-8' }, body, isBase64Encoded: false }
}
