import { createHash } from 'node:crypto'
import { CallbackRefused, openCallback, verifyCallback } from './callbackCrypto'
import { bodyOf, type HttpAnswer, type HttpEvent } from './http'

export interface CallbackKeys {
  token: string
  encodingAesKey: string
  corpid: string
}

/** Bytes of a callback's body: a group of 500 whose members all change is 24 KB before it is encrypted. */
const LARGEST = 128_000

/**
 * ms between the signed time and ours: the three tries come within fifteen seconds; clocks differ. What is replayed within it finds its event
 * stored, which is kept for far longer.
 */
const OLDEST = 10 * 60_000

/** The answer, and for the log a word about it that holds nothing of the event. */
export type CallbackAnswer = HttpAnswer & { code: string }

/** What a request is: answered at once (the URL check, a refusal), or an event to be stored under `_id`. */
export type ReadCallback = { answer: CallbackAnswer } | { event: { _id: string; raw: string } }

/**
 * Reads a request of 企业微信: the URL check (GET, plain echostr within 1 s) or an event (POST, 200 within 5 s, three tries). Signature and
 * receiver are checked before anything else, and nothing but Node's own modules is needed for it.
 */
export function readWecomCallback(event: HttpEvent, keys: CallbackKeys, now: number): ReadCallback {
  const query = event.queryStringParameters ?? {}
  const signed = { token: keys.token, timestamp: query.timestamp ?? '', nonce: query.nonce ?? '' }
  if ((event.body ?? '').length > LARGEST) return { answer: plain(413, 'too large', 'TOO_LARGE') }
  try {
    // Without a token of ours every signature could be made by anybody.
    if (keys.token === '') throw new CallbackRefused('not set up')
    if (event.httpMethod === 'GET') {
      // A plus sign decoded twice arrives as a space (WD/90930).
      const encrypted = (query.echostr ?? '').replaceAll(' ', '+')
      verifyCallback(query.msg_signature ?? '', { ...signed, encrypted })
      return { answer: plain(200, openCallback(keys.encodingAesKey, encrypted, keys.corpid), 'URL_CHECK') }
    }
    const encrypted = encryptedIn(bodyOf(event))
    verifyCallback(query.msg_signature ?? '', { ...signed, encrypted })
    const raw = openCallback(keys.encodingAesKey, encrypted, keys.corpid)
    refuseOld(signed.timestamp, now)
    return { event: { _id: eventIdOf('wecom', raw), raw } }
  } catch (error) {
    return { answer: refusedAnswer(error) }
  }
}

/**
 * A message is believed once, near the time that is signed with it.
 *
 * @param timestamp seconds, as it was signed
 */
export function refuseOld(timestamp: string, now: number): void {
  const sentAt = Number(timestamp) * 1000
  if (!(Math.abs(now - sentAt) <= OLDEST)) throw new CallbackRefused('time')
}

/** The cipher in a body; empty when there is none. */
export function encryptedIn(body: string): string {
  return /<Encrypt>(?:<!\[CDATA\[)?([A-Za-z0-9+/=]+)(?:]]>)?<\/Encrypt>/.exec(body)?.[1] ?? ''
}

export function eventIdOf(source: 'wecom' | 'mp', raw: string): string {
  return `${source}:${createHash('sha256').update(raw).digest('hex').slice(0, 32)}`
}

/** @throws what is no refusal */
export function refusedAnswer(error: unknown): CallbackAnswer {
  if (!(error instanceof CallbackRefused)) throw error
  return plain(403, 'refused', `REFUSED_${error.message.toUpperCase().replaceAll(' ', '_')}`)
}

export function plain(statusCode: number, body: string, code: string): CallbackAnswer {
  return { statusCode, headers: { 'content-type': 'text/plain; charset=utf-8' }, body, isBase64Encoded: false, code }
}
