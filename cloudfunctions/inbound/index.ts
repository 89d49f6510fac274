import { readVerdict, takeVerdict } from '../../src/features/post/verdict'
import { machineNow } from '../../src/kernel/clock'
import { type HttpAnswer, isHttpEvent } from '../platform/http'
import { randomToken } from '../platform/identity'
import { logInvocation } from '../platform/log'
import { openDatabase, wxContext } from '../platform/sdk'
import { wxStore } from '../platform/store'
import { isMediaCheckEvent, type MediaCheckEvent, takeMediaEvent, whyNotPush } from '../platform/weappPush'
import { answerWecomCallback } from '../platform/wecomCallback'

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

async function takeCallback(event: unknown): Promise<HttpAnswer> {
  const started = performance.now()
  const requestId = randomToken()
  const meter = { calls: 0 }
  const answer = isHttpEvent(event)
    ? await answerWecomCallback(event, callbackKeys(), wxStore(openDatabase(), meter), machineNow())
    : { statusCode: 400, headers: {}, body: '', isBase64Encoded: false as const }
  logInvocation({
    function: 'inbound',
    method: isHttpEvent(event) ? event.httpMethod : null,
    requestId,
    wire: meter.calls,
    ms: Math.round(performance.now() - started),
    code: String(answer.statusCode),
  })
  return answer
}

function callbackKeys() {
  return {
    token: process.env.WECOM_CALLBACK_TOKEN ?? '',
    encodingAesKey: process.env.WECOM_CALLBACK_AES_KEY ?? '',
    corpid: process.env.WECOM_CORPID ?? '',
  }
}
