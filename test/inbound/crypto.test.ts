import assert from 'node:assert/strict'
import { createCipheriv } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  CallbackRefused,
  callbackSignature,
  openCallback,
  verifyCallback,
} from '../../cloudfunctions/platform/callbackCrypto'

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
  test(`vector ${vector.id} opens to its plain text`, () => {
    assert.equal(openCallback(vector.encodingAESKey ?? '', vector.encrypt, vector.receiveid ?? ''), vector.plaintext)
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

/** Encrypts 16 random bytes, a length, a message and a receiver with a chosen last byte. */
function seal(key43: string, message: string, receiver: string, pad: number): string {
  const key = Buffer.from(`${key43}=`, 'base64')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(Buffer.byteLength(message))
  const body = Buffer.concat([Buffer.alloc(16, 7), length, Buffer.from(message + receiver)])
  const filled = Buffer.concat([body, Buffer.alloc(64 - (body.length % 32), pad)])
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(filled), cipher.final()]).toString('base64')
}

test('padding of 0, of 33 and more than the message is refused', () => {
  const { encodingAESKey, receiveid } = sample
  for (const pad of [0, 33, 255]) {
    assert.throws(
      () => openCallback(encodingAESKey, seal(encodingAESKey, 'hello', receiveid, pad), receiveid),
      /padding/,
    )
  }
})
