import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { csvOf } from '../../src/admin/csv'
import { allShortcuts, keysShown, ledTo } from '../../src/admin/keys'
import { onTimeRate, storesOfRows } from '../../src/features/delivery/storeRates'
import { best, fitsOf } from '../../src/kernel/words'

test('a file opens in a spreadsheet as it is read here: marked, quoted, and nothing in it is calculated', () => {
  const hostile = [
    '=1+1',
    '+8613800000000',
    '-2',
    '@sum',
    '\t=1',
    '＝1',
    ' =1',
    'a"b',
    'a,b',
    'a\nb',
    null,
    -2,
    '王\u202E可',
  ]
  const [head, line] = [csvOf(['甲'], []), csvOf(['甲'], [hostile])]
  assert.equal(head, '\ufeff甲\r\n')
  const wanted = [
    ...[
      "'=1+1",
      "'+8613800000000",
      "'-2",
      "'@sum",
      "'\t=1",
      "'＝1",
      "' =1",
      '"a""b"',
      '"a,b"',
      '"a\nb"',
      '',
      '-2',
      '王\u202E可',
    ],
  ].join(',')
  assert.equal(line, `\ufeff甲\r\n${wanted}\r\n`)
})

test('words are found in any order, width and case; the title counts before the rest', () => {
  const titles = ['会员日', '午间好物', '好物秒杀']
  assert.deepEqual(
    best(titles, (title) => fitsOf('好物')(title, '会员日来了'), 5),
    ['好物秒杀', '午间好物'],
  )
  assert.ok(fitsOf('ＶＩＰ 券')('会员券（vip）') > 0)
  assert.equal(fitsOf('券 没有')('会员券'), 0)
  assert.equal(fitsOf('  ')('会员券'), 0)
})

test('no key means two things in one place, and every one of them can be shown', () => {
  const seen = new Set<string>()
  for (const { press, where, does } of allShortcuts) {
    for (const keys of press) {
      assert.ok(!seen.has(`${where} ${keys}`), `${where} ${keys}: ${does}`)
      seen.add(`${where} ${keys}`)
      assert.ok(keysShown(keys, true).every((key) => key !== ''))
    }
  }
  assert.equal(
    ledTo(
      { key: 't', metaKey: false, ctrlKey: false, altKey: false, shiftKey: false, target: null, isComposing: true },
      'g',
    ),
    null,
  )
})

test('a store’s rate is what went out in time of what has a conclusion', () => {
  const none = { planned: 0, onTime: 0, late: 0, missed: 0, unconfirmed: 0, open: 0, skipped: 0 }
  assert.equal(onTimeRate(none), null)
  assert.equal(onTimeRate({ ...none, onTime: 3, missed: 1, unconfirmed: 9, open: 9 }), 0.75)
  assert.deepEqual(storesOfRows([], new Map()), [])
})

test('no two entries of the menu look alike', () => {
  const shell = readFileSync(join(__dirname, '../../src/admin/Shell.tsx'), 'utf8')
  const icons = [...shell.matchAll(/path: '[^']+', name: '[^']+', icon: '(\w+)'/g)].map(([, icon]) => icon)
  assert.ok(icons.length > 25)
  assert.deepEqual(
    icons.filter((icon, index) => icons.indexOf(icon) !== index),
    [],
  )
})
