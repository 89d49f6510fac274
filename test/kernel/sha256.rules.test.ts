import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { hmacSha256, hmacSha256Bytes, sha256, utf8 } from '../../src/kernel/sha256'

const hex = (bytes: readonly number[]) => Buffer.from(bytes).toString('hex')
const repeated = (byte: number, count: number) => Array.from({ length: count }, () => byte)

test('SHA-256 gives the digests of the examples of FIPS 180-4', () => {
  assert.equal(hex(sha256(utf8('abc'))), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  assert.equal(hex(sha256([])), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  assert.equal(
    hex(sha256(utf8('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'))),
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  )
})

const cases: [key: number[], data: number[], mac: string][] = [
  [repeated(0x0b, 20), utf8('Hi There'), 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
  [
    utf8('Jefe'),
    utf8('what do ya want for nothing?'),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  ],
  [repeated(0xaa, 20), repeated(0xdd, 50), '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe'],
  [
    repeated(0xaa, 131),
    utf8('Test Using Larger Than Block-Size Key - Hash Key First'),
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  ],
]

test('HMAC-SHA-256 gives the test vectors of RFC 4231', () => {
  for (const [key, data, mac] of cases) assert.equal(hex(hmacSha256Bytes(key, data)), mac)
})

test('for any text and key it agrees with Node', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 90 }), (text, key) => {
      assert.equal(hex(sha256(utf8(text))), createHash('sha256').update(text).digest('hex'))
      assert.equal(hex(hmacSha256(key, text)), createHmac('sha256', key).update(text).digest('hex'))
    }),
  )
})
