import { createHash } from 'node:crypto'

/**
 * Message push of the mini-program as a cloud function gets it (console: 云开发 → 设置 → 消息推送 → 云函数): the event is plain JSON,
 * decrypted by the platform. Whatever has this shape is one; what it is good for is decided later.
 */
export interface PushEvent extends Record<string, unknown> {
  MsgType: 'event'
  Event: string
}

export function isPushEvent(event: unknown): event is PushEvent {
  if (typeof event !== 'object' || event === null) return false
  return 'MsgType' in event && event.MsgType === 'event' && 'Event' in event && typeof event.Event === 'string'
}

const MEDIA_CHECK = 'wxa_media_check'

/** Where the stored event of a picture stands; the platform's repeats are one. */
export function mediaEventId(traceId: string): string {
  return `weapp:${MEDIA_CHECK}:${traceId}`
}

/** Where any other event stands: under the digest of itself. */
export function pushEventId(event: PushEvent): string {
  return `weapp:${createHash('sha256').update(JSON.stringify(event)).digest('hex').slice(0, 32)}`
}

/**
 * A person's phone can call any function with any event. The platform names the direct caller last in `SOURCE`; what comes from a
 * client, a browser or another function is no message push.
 */
const NO_PUSH = new Set(['wx_client', 'wx_devtools', 'wx_http', 'wx_trigger', 'wx_localdebug', 'wx_crawler', 'scf'])

/** Why an event is not believed, or null. */
export function whyNotPush(event: PushEvent, wx: { SOURCE?: string; APPID?: string }): 'SOURCE' | 'APPID' | null {
  const direct =
    String(wx.SOURCE ?? '')
      .split(',')
      .at(-1) ?? ''
  if (NO_PUSH.has(direct)) return 'SOURCE'
  return typeof event.appid === 'string' && wx.APPID !== undefined && event.appid !== wx.APPID ? 'APPID' : null
}

/** Characters of a stored event; what the models said in detail is not worth more. */
const LONGEST = 8000

/**
 * An event as it is stored: key and text, without what names a person.
 *
 * @param clean takes the openid out
 * @returns null when it cannot be kept: too long, or a verdict without the id it is about
 */
export function pushToStore(
  event: PushEvent,
  clean: (event: Record<string, unknown>) => Record<string, unknown>,
): { _id: string; kind: string; raw: string } | null {
  const kind = event.Event.slice(0, 60)
  if (kind === MEDIA_CHECK) {
    const traceId = typeof event.trace_id === 'string' ? event.trace_id : ''
    if (!/^[\x21-\x7e]{1,128}$/.test(traceId)) return null
    // Its trace id is a secret of WeChat and us, and nobody else is named.
    const { appid, trace_id, version, errcode, errmsg, result, detail, CreateTime } = event
    const kept = { Event: kind, appid, trace_id, version, errcode, errmsg, result, detail, CreateTime }
    const whole = JSON.stringify(kept)
    const raw = whole.length <= LONGEST ? whole : JSON.stringify({ ...kept, detail: undefined })
    return { _id: mediaEventId(traceId), kind, raw }
  }
  const raw = JSON.stringify(clean(event))
  return raw.length > LONGEST ? null : { _id: pushEventId(event), kind, raw }
}
