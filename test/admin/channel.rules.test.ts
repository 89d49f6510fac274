import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import fc from 'fast-check'
import { codePicture } from '../../local/wechat/codePicture'
import { crc32 } from '../../src/features/channel/admin/bytes'
import { withDpi } from '../../src/features/channel/admin/png'
import { linesOf, POSTER_SIZES, type PosterSize, pixels, planPoster } from '../../src/features/channel/admin/posterPlan'
import { between, CELLS, cellsOf, slotsOf } from '../../src/features/channel/admin/rotaGrid'
import { fileNames, zipOf } from '../../src/features/channel/admin/zip'

test('a painted week becomes slots and is read back the same', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: CELLS - 1 })), (cells) => {
      assert.deepEqual([...cellsOf(slotsOf(new Set(cells)))].sort(), [...cells].sort())
    }),
    { numRuns: 60 },
  )
  assert.deepEqual(slotsOf(new Set(between(18, 48 + 35))), [
    { weekday: 1, from: '09:00', until: '18:00' },
    { weekday: 2, from: '09:00', until: '18:00' },
  ])
  // Sunday's night ends on Monday.
  assert.deepEqual([...cellsOf([{ weekday: 7, from: '23:30', until: '00:30' }])].sort(), [0, CELLS - 1])
})

test('a poster has the size of its paper, its code stays inside and is large enough to scan', () => {
  assert.deepEqual([pixels(105), pixels(148), pixels(80)], [1240, 1748, 945])
  for (const size of Object.keys(POSTER_SIZES) as PosterSize[]) {
    const { width, height, margin, code, note, foot } = planPoster(size)
    assert.ok(code.side >= pixels(35), size)
    assert.ok(code.x >= margin && code.x + code.side <= width - margin + 1, size)
    const textEnd = note.y + note.lines * note.size
    assert.ok(code.y >= textEnd && code.y + code.side <= foot.y && foot.y + foot.size <= height, size)
  }
  const fits = (line: string) => line.length <= 4
  assert.deepEqual(linesOf('扫码找导购一对一\n答疑', 2, fits), ['扫码找导', '购一对…'])
  assert.deepEqual(linesOf('扫码\n打卡', 2, fits), ['扫码', '打卡'])
})

test('a PNG learns its size in print, and a ZIP of posters opens elsewhere', async () => {
  const png = withDpi(codePicture('x'), 300)
  assert.equal(new DataView(png.buffer).getUint32(33 + 8), 11811)
  assert.equal(crc32(new TextEncoder().encode('123456789')), 0xcbf43926)
  const names = fileNames(['静安店', '静安店', 'a/b:c'], '.png')
  assert.deepEqual(names, ['静安店.png', '静安店 2.png', 'a b c.png'])
  // The reader of the spreadsheet library, which checks every checksum.
  const Zip = createRequire(require.resolve('exceljs'))('jszip') as ZipReader
  const zip = await Zip.loadAsync(zipOf(names.map((name) => ({ name, bytes: png }))), { checkCRC32: true })
  assert.deepEqual(Object.keys(zip.files), names)
  assert.deepEqual(await zip.files['静安店 2.png']?.async('uint8array'), png)
})

interface ZipReader {
  loadAsync(
    bytes: Uint8Array,
    options: { checkCRC32: boolean },
  ): Promise<{ files: Record<string, { async(kind: 'uint8array'): Promise<Uint8Array> }> }>
}
