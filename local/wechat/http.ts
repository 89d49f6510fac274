import type { IncomingMessage, ServerResponse } from 'node:http'

/** A file of 20 MB and what surrounds it. */
const MAX_BODY = 21 * 1024 * 1024

/** Reads a request's body; undefined when it is larger than any call of the platform takes. */
export async function readBody(req: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    size += bytes.length
    if (size <= MAX_BODY) chunks.push(bytes)
  }
  return size > MAX_BODY ? undefined : Buffer.concat(chunks)
}

/** The parsed body; an empty one is `{}`; undefined when it is not a JSON object. */
export function parseObject(raw: Buffer): Record<string, unknown> | undefined {
  if (raw.length === 0) return {}
  try {
    const value: unknown = JSON.parse(raw.toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
    return undefined
  } catch {
    return undefined
  }
}

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  res.end(JSON.stringify(body))
}

export function sendBytes(res: ServerResponse, contentType: string, bytes: Buffer, cache: string): void {
  res.writeHead(200, { 'content-type': contentType, 'cache-control': cache, 'x-content-type-options': 'nosniff' })
  res.end(bytes)
}
