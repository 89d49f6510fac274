import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'

/**
 * WXBizMsgCrypt: how 公众号 and 企业微信 sign and encrypt callbacks (WD/90968). AES-256-CBC, IV = first half of the key,
 * PKCS#7 with blocks of 32 bytes, plain text = 16 random bytes | length (4 bytes, big-endian) | message | receiver id.
 */
export class CallbackRefused extends Error {
  override readonly name = 'CallbackRefused'
}

/** `sha1(sort([token, timestamp, nonce, encrypted]).join(''))`, hex. */
export function callbackSignature(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex')
}

/** @throws CallbackRefused when the signature is not ours; compared in constant time. */
export function verifyCallback(
  signature: string,
  parts: { token: string; timestamp: string; nonce: string; encrypted: string },
): void {
  refuseUnequal(signature, callbackSignature(parts.token, parts.timestamp, parts.nonce, parts.encrypted))
}

/** The signature of 公众号 over time and nonce alone, `sha1(sort([token, timestamp, nonce]).join(''))`: says nothing about a body. */
export function verifyUrl(signature: string, parts: { token: string; timestamp: string; nonce: string }): void {
  const { token, timestamp, nonce } = parts
  const sorted = [token, timestamp, nonce].sort().join('')
  refuseUnequal(signature, createHash('sha1').update(sorted).digest('hex'))
}

function refuseUnequal(signature: string, right: string): void {
  const [given, expected] = [Buffer.from(signature), Buffer.from(right)]
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new CallbackRefused('signature')
}

/**
 * Opens an encrypted message.
 *
 * @param key43 EncodingAESKey, 43 characters
 * @param receiver whom it must be for (corpid, or AppID); another receiver's message is refused
 */
export function openCallback(key43: string, encrypted: string, receiver: string): string {
  if (key43.length !== 43) throw new CallbackRefused('key length')
  const key = Buffer.from(`${key43}=`, 'base64')
  const bytes = decrypt(key, encrypted)
  const pad = bytes[bytes.length - 1] ?? 0
  if (pad < 1 || pad > 32 || bytes.length - pad < 20) throw new CallbackRefused('padding')
  const body = bytes.subarray(0, bytes.length - pad)
  const end = 20 + body.readUInt32BE(16)
  if (end > body.length) throw new CallbackRefused('length')
  if (body.subarray(end).toString() !== receiver) throw new CallbackRefused('receiver')
  return body.subarray(20, end).toString()
}

function decrypt(key: Buffer, encrypted: string): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
    return Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()])
  } catch {
    throw new CallbackRefused('cipher')
  }
}
