import { machineNow } from '../../src/kernel/clock'
import { type HttpAnswer, type HttpEvent, isHttpEvent } from '../platform/http'
import { randomToken } from '../platform/identity'
import { logInvocation } from '../platform/log'
import { mpAnswer, readMpCallback } from '../platform/mpCallback'
import { orderAnswer, readOrderCall } from '../platform/orderCall'
import { isPushEvent } from '../platform/weappPush'
import { type CallbackAnswer, plain, readWecomCallback } from '../platform/wecomCallback'
import { readEvent } from '../platform/wecomEvent'
import type { Call } from './taking'

/**
 * What the platforms tell us. Callbacks of 企业微信 and 公众号 are reachable by anyone over HTTP, so the signature is checked before
 * anything else is even loaded; the mini-program's message push comes as an event of the cloud itself.
 */
export async function main(event: unknown): Promise<HttpAnswer | 'success'> {
  const started = performance.now()
  const call: Call = { now: machineNow(), requestId: randomToken(), meter: { calls: 0 } }
  const log = (method: string | null, code: string, fault?: unknown) => {
    const ms = Math.round(performance.now() - started)
    logInvocation({ function: 'inbound', method, requestId: call.requestId, wire: call.meter.calls, ms, code, fault })
  }
  if (isPushEvent(event)) {
    // WeChat only wants to hear `success`; a failure is thrown, and what was stored by then is on the due list.
    const { takePushEvent } = await import('./taking')
    log(event.Event.slice(0, 60), await takePushEvent(event, call))
    return 'success'
  }
  const { code, fault, ...answer } = await answerCallback(event, call)
  log(isHttpEvent(event) ? `${event.httpMethod} ${doorOf(event)}` : null, code, fault)
  return answer
}

/** A failure is answered 500, so that the platform tries again; what was stored by then is known then. */
async function answerCallback(event: unknown, call: Call): Promise<CallbackAnswer & { fault?: unknown }> {
  if (!isHttpEvent(event)) return plain(400, '', 'NOT_HTTP')
  try {
    const door = doorOf(event)
    if (door === 'orders') return await answerOrders(event, call)
    return await (door === 'mp' ? answerMp(event, call) : answerWecom(event, call))
  } catch (fault) {
    return { ...plain(500, '', 'INTERNAL'), fault }
  }
}

/** Three addresses of one function: `…/inbound` is that of 企业微信, `…/inbound/mp` that of 公众号, `…/inbound/orders` that of the shop's orders. */
function doorOf({ path }: HttpEvent): 'wecom' | 'mp' | 'orders' {
  const [, door] = /\/(mp|orders)\/?$/.exec(path ?? '') ?? []
  return door === 'mp' || door === 'orders' ? door : 'wecom'
}

/** Orders of the brand's own system. */
async function answerOrders(event: HttpEvent, call: Call): Promise<CallbackAnswer> {
  const read = readOrderCall(event, process.env.ORDER_KEY ?? '', call.now)
  if ('answer' in read) return read.answer
  const { takeOrders } = await import('./taking')
  const answer = await takeOrders(read.body, call)
  return 'results' in answer ? orderAnswer(200, answer, 'OK') : orderAnswer(400, answer, answer.code)
}

async function answerWecom(event: HttpEvent, call: Call): Promise<CallbackAnswer> {
  const keys = {
    token: process.env.WECOM_CALLBACK_TOKEN ?? '',
    encodingAesKey: process.env.WECOM_CALLBACK_AES_KEY ?? '',
    corpid: process.env.WECOM_CORPID ?? '',
  }
  const read = readWecomCallback(event, keys, call.now)
  if ('answer' in read) return read.answer
  const { takeArrival } = await import('./taking')
  const { code } = await takeArrival({ ...read.event, source: 'wecom', kind: kindOf(read.event.raw) }, call)
  return plain(code === 'AGAIN' ? 503 : 200, '', code)
}

async function answerMp(event: HttpEvent, call: Call): Promise<CallbackAnswer> {
  const keys = {
    token: process.env.MP_CALLBACK_TOKEN ?? '',
    encodingAesKey: process.env.MP_CALLBACK_AES_KEY ?? '',
    appid: process.env.MP_APPID ?? '',
  }
  const read = readMpCallback(event, keys, call.now)
  if ('answer' in read) return read.answer
  const { takeArrival } = await import('./taking')
  const { code, reply } = await takeArrival({ ...read.event, source: 'mp', kind: kindOf(read.event.raw) }, call)
  return mpAnswer(reply, read.event.raw, keys, call.now, code)
}

/** What the list of received events calls it: the event and its change, or the type of a message. */
function kindOf(raw: string): string {
  const { MsgType = '', Event = '', ChangeType = '' } = readEvent(raw)?.fields ?? {}
  return [Event === '' ? MsgType : Event, ChangeType]
    .filter((part) => part !== '')
    .join('.')
    .slice(0, 60)
}
