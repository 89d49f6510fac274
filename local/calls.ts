import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from './cloud/body'
import type { Cloud } from './cloud/cloud'
import { type Answer, APP_ID } from './cloud/functions'
import { httpAnswer, httpEvent } from './cloud/httpEvents'
import { refuse, respondJson } from './respond'

/** Bytes of a call's body: what a client may send to a function. */
const MAX_CALL = 1024 * 1024
/** Characters of what `callFunction` gives a client (-604001: 1 MB). */
const MAX_RESULT = 1024 * 1024
/** Bytes of a callback's body (SCF: 6 MB for a synchronous request). */
const MAX_HTTP = 6 * 1024 * 1024
/** Functions that clients may call; timers and callbacks have their own doors. */
export const CALLABLE = new Set(['member', 'staff'])

/**
 * `POST /call/<function>`: with `x-wx-openid` as `wx.cloud.callFunction` of that person, without it as a request to the
 * HTTP access service. The person's unionid is what the simulated WeChat knows, or `x-wx-unionid`. Answers the function's own JSON; `x-wire-calls` counts the SDK calls it took.
 */
export async function handleCall(
  cloud: Cloud,
  callable: ReadonlySet<string> | 'all',
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  unionidOf: (openid: string) => string | undefined,
): Promise<void> {
  const allowed = callable === 'all' || callable.has(name)
  if (!allowed || !cloud.functions.has(name))
    return refuse(response, 404, 'UNKNOWN_FUNCTION', `没有可以调用的函数 ${name}，请检查地址`)
  if (request.method !== 'POST') return refuse(response, 405, 'METHOD_NOT_ALLOWED', '请用 POST 调用')
  const body = await readBody(request, MAX_CALL)
  if (body === undefined) return refuse(response, 413, 'BODY_TOO_LARGE', '请求内容超过 1 MB，请减少后重试')
  const data = parseCall(body)
  if (data === undefined) return refuse(response, 400, 'BAD_JSON', '请求内容不是有效的 JSON 对象，请检查后重试')
  const openid = request.headers['x-wx-openid']
  const person = typeof openid === 'string' && openid !== '' ? openid : undefined
  // A bearer token travels in a header, which only the HTTP access service passes on.
  if (person !== undefined && request.headers.authorization === undefined) {
    // The platform adds the identity to the event too, where no function should look for it.
    const event = { ...data, userInfo: { openId: person, appId: APP_ID } }
    const asked = request.headers['x-wx-unionid']
    const unionid = typeof asked === 'string' ? asked : unionidOf(person)
    const known = unionid === undefined || unionid === '' ? {} : { unionid }
    return answerCall(response, await cloud.invoke(name, event, { openid: person, ...known, source: 'wx_client' }))
  }
  const { headers } = request
  const event = httpEvent({ method: 'POST', headers, body, path: '/', query: new URLSearchParams() }, randomUUID())
  answerHttp(response, await cloud.invoke(name, event, { source: 'wx_http' }))
}

/** `* /http/<function>/…`: the HTTP access service, for callbacks. The path of the event begins after the function. */
export async function handleHttp(
  cloud: Cloud,
  name: string,
  path: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!cloud.functions.has(name)) return refuse(response, 404, 'UNKNOWN_FUNCTION', `没有函数 ${name}，请检查地址`)
  const body = await readBody(request, MAX_HTTP)
  if (body === undefined) return refuse(response, 413, 'BODY_TOO_LARGE', '请求内容超过 6 MB，请减少后重试')
  const method = request.method ?? 'GET'
  const event = httpEvent({ method, headers: request.headers, body, path, query: url.searchParams }, randomUUID())
  answerHttp(response, await cloud.invoke(name, event, { source: 'wx_http' }))
}

/** The answer of `callFunction`: what the handler returned. */
function answerCall(response: ServerResponse, answer: Answer): void {
  const { outcome } = answer
  if (!outcome.ok) answerFailure(response, answer)
  else if (JSON.stringify(outcome.result).length <= MAX_RESULT)
    respondJson(response, 200, outcome.result, counted(answer))
  else refuse(response, 500, 'RESULT_TOO_LARGE', '结果超过 1 MB，请缩小查询范围后重试')
}

/** The answer of the HTTP access service. */
function answerHttp(response: ServerResponse, answer: Answer): void {
  if (!answer.outcome.ok) {
    answerFailure(response, answer)
    return
  }
  const { statusCode, headers, body } = httpAnswer(answer.outcome.result)
  response.writeHead(statusCode, {
    ...headers,
    'content-length': body.length,
    ...counted(answer),
  })
  response.end(body)
}

function answerFailure(response: ServerResponse, answer: Answer): void {
  const message = '服务暂时没有完成这次操作，请稍后再试'
  respondJson(response, 500, { ok: false, code: 'INTERNAL', message, requestId: answer.requestId }, counted(answer))
}

function counted({ calls, requestId }: Answer): Record<string, string> {
  return { 'x-wire-calls': String(calls.length), 'x-request-id': requestId }
}

function parseCall(body: Buffer): Record<string, unknown> | undefined {
  try {
    const data: unknown = JSON.parse(body.toString('utf8'))
    return data !== null && typeof data === 'object' && !Array.isArray(data)
      ? (data as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
