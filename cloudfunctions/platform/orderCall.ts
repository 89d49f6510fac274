import { createHmac, timingSafeEqual } from 'node:crypto'
import { bodyOf, type HttpAnswer, type HttpEvent, header } from './http'

/** Two hundred orders with all their fields are 60 KB. */
const LARGEST = 128_000
/** How far (s) the sender's clock may be from ours. */
const MOST_AWAY = 300
/** A key that people make up is guessed; `openssl rand -hex 32` makes 64 characters. */
const SHORTEST_KEY = 32

/** The answer, and for the log a word about it. */
export type OrderCallAnswer = HttpAnswer & { code: string }

/**
 * Reads a call of the brand's own order system: `POST …/inbound/orders` with `x-jiepai-time` (Unix seconds) and `x-jiepai-sign`, the HMAC-SHA-256 in
 * hex of `{time}\n{body}` under ORDER_KEY. Nothing but Node's own modules is needed to refuse it. Who plays a call again within the five
 * minutes only tells what is known: the numbers of orders are keys.
 *
 * @param now ms
 */
export function readOrderCall(
  event: HttpEvent,
  key: string,
  now: number,
): { answer: OrderCallAnswer } | { body: string } {
  if (event.httpMethod !== 'POST') return { answer: refused(405, 'NOT_POST', '用 POST。') }
  // Base64 is a third longer than what it holds.
  if ((event.body ?? '').length > (LARGEST * 4) / 3)
    return { answer: refused(413, 'TOO_LARGE', '请求体最多 128 KB，请分几次。') }
  if (key.length < SHORTEST_KEY)
    return { answer: refused(403, 'NOT_SET_UP', '没有设置 ORDER_KEY，或它不到 32 个字符。') }
  const body = bodyOf(event)
  const time = header(event, 'x-jiepai-time') ?? ''
  const given = Buffer.from(header(event, 'x-jiepai-sign') ?? '', 'hex')
  const sign = createHmac('sha256', key).update(`${time}\n${body}`).digest()
  // Compared first, so that the answer about the time is only for who holds the key.
  if (given.length !== sign.length || !timingSafeEqual(given, sign)) {
    return {
      answer: refused(403, 'REFUSED_SIGN', '签名不对：HMAC-SHA-256(ORDER_KEY, 时间 + 换行 + 请求体)，十六进制。'),
    }
  }
  if (!/^\d{10}$/.test(time) || Math.abs(Number(time) * 1000 - now) > MOST_AWAY * 1000) {
    return { answer: refused(403, 'REFUSED_TIME', '时间差超过 5 分钟：x-jiepai-time 是秒，请校准时钟后重新签名。') }
  }
  return { body }
}

export function orderAnswer(statusCode: number, data: object, code: string): OrderCallAnswer {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }
  return { statusCode, headers, body: JSON.stringify(data), isBase64Encoded: false, code }
}

function refused(statusCode: number, code: string, message: string): OrderCallAnswer {
  return orderAnswer(statusCode, { code, message }, code)
}
