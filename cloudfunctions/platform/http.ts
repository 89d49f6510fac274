import { refuse } from '../../src/kernel/errors'
import type { RpcAnswer } from '../../src/kernel/rpc'

/** HTTP access of CloudBase in its integrated form (docs.cloudbase.net/service/access-cloud-function). */
export interface HttpEvent {
  httpMethod: string
  path: string
  headers: Record<string, string>
  queryStringParameters?: Record<string, string>
  body?: string
  /** Binary and unknown content types arrive base64; XML included. */
  isBase64Encoded?: boolean
}

export interface HttpAnswer {
  statusCode: number
  headers: Record<string, string>
  body: string
  isBase64Encoded: false
}

/** The platform's own limit is 6 MB; a SOP table of thousands of rows stays well below one. */
const MAX_BODY = 1_000_000

export function isHttpEvent(event: unknown): event is HttpEvent {
  return typeof event === 'object' && event !== null && 'httpMethod' in event && 'headers' in event
}

/** Header names come in any case. */
export function header(event: HttpEvent, name: string): string | undefined {
  for (const [key, value] of Object.entries(event.headers ?? {})) if (key.toLowerCase() === name) return value
  return undefined
}

export function bodyOf(event: HttpEvent): string {
  return event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString('utf8') : (event.body ?? '')
}

/** The rpc request in a POST. What cannot be read becomes a request without a method, which is refused calmly. */
export function readHttp(event: HttpEvent): { method?: unknown; input?: unknown; authorization?: string } {
  const authorization = header(event, 'authorization')
  const body = bodyOf(event)
  if (body.length > MAX_BODY) return { method: undefined, authorization }
  try {
    const parsed: unknown = JSON.parse(body)
    if (typeof parsed === 'object' && parsed !== null) {
      const { method, input } = parsed as { method?: unknown; input?: unknown }
      return { method, input, authorization }
    }
  } catch {
    // Broken JSON: the empty method below is refused with a sentence.
  }
  return { authorization }
}

export function httpAnswer(answer: RpcAnswer): HttpAnswer {
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(answer),
    isBase64Encoded: false,
  }
}

/** The Bearer token of an Authorization header. */
export function bearer(authorization: string | undefined): string {
  const match = /^Bearer ([0-9a-f]{32})$/.exec(authorization ?? '')
  return match?.[1] ?? refuse('UNAUTHENTICATED', '请先登录。')
}
