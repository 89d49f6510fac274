import type { ServerResponse } from 'node:http'

/** Answers with JSON. */
export function respondJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...headers,
  })
  response.end(text)
}

/** Answers a refusal: `{ok:false, code, message}`, the message in Chinese because people read it. */
export function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  respondJson(response, status, { ok: false, code, message })
}
