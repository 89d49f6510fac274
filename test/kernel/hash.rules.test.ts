import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hash64 } from '../../src/kernel/hash'

test('the fingerprint of a text never changes between releases', () => {
  assert.deepEqual([hash64(''), hash64('日常栏目\n打卡签到')], ['f35965d0741c072c', '63d69535ab2efb6f'])
})

test('a hundred thousand near texts have a hundred thousand fingerprints, and twelve digits suffice for them', () => {
  const full = new Set<string>()
  const short = new Set<string>()
  for (let index = 0; index < 100_000; index++) {
    full.add(hash64(`栏目 ${index}`))
    short.add(hash64(`栏目 ${index}`).slice(0, 12))
  }
  assert.deepEqual([full.size, short.size], [100_000, 100_000])
})
