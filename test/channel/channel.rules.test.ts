import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readBatch } from '../../src/features/channel/batch'
import { nextChange, onDuty, type Rota } from '../../src/features/channel/rota'
import { CHANNEL_ID, CHANNEL_KINDS, channelId } from '../../src/features/channel/rules'
import { welcomeAt } from '../../src/features/channel/welcome'
import type { Grid } from '../../src/features/sop/grid'
import { clockTime, instantAt, MINUTE } from '../../src/kernel/day'
import { hash64 } from '../../src/kernel/hash'
import { bannedWords, findBanned } from '../../src/kernel/wording'

/** 2026-11-23 is a Monday. */
const at = (time: string, day = '2026-11-23') => instantAt(day, time)

test('who is on duty follows slots, caps, absences and backups, and nobody scans into emptiness', () => {
  const rota: Rota = {
    staff: [
      { user: 'mei', cap: 2, slots: [{ weekday: 1, from: '09:00', until: '13:00' }] },
      { user: 'ling', cap: null, slots: [{ weekday: 1, from: '22:00', until: '02:00' }] },
      { user: 'chen', cap: null, slots: [] },
    ],
    backups: ['boss'],
    hours: { weekdays: [1, 2, 3, 4, 5], from: '12:00', until: '18:00' },
  }
  const duty = (now: number, added: [string, number][] = [], away: string[] = []) =>
    onDuty(rota, now, new Map(added), new Set(away))
  assert.deepEqual(duty(at('10:00')), { users: ['mei'], by: 'rota' })
  assert.deepEqual(duty(at('12:30')), { users: ['chen', 'mei'], by: 'rota' })
  assert.deepEqual(duty(at('12:30'), [['mei', 2]]), { users: ['chen'], by: 'rota' })
  assert.deepEqual(duty(at('10:00'), [['mei', 2]]), { users: ['boss'], by: 'backup' })
  // After midnight the slot that began on Monday still runs.
  assert.deepEqual(duty(at('01:30', '2026-11-24')), { users: ['ling'], by: 'rota' })
  assert.deepEqual(duty(at('10:00'), [], ['mei']), { users: ['boss'], by: 'backup' })
  assert.deepEqual(duty(at('20:00'), [], ['boss', 'mei']), { users: ['chen', 'ling'], by: 'everybody' })
  const everyoneAway = duty(at('10:00'), [], ['mei', 'ling', 'chen', 'boss'])
  assert.deepEqual(everyoneAway, { users: ['chen', 'ling', 'mei'], by: 'everybody' })
  assert.equal(nextChange(rota, at('10:00')), at('12:00'))
  assert.equal(
    nextChange({ staff: [{ user: 'a', cap: null, slots: [] }], backups: [], hours: null }, at('10:00')),
    null,
  )
})

test('between two changes of the rota nobody comes or goes, and somebody is always there', () => {
  const time = fc.integer({ min: 0, max: 95 }).map((quarter) => clockTime(quarter * 15))
  const slot = fc.record({ weekday: fc.integer({ min: 1, max: 7 }), from: time, until: time })
  const one = fc.record({
    user: fc.constantFrom('a', 'b', 'c', 'd'),
    cap: fc.option(fc.integer({ min: 1, max: 3 })),
    slots: fc.array(slot, { maxLength: 3 }),
  })
  const rotas = fc.record({
    staff: fc.uniqueArray(one, { minLength: 1, maxLength: 4, selector: ({ user }) => user }),
    backups: fc.subarray(['x', 'y']),
    hours: fc.option(fc.record({ weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7]), from: time, until: time })),
  })
  const minutes = fc.integer({ min: 0, max: 20_000 })
  const run = (rota: Rota, minute: number, part: number) => {
    const now = at('00:00') + minute * MINUTE
    const next = nextChange(rota, now) ?? now + 7 * 1440 * MINUTE
    assert.ok(next > now)
    const between = now + Math.floor((next - now - 1) * part)
    const added = new Map([['a', 1]])
    assert.deepEqual(onDuty(rota, between, added), onDuty(rota, now, added))
    assert.ok(onDuty(rota, now, added).users.length > 0)
  }
  fc.assert(fc.property(rotas, minutes, fc.double({ min: 0, max: 1, noNaN: true }), run), { numRuns: 300 })
})

