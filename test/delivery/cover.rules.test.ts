import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { drawCover } from '../../src/features/delivery/drawCover'
import { hears, tagsOfName } from '../../src/features/delivery/groupTags'

test('a drawn cover is a PNG that inflates to its rows and whose sums are right', () => {
  const png = Buffer.from(drawCover('daka'))
  assert.equal(png.subarray(0, 8).toString('hex'), '89504e470d0a1a0a')
  assert.equal(png.readUInt32BE(16), 240)
  assert.equal(png.readUInt32BE(20), 192)
  const at = png.indexOf('IDAT')
  const pixels = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)))
  assert.equal(pixels.length, 192 * 31)
  assert.ok(pixels.some((byte) => byte === 255))
  assert.equal(png.subarray(-8, -4).toString(), 'IEND')
  // The sum of IEND is the same in every PNG.
  assert.equal(png.subarray(-4).toString('hex'), 'ae426082')
})

test('a group is tagged by its name and hears what its tags are asked for', () => {
  assert.deepEqual(tagsOfName('花间美妆·福利群1'), ['福利群'])
  assert.deepEqual(tagsOfName('花间美妆·VIP群'), ['VIP群'])
  assert.deepEqual(tagsOfName('闺蜜'), [])
  const group = { tags: ['福利群'], gone: false }
  assert.ok(hears(group, ['福利群', 'VIP群']) && hears(group, []) && !hears(group, ['VIP群']))
  assert.ok(!hears({ ...group, gone: true }, []))
})
