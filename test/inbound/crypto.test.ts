import assert from 'node:assert/strict'
import { createCipheriv } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { decrypt, encrypt as encryptBySecond, getSignature } from '@wecom/crypto'
import {
  CallbackRefused,
  callbackSignature,
  openCallback,
  verifyCallback,
} from '../../cloudfunctions/platform/callbackCrypto'
import { sealMessage } from '../../cloudfunctions/platform/mpCallback'
import { readWecomCallback } from '../../cloudfunctions/platform/wecomCallback'
import { sealCallback } from '../../local/wechat/callbacks'

interface Vector {
  id: string
  note: string
  token: string
  encodingAESKey?: string
  receiveid?: string
  timestamp: string
  nonce: string
  encrypt: string
  msg_signature: string
  plaintext?: string
  /** The 16 random bytes of the sample, as text or as hex. */
  random?: string
}

/** Published by the platforms or recomputed from their samples. */
const vectors: Vector[] = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8'))
const whole = vectors.filter((vector) => vector.encodingAESKey && vector.plaintext !== undefined)
const sample = whole[0] as Required<Vector>

for (const vector of vectors) {
  test(`signature of vector ${vector.id} is the published one`, () => {
    const { token, timestamp, nonce, encrypt } = vector
    if (vector.msg_signature) assert.equal(callbackSignature(token, timestamp, nonce, encrypt), vector.msg_signature)
    else assert.match(callbackSignature(token, timestamp, nonce, encrypt), /^[0-9a-f]{40}$/)
  })
}

for (const vector of whole) {
  test(`vector ${vector.id} opens to its plain text, and its plain text seals to the published words`, () => {
    const { encodingAESKey: key = '', receiveid = '', plaintext = '', encrypt, random = '' } = vector
    assert.equal(openCallback(key, encrypt, receiveid), plaintext)
    const bytes = Buffer.from(random, random.length === 16 ? 'latin1' : 'hex')
    assert.equal(seal(key, plaintext, receiveid, { random: bytes }), encrypt)
    assert.equal(sealMessage(key, plaintext, receiveid, bytes), encrypt)
  })

  test(`vector ${vector.id}: the platform’s own library is of the same opinion`, () => {
    const { encodingAESKey: key = '', receiveid = '', plaintext = '', encrypt, token, timestamp, nonce } = vector
    const { message, id } = decrypt(key, encrypt)
    assert.deepEqual([message, id], [plaintext, receiveid])
    assert.equal(getSignature(token, timestamp, nonce, encrypt), callbackSignature(token, timestamp, nonce, encrypt))
    const emoji = `<Content><![CDATA[${plaintext.length}😀 ]]&gt; 中文]]></Content>`
    assert.equal(openCallback(key, encryptBySecond(key, emoji, receiveid), receiveid), emoji)
  })
}

test('a flipped byte, another receiver, a key of another length and a wrong signature are refused', () => {
  const { encodingAESKey, encrypt, receiveid, token, timestamp, nonce } = sample
  const flipped = Buffer.from(encrypt, 'base64')
  flipped[flipped.length - 1] = (flipped[flipped.length - 1] ?? 0) ^ 0xff
  assert.throws(() => openCallback(encodingAESKey, flipped.toString('base64'), receiveid), CallbackRefused)
  assert.throws(() => openCallback(encodingAESKey, encrypt, 'wx0000000000000000'), /receiver/)
  assert.throws(() => openCallback(encodingAESKey.slice(1), encrypt, receiveid), /key length/)
  assert.throws(() => openCallback(encodingAESKey, encrypt.slice(4), receiveid), CallbackRefused)
  const forged = { token, timestamp, nonce, encrypted: `${encrypt}A` }
  assert.throws(() => verifyCallback(sample.msg_signature, forged), /signature/)
  assert.throws(() => verifyCallback('', { ...forged, encrypted: encrypt }), /signature/)
})

/** Encrypts as the platforms do: 16 random bytes, a length, a message, a receiver, PKCS#7 to 32; or with a wrong last byte. */
function seal(
  key43: string,
  message: string,
  receiver: string,
  { random = Buffer.alloc(16, 7), pad, length }: { random?: Buffer; pad?: number; length?: number } = {},
): string {
  const key = Buffer.from(`${key43}=`, 'base64')
  const size = Buffer.alloc(4)
  size.writeUInt32BE(length ?? Buffer.byteLength(message))
  const body = Buffer.concat([random, size, Buffer.from(message + receiver)])
  const rest = 32 - (body.length % 32)
  const filled = Buffer.concat([body, Buffer.alloc(rest, pad ?? rest)])
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(filled), cipher.final()]).toString('base64')
}

test('padding of 0, of 33 and more than the message is refused', () => {
  const { encodingAESKey, receiveid } = sample
  for (const pad of [0, 33, 255]) {
    assert.throws(
      () => openCallback(encodingAESKey, seal(encodingAESKey, 'hello', receiveid, { pad }), receiveid),
      /padding/,
    )
  }
})

test('a message that claims to be longer than it is, and what is no message at all, are refused', () => {
  const { encodingAESKey, receiveid } = sample
  for (const length of [1000, 0xff_ff_ff_ff]) {
    const lying = seal(encodingAESKey, 'hello', receiveid, { length })
    assert.throws(() => openCallback(encodingAESKey, lying, receiveid), /length/)
  }
  for (const encrypted of ['', 'A', '====', '<xml>', 'QUJD', 'A'.repeat(10_000)]) {
    assert.throws(() => openCallback(encodingAESKey, encrypted, receiveid), CallbackRefused, encrypted.slice(0, 10))
  }
})

test('a signature for another time, nonce, token or text is refused, whatever its length', () => {
  const { token, timestamp, nonce, encrypt: encrypted, msg_signature: signature } = sample
  const parts = { token, timestamp, nonce, encrypted }
  verifyCallback(signature, parts)
  for (const change of [{ token: 'other' }, { timestamp: '1' }, { nonce: '' }, { encrypted: '' }]) {
    assert.throws(() => verifyCallback(signature, { ...parts, ...change }), /signature/)
  }
  for (const given of [signature.toUpperCase(), signature.slice(1), `${signature}0`, '签'.repeat(13)]) {
    assert.throws(() => verifyCallback(given, parts), /signature/)
  }
})

test('a signed event is believed within ten minutes of its time, and neither replayed later nor before', () => {
  const keys = { token: 'token', encodingAesKey: sample.encodingAESKey }
  const at = Date.parse('2026-11-23T01:00:00Z')
  const { query, body } = sealCallback(keys, 'ww1', '<xml><CreateTime>1795395600</CreateTime></xml>', at)
  const event = { httpMethod: 'POST', path: '', headers: {}, body }
  const queryStringParameters = Object.fromEntries(new URLSearchParams(query))
  const read = (now: number) => readWecomCallback({ ...event, queryStringParameters }, { ...keys, corpid: 'ww1' }, now)
  for (const minutes of [-9, 0, 9]) assert.ok('event' in read(at + minutes * 60_000), String(minutes))
  for (const minutes of [-11, 11, 60 * 24 * 31]) {
    const old = read(at + minutes * 60_000)
    assert.deepEqual('answer' in old && [old.answer.statusCode, old.answer.code], [403, 'REFUSED_TIME'])
  }
})
