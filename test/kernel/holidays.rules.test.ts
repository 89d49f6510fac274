import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { addDays } from '../../src/kernel/day'
import { festivalDay, isFestival, nextFestivalDay } from '../../src/kernel/festivals'
import { dayInfo, isHoliday, isWorkday, nextWorkday } from '../../src/kernel/holidays'
import { lunarName, lunarOf, readLunar } from '../../src/kernel/lunar'

/** The library reads the machine's zone, so it is asked in a process of its own that runs in UTC. */
function askLibrary(script: string): unknown {
  const library = createRequire(import.meta.url).resolve('chinese-days')
  const answer = execFileSync(process.execPath, ['-e', `const days = require(${JSON.stringify(library)});${script}`], {
    env: { ...process.env, TZ: 'UTC' },
    encoding: 'utf8',
    maxBuffer: 8_000_000,
  })
  return JSON.parse(answer)
}

const EVERY_DAY = (from: string, to: string) => `
  const all = []
  for (let at = Date.parse('${from}'); at <= Date.parse('${to}'); at += 864e5) all.push(new Date(at).toISOString().slice(0, 10))`

test('workdays of the announced years are those of the library', () => {
  const library = askLibrary(`${EVERY_DAY('2025-01-01', '2026-12-31')}
    console.log(JSON.stringify(all.map((day) => [day, days.isWorkday(day)])))`) as [string, boolean][]
  assert.equal(library.length, 730)
  for (const [day, work] of library) assert.equal(isWorkday(day), work, day)
})

test('every lunar day of twenty years is the library’s', () => {
  const library = askLibrary(`${EVERY_DAY('2025-01-29', '2046-01-31')}
    console.log(JSON.stringify(all.map((day) => { const l = days.getLunarDate(day); return [day, l.lunarYear, l.lunarMon, l.lunarDay, l.isLeap] })))`) as [
    string,
    number,
    number,
    number,
    boolean,
  ][]
  assert.ok(library.length > 7600)
  for (const [day, year, month, date, leap] of library) {
    const own = lunarOf(day)
    assert.deepEqual([own?.year, own?.month, own?.day, own?.leap], [year, month, date, leap], day)
  }
})

test('days of a break, of 调休 and of ordinary weeks', () => {
  assert.deepEqual(dayInfo('2026-10-01'), { kind: 'holiday', name: '国庆节' })
  assert.deepEqual(dayInfo('2026-10-10'), { kind: 'makeup', name: '国庆节' })
  assert.deepEqual(dayInfo('2026-10-11'), { kind: 'weekend', name: null })
  assert.deepEqual(dayInfo('2026-11-23'), { kind: 'workday', name: null })
  assert.equal(nextWorkday('2026-10-01'), '2026-10-08')
  assert.equal(nextWorkday('2026-02-15'), '2026-02-24')
  assert.ok(!isHoliday('2026-10-11') && isHoliday('2026-09-27'))
})

test('a year that was not announced has the days of the law; what a person enters wins', () => {
  assert.deepEqual(
    ['2027-02-04', '2027-02-05', '2027-02-06', '2027-02-08', '2027-02-09'].map((day) => dayInfo(day).kind),
    ['workday', 'holiday', 'holiday', 'holiday', 'workday'],
  )
  const entered = [
    { day: '2027-02-09', work: false, name: '春节' },
    { day: '2027-02-20', work: true, name: '春节' },
  ]
  assert.deepEqual(dayInfo('2027-02-09', entered), { kind: 'holiday', name: '春节' })
  assert.deepEqual(dayInfo('2027-02-20', entered), { kind: 'makeup', name: '春节' })
  assert.equal(nextWorkday('2027-02-06', entered), '2027-02-10')
})

test('a row of days off without an end gives the day itself, never an endless search', () => {
  const closed = Array.from({ length: 40 }, (_, step) => ({
    day: addDays('2027-03-01', step),
    work: false,
    name: '停业',
  }))
  assert.equal(nextWorkday('2027-03-01', closed), '2027-03-01')
})

test('lunar days by name: leap months, short months, the year of the sun', () => {
  assert.deepEqual(readLunar('农历闰六月十五'), { month: 6, day: 15, leap: true })
  assert.equal(lunarName({ month: 12, day: 23, leap: false }), '农历腊月廿三')
  for (const wrong of ['农历十三月初一', '农历二月三十一', '农历八月', '八月初三', '农历八月廿十'])
    assert.equal(readLunar(wrong), null)
  // 2025 has two sixth months: the plain name means the first one.
  assert.ok(isFestival('农历六月初一', '2025-06-25') && !isFestival('农历六月初一', '2025-07-25'))
  assert.ok(isFestival('农历闰六月初一', '2025-07-25'))
  assert.equal(nextFestivalDay('农历闰五月初五', 0, '2026-01-01'), '2028-06-27')
  // 腊月 of 2026 has 29 or 30 days: the 30th is 除夕 either way.
  for (const year of [2026, 2027, 2028, 2029, 2030]) {
    assert.ok(isFestival('农历腊月三十', festivalDay('除夕', year) ?? ''), String(year))
  }
  assert.equal(festivalDay('农历八月十五', 2026), festivalDay('中秋', 2026))
})

test('Spring Festival of every year is the first lunar day', () => {
  for (let year = 2025; year <= 2045; year++) {
    const lunar = lunarOf(festivalDay('春节', year) ?? '')
    assert.deepEqual([lunar?.year, lunar?.month, lunar?.day, lunar?.leap], [year, 1, 1, false], String(year))
  }
})
