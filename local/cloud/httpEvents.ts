import type { IncomingHttpHeaders } from 'node:http'

/** The event of an HTTP access call, as the cloud's integrated request form has it. */
export interface HttpEvent {
  readonly path: string
  readonly httpMethod: string
  readonly headers: Record<string, string>
  readonly queryStringParameters: Record<string, string>
  readonly requestContext: {
    readonly requestId: string
    readonly envId: string
    readonly appId: string
    readonly uin: string
  }
  readonly body: string
  readonly isBase64Encoded: boolean
}

export interface HttpAnswer {
  readonly statusCode: number
  readonly headers: Record<string, string>
  readonly body: Buffer
}

const TEXT = /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded|.+\+(json|xml)))/i
/** XML reaches functions as base64, although it is text. */
const BINARY_TEXT = /xml/i

/** Builds the event. Text bodies stay text; everything else, and a body of an unnamed type, is base64. */
export function httpEvent(
  request: { method: string; headers: IncomingHttpHeaders; body: Buffer; path: string; query: URLSearchParams },
  requestId: string,
): HttpEvent {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  )
  const type = headers['content-type'] ?? ''
  const text = request.body.length === 0 || (TEXT.test(type) && !BINARY_TEXT.test(type))
  return {
    path: request.path,
    httpMethod: request.method,
    headers,
    queryStringParameters: Object.fromEntries(request.query),
    requestContext: { requestId, envId: 'local', appId: 'local', uin: 'local' },
    body: text ? request.body.toString('utf8') : request.body.toString('base64'),
    isBase64Encoded: !text,
  }
}

/** Reads what a function returned: an integrated response, or a bare value (a string as text, the rest as JSON). */
export function httpAnswer(result: unknown): HttpAnswer {
  if (isIntegrated(result)) {
    const body =
      result.body === undefined ? '' : typeof result.body === 'string' ? result.body : JSON.stringify(result.body)
    const headers = Object.fromEntries(
      Object.entries(result.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    )
    return {
      statusCode: result.statusCode,
      headers,
      body: Buffer.from(body, result.isBase64Encoded === true ? 'base64' : 'utf8'),
    }
  }
  const text = typeof result === 'string'
  return {
    statusCode: 200,
    headers: { 'content-type': text ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8' },
    body: Buffer.from(text ? result : JSON.stringify(result)),
  }
}

function isIntegrated(
  result: unknown,
): result is { statusCode: number; headers?: Record<string, unknown>; body?: unknown; isBase64Encoded?: boolean } {
  return (
    typeof result === 'object' && result !== null && 'statusCode' in result && typeof result.statusCode === 'number'
  )
}
