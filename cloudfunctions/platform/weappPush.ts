import type { Store } from '../../src/kernel/store'
import './wecomCallback'

/**
 * Message push of the mini-program as a cloud function gets it (console: 云开发 → 设置 → 消息推送 → 云函数): the event is plain JSON,
 * decrypted by the platform. Only `wxa_media_check` is sent here.
 */
export interface MediaCheckEvent extends Record<string, unknown> {
  MsgType: 'event'
  Event: 'wxa_media_check'
}

export function isMediaCheckEvent(event: unknown): event is MediaCheckEvent {
  if (typeof event !== 'object' || event === null) return false
  return 'MsgType' in event && event.MsgType === 'event' && 'Event' in event && event.Event === 'wxa_media_check'
}

/** Where the stored event of a picture stands; the platform's repeats are one. */
export function mediaEventId(traceId: string): string {
  return `weapp:wxa_media_check:${traceId}`
}

/**
 * A person's phone can call any function with any event. The platform names the direct caller last in `SOURCE`; what comes from a
 * client, a browser or another function is no message push.
 */
const NO_PUSH = new Set(['wx_client', 'wx_devtools', 'wx_http', 'wx_trigger', 'wx_localdebug', 'wx_crawler', 'scf'])

/** Why an event is not believed, or null. Its trace id is a secret of WeChat and us, so a forger would have to guess one. */
export function whyNotPush(event: MediaCheckEvent, wx: { SOURCE?: string; APPID?: string }): 'SOURCE' | 'APPID' | null {
  const direct =
    String(wx.SOURCE ?? '')
      .split(',')
      .at(-1) ?? ''
  if (NO_PUSH.has(direct)) return 'SOURCE'
  return typeof event.appid === 'string' && wx.APPID !== undefined && event.appid !== wx.APPID ? 'APPID' : null
}

/** Characters of a stored event; what the models said in detail is not worth more. */
const LONGEST = 8000

type Outcome = 'taken' | 'known' | 'unknown'
const IGNORED: Record<Exclude<Outcome, 'taken'>, string> = {
  known: 'this picture has its verdict already, or its post is gone',
  unknown: 'no post waits for this trace id',
}

/**
 * Stores the event raw, lets it take hold, notes what became of it. The first one under a trace id counts; whoever dies after
 * storing it leaves it to the post's own due item.
 *
 * @param handle reads the verdict and applies it
 */
export async function takeMediaEvent(
  event: MediaCheckEvent,
  store: Store,
  now: number,
  handle: (event: Record<string, unknown>) => Promise<Outcome | null>,
): Promise<string> {
  const traceId = typeof event.trace_id === 'string' ? event.trace_id : ''
  if (!/^[\x21-\x7e]{1,128}$/.test(traceId)) return 'BAD_EVENT'
  const { appid, trace_id, version, errcode, errmsg, result, detail, CreateTime } = event
  // Without FromUserName: an openid is never stored.
  const kept = { appid, trace_id, version, errcode, errmsg, result, detail, CreateTime }
  const _id = mediaEventId(traceId)
  const whole = JSON.stringify(kept)
  const raw = whole.length <= LONGEST ? whole : JSON.stringify({ ...kept, detail: undefined })
  const stored = await store.insert('inbound_events', {
    _id,
    schema: 1,
    source: 'weapp',
    raw,
    state: 'waiting',
    at: now,
  })
  const first = stored === 'inserted' ? raw : (await store.get('inbound_events', _id))?.raw
  const outcome = (await handle(JSON.parse(first ?? raw))) ?? 'unknown'
  const waiting = { _id, state: 'waiting' as const }
  if (outcome === 'taken') await store.update('inbound_events', waiting, { state: 'done' })
  else await store.update('inbound_events', waiting, { state: 'ignored', reason: IGNORED[outcome] })
  return outcome.toUpperCase()
}
