import assert from 'node:assert/strict'
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
