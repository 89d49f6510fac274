import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Period, readCycle } from '../../src/features/sop/readCycle'

const PERIOD: Period = { from: '2026-11-23', to: '2026-12-31', today: '2026-11-22' }

/** What is written → times in short: daily, w:1,3, d:2026-12-22, f:春节+0, j:0. */
const READ: [string | number, string][] = [
  ['每天', 'daily'],
  ['每日', 'daily'],
  ['工作日', 'w:1,2,3,4,5'],
  ['周末', 'w:6,7'],
  ['周三', 'w:3'],
  ['每周五', 'w:5'],
  ['星期天', 'w:7'],
  ['周一、三、五', 'w:1,3,5'],
  ['每周二四六', 'w:2,4,6'],
  ['周一至周五', 'w:1,2,3,4,5'],
  ['周六-周一', 'w:1,6,7'],
  ['周三、周五', 'w:3,5'],
  [46_378, 'd:2026-12-22'],
  ['2026-12-22', 'd:2026-12-22'],
  ['2026年12月22日', 'd:2026-12-22'],
  ['2026/12/22', 'd:2026-12-22'],
  ['12月12日', 'd:2026-12-12'],
  ['12/12', 'd:2026-12-12'],
  [12.12, 'd:2026-12-12'],
  ['1月5日', 'd:2027-01-05'],
  ['11月20日', 'd:2026-11-20'],
  ['双12(12月12日)', 'd:2026-12-12'],
  ['双12（12月12日）', 'd:2026-12-12'],
  ['女王节（妇女节）', 'f:妇女节+0'],
  ['12月1日、12月3日', 'd:2026-12-01 d:2026-12-03'],
  ['12月1日-12月3日', 'd:2026-12-01 d:2026-12-02 d:2026-12-03'],
  ['12月1-2日', 'd:2026-12-01 d:2026-12-02'],
  ['周三、12月12日', 'w:3 d:2026-12-12'],
  ['每月15日', 'm:15'],
  ['每月1、15号和最后一天', 'm:1,15,-1'],
  ['每月31日', 'm:31'],
  ['建群第3天', 'g:3'],
  ['建群当天', 'g:1'],
  ['农历八月初三前2天', 'f:农历八月初三-2'],
  ['月底', 'm:-1'],
  ['春节', 'f:春节+0'],
  ['元宵', 'f:元宵节+0'],
  ['女王节', 'f:妇女节+0'],
  ['冬至', 'f:冬至+0'],
  ['妇女节前3天', 'f:妇女节-3'],
  ['妇女节前三天', 'f:妇女节-3'],
  ['双11后1天', 'f:双11+1'],
  ['国庆第2天', 'f:国庆节+1'],
  ['中秋前夕', 'f:中秋节-1'],
  ['入群即刻', 'j:0'],
  ['入群当天', 'j:1'],
  ['入群第2天', 'j:2'],
  ['入群后第7天', 'j:7'],
  ['入群后2天', 'j:3'],
]

const REFUSED: [string | number, string][] = [
  ['周八', 'no_such_weekday'],
  ['星期九', 'no_such_weekday'],
  ['2月30日', 'no_such_date'],
  ['13/45', 'no_such_date'],
  ['入群后1小时', 'join_unreadable'],
  ['看情况', 'cycle_unreadable'],
  ['周三、看情况', 'no_such_weekday'],
  ['12月12日、看情况', 'cycle_unreadable'],
  [3, 'cycle_unreadable'],
]

for (const [written, expected] of READ) {
  test(`the cycle ${JSON.stringify(written)} is read as ${expected}`, () => {
    const reading = readCycle(written, PERIOD)
    assert.ok(reading.ok, JSON.stringify(reading))
    const short = reading.times.map((time) => {
      if (time.on === 'daily') return 'daily'
      if (time.on === 'weekdays') return `w:${time.weekdays.join(',')}`
      if (time.on === 'date') return `d:${time.date}`
      if (time.on === 'festival') return `f:${time.name}${time.offset < 0 ? '' : '+'}${time.offset}`
      if (time.on === 'monthdays') return `m:${time.days.join(',')}`
      return `${time.on[0]}:${time.day}`
    })
    assert.equal(short.join(' '), expected)
  })
}

for (const [written, code] of REFUSED) {
  test(`the cycle ${JSON.stringify(written)} is refused as ${code}`, () => {
    const reading = readCycle(written, PERIOD)
    assert.ok(!reading.ok)
    assert.equal(reading.code, code)
  })
}

test('a festival with another date beside it keeps the date and says the difference', () => {
  const reading = readCycle('双12(12月13日)', PERIOD)
  assert.ok(reading.ok)
  assert.deepEqual(reading.times, [{ on: 'date', date: '2026-12-13' }])
  assert.match(reading.remark ?? '', /双12在 2026-12-12/)
})

test('a day that no month has is refused with what to do', () => {
  const reading = readCycle('每月32日', PERIOD)
  assert.ok(!reading.ok)
  assert.equal(reading.code, 'no_such_date')
})
