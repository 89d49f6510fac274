import { machineNow } from '../../src/kernel/clock'
import { type HttpAnswer, isHttpEvent } from '../platform/http'
import { randomToken } from '../platform/identity'
import { logInvocation } from '../platform/log'
import { openDatabase } from '../platform/sdk'
import { wxStore } from '../platform/store'
import { answerWecomCallback } from '../platform/wecomCallback'

/** Callbacks of 企业微信: reachable by anyone over HTTP, so the signature is checked before anything else. */
export async function main(event: unknown): Promise<HttpAnswer> {
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
