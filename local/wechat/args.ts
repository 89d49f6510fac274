import { Refusal } from './refusal'

export type Body = Record<string, unknown>

export function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A required text, or the refusal 40058 as the platform answers a missing or wrong parameter. */
export function text(body: Body, field: string): string {
  const value = body[field]
  if (typeof value === 'string' && value !== '') return value
  throw new Refusal(40058, value === undefined ? `missing field ${field}` : `field ${field} unexpected value`)
}

/** An optional text: missing is undefined, any other type is 40058. An empty text counts as missing. */
export function optionalText(body: Body, field: string): string | undefined {
  const value = body[field]
  if (value === undefined || value === '') return undefined
  if (typeof value === 'string') return value
  throw new Refusal(40058, `field ${field} expects string`)
}

export function optionalNumber(body: Body, field: string): number | undefined {
  const value = body[field]
  if (value === undefined) return undefined
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new Refusal(40058, `field ${field} expects number`)
}

export function textList(body: Body, field: string): string[] | undefined {
  const value = body[field]
  if (value === undefined) return undefined
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
  throw new Refusal(40058, `field ${field} expects string array`)
}

/** UTF-8 length, the unit of most WeCom limits. */
export function byteLength(value: string): number {
  return Buffer.byteLength(value, 'utf8')
}

/** One page of a list by an opaque cursor; `max` is the largest limit the call takes, above it 40058. */
export function pageOf<T>(
  items: T[],
  body: Body,
  limits: { max: number; usual: number },
): { rows: T[]; cursor: string } {
  const limit = optionalNumber(body, 'limit') ?? limits.usual
  if (limit < 1 || limit > limits.max) throw new Refusal(40058, 'field limit out of range')
  const cursor = optionalText(body, 'cursor')
  const start = cursor === undefined ? 0 : Number.parseInt(Buffer.from(cursor, 'base64url').toString(), 10)
  if (!Number.isInteger(start) || start < 0) throw new Refusal(40058, 'invalid cursor')
  const end = start + limit
  return {
    rows: items.slice(start, end),
    cursor: end < items.length ? Buffer.from(String(end)).toString('base64url') : '',
  }
}
