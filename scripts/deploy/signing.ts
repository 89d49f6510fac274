import { createHash, createHmac } from 'node:crypto'

/** A pair of keys of a Tencent Cloud account, or of a sub-user of it. Never written anywhere. */
export interface Keys {
  readonly secretId: string
  readonly secretKey: string
  /** Of temporary keys alone. */
  readonly token?: string | undefined
}

export interface SignedCall {
  readonly service: string
  readonly host: string
  readonly action: string
  /** Exactly as it goes over the wire. */
  readonly body: string
  /** Seconds since 1970. */
  readonly timestamp: number
}

export const JSON_TYPE = 'application/json; charset=utf-8'

/** The Authorization header of a POST to the Tencent Cloud API 3.0 (TC3-HMAC-SHA256). */
export function tc3Authorization(keys: Keys, { service, host, action, body, timestamp }: SignedCall): string {
  const day = new Date(timestamp * 1000).toISOString().slice(0, 10)
  const scope = `${day}/${service}/tc3_request`
  const signed = 'content-type;host;x-tc-action'
  const headers = `content-type:${JSON_TYPE}\nhost:${host}\nx-tc-action:${action.toLowerCase()}\n`
  const canonical = ['POST', '/', '', headers, signed, sha256(body)].join('\n')
  const text = ['TC3-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n')
  const key = hmac(hmac(hmac(`TC3${keys.secretKey}`, day), service), 'tc3_request')
  const signature = hmac(key, text).toString('hex')
  return `TC3-HMAC-SHA256 Credential=${keys.secretId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`
}

export interface SignedObject {
  readonly method: 'GET' | 'PUT'
  readonly host: string
  /** Path of the object, not encoded, beginning with `/`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  /** Seconds since 1970, from and to. */
  readonly span: string
}

/** The Authorization header of COS, where the files of static hosting live (q-sign-algorithm=sha1). */
export function cosAuthorization(keys: Keys, { method, host, path, query = {}, span }: SignedObject): string {
  const names = Object.keys(query).sort()
  const pairs = names.map((name) => `${encode(name.toLowerCase())}=${encode(query[name] ?? '')}`).join('&')
  const text = [method.toLowerCase(), path, pairs, `host=${encode(host)}`, ''].join('\n')
  const key = sha1Hmac(keys.secretKey, span)
  const signature = sha1Hmac(key, ['sha1', span, createHash('sha1').update(text).digest('hex'), ''].join('\n'))
  return [
    'q-sign-algorithm=sha1',
    `q-ak=${keys.secretId}`,
    `q-sign-time=${span}`,
    `q-key-time=${span}`,
    'q-header-list=host',
    `q-url-param-list=${names.map((name) => name.toLowerCase()).join(';')}`,
    `q-signature=${signature}`,
  ].join('&')
}

/** RFC 3986: stricter than encodeURIComponent, as COS wants it. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function sha1Hmac(key: string, text: string): string {
  return createHmac('sha1', key).update(text).digest('hex')
}
