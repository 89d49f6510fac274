import type { Context } from '../../src/context'
import { takeWecomEvent } from '../../src/features/delivery/newcomers'
import { readVerdict, takeVerdict } from '../../src/features/post/verdict'
import { machineNow } from '../../src/kernel/clock'
import { type HttpAnswer, isHttpEvent } from '../platform/http'
import { randomToken } from '../platform/identity'
import { logInvocation } from '../platform/log'
import { openMp } from '../platform/mpOfEnv'
import { openDatabase, openPhotos, openSecurity, wxContext } from '../platform/sdk'
import { readSettings } from '../platform/settings'
import { wxStore } from '../platform/store'
import { isMediaCheckEvent, type MediaCheckEvent, takeMediaEvent, whyNotPush } from '../platform/weappPush'
import { answerWecomCallback, type CallbackAnswer } from '../platform/wecomCallback'
import type { WecomEvent } from '../platform/wecomEvent'
import { openWecom } from '../platform/wecomOfEnv'
import { openWxa } from '../platform/wxa'

/**
 * What the platforms tell us. Callbacks of 企业微信 are reachable by anyone over HTTP, so the signature is checked before anything
 * else; the mini-program's message push comes as an event of the cloud itself.
 */
export async function main(event: unknown): Promise<HttpAnswer | 'success'> {
  return isMediaCheckEvent(event) ? takePush(event) : takeCallback(event)
}

/** WeChat only wants to hear `success`; a failure is thrown, and what was stored by then is finished by the post's due item. */
async function takePush(event: MediaCheckEvent): Promise<'success'> {
  const started = performance.now()
  const meter = { calls: 0 }
  const store = wxStore(openDatabase(), meter)
  const now = machineNow()
  const refused = whyNotPush(event, wxContext())
  const code = refused
    ? `FORGED_${refused}`
    : await takeMediaEvent(event, store, now, async (stored) => {
        const verdict = readVerdict(stored)
        return verdict && takeVerdict(store, verdict, now)
      })
  const ms = Math.round(performance.now() - started)
  logInvocation({ function: 'inbound', method: event.Event, requestId: randomToken(), wire: meter.calls, ms, code })
  return 'success'
}

/** A failure is answered 500, so that the platform tries again; what was stored by then is known then. */
async function takeCallback(event: unknown): Promise<HttpAnswer> {
  const started = performance.now()
  const requestId = randomToken()
  const meter = { calls: 0 }
  const { code, fault, ...answer } = await answerCallback(event, requestId, meter)
  logInvocation({
    function: 'inbound',
    method: isHttpEvent(event) ? event.httpMethod : null,
    requestId,
    wire: meter.calls,
    ms: Math.round(performance.now() - started),
    code,
    fault,
  })
  return answer
}

async function answerCallback(
  event: unknown,
  requestId: string,
  meter: { calls: number },
): Promise<CallbackAnswer & { fault?: unknown }> {
  const failed = { headers: {}, body: '', isBase64Encoded: false as const }
  if (!isHttpEvent(event)) return { ...failed, statusCode: 400, code: 'NOT_HTTP' }
  try {
    const context = contextOf(requestId, meter)
    const take = (read: WecomEvent) => takeWecomEvent(context, read)
    return await answerWecomCallback(event, callbackKeys(), context.store, context.now, take)
  } catch (fault) {
    return { ...failed, statusCode: 500, code: 'INTERNAL', fault }
  }
}

function contextOf(requestId: string, meter: { calls: number }): Context {
  const now = machineNow()
  return {
    now,
    requestId,
    store: wxStore(openDatabase(), meter),
    wecom: openWecom(now),
    mp: openMp(now),
    wxa: openWxa(),
    security: openSecurity(),
    photos: openPhotos(),
    caller: { kind: 'anyone' },
    token: randomToken,
    settings: readSettings(process.env),
  }
}

function callbackKeys() {
  return {
    token: process.env.WECOM_CALLBACK_TOKEN ?? '',
    encodingAesKey: process.env.WECOM_CALLBACK_AES_KEY ?? '',
    corpid: process.env.WECOM_CORPID ?? '',
  }
}