test('every id that we make fits into the four places', () => {
  fc.assert(
    fc.property(fc.constantFrom(...CHANNEL_KINDS), fc.string(), (kind, seed) => {
      const id = channelId(kind, hash64(seed))
      assert.match(id, CHANNEL_ID)
      assert.equal(id.length, 9)
    }),
    { numRuns: 100 },
  )
})

test('what WeChat forbids is found, and everyday words are not', () => {
  const banned = [
    '转发朋友圈即可领取小样一份',
    '关注送红包',
    '集赞38个到店领礼',
    '分享后可得 50 积分',
    '邀请3位好友助力免单',
    '进群领福利',
    '不转不是中国人',
    '全网最低价',
  ]
  for (const words of banned) assert.ok(findBanned(words).length > 0, words)
  const fine = [
    '欢迎来到福利群，每天九点打卡领 10 积分。',
    '欢迎分享心得，客服在线答疑。',
    '关注皮肤状态，换季多补水。',
    '群里不发广告，有问题随时问我。',
    '生日当月到店核销，送一份口红小样。',
  ]
  for (const words of fine) assert.deepEqual(findBanned(words), [], words)
  assert.match(bannedWords(['你好', '关注送红包，集赞领奖']) ?? '', /^「关注送」等 2 处：.*。$/)
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...banned, ...fine)), (texts) => {
      const text = texts.join('\n')
      let end = 0
      for (const { words, at: place } of findBanned(text)) {
        assert.equal(text.slice(place, place + words.length), words)
        assert.ok(place >= end)
        end = place + words.length
      }
    }),
    { numRuns: 50 },
  )
})

test('a table of stores is read cell by cell; what is wrong is named by its cell', () => {
  const table = (rows: string[][]): Grid => ({
    fileName: 'stores.xlsx',
    sheets: [
      {
        name: '门店',
        merges: [],
        cells: rows.flatMap((row, r) =>
          row.flatMap((value, c) => (value === '' ? [] : [{ ref: `${'ABCDEF'[c]}${r + 1}`, value }])),
        ),
      },
    ],
  })
  const staff = [{ user: 'xiaomei', name: '小美' }]
  const head = ['门店', '导购 userid', '类型', '欢迎语', '标签']
  const good = ['静安店', '小美', '', '来店打卡领积分', '静安、门店']
  const read = readBatch(
    table([head, good, good, ['徐汇店', 'nobody', '包裹', '转发领券', ''], ['', 'xiaomei']]),
    staff,
  )
  assert.equal(read.problem, null)
  assert.deepEqual(read.rows[0]?.channel, {
    id: read.rows[0]?.channel?.id,
    name: '静安店',
    store: '静安店',
    kind: 'store',
    users: ['xiaomei'],
    welcome: '来店打卡领积分',
    tags: ['静安', '门店'],
  })
  assert.equal(read.rows[1]?.channel?.id, read.rows[0]?.channel?.id)
  assert.match(read.rows[1]?.issues[0]?.message ?? '', /第 2 行/)
  const issues = read.rows.slice(2).flatMap(({ issues: found }) => found.map(({ cell, level }) => `${cell} ${level}`))
  assert.deepEqual(issues, ['C4 error', 'B4 error', 'D4 check', 'A5 error'])
  assert.match(readBatch(table([['店', '人']]), staff).problem ?? '', /表头/)
  assert.match(readBatch(table([head]), staff).problem ?? '', /没有数据/)
})

test('a welcome is chosen by the time of day, also across midnight', () => {
  const slot = (from: string, until: string) => ({ from, until, benefit: from, faq: '', rules: '' })
  const slots = [slot('09:00', '21:00'), slot('21:00', '01:00')]
  assert.equal(welcomeAt(slots, at('09:00'))?.benefit, '09:00')
  assert.equal(welcomeAt(slots, at('00:30'))?.benefit, '21:00')
  assert.equal(welcomeAt(slots, at('03:00')), null)
})
