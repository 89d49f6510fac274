import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { festivalDay, nextFestivalDay } from '../../src/kernel/festivals'

const KNOWN: [string, number, string][] = [
  ['春节', 2027, '2027-02-06'],
  ['除夕', 2027, '2027-02-05'],
  ['元宵', 2027, '2027-02-20'],
  ['清明', 2026, '2026-04-05'],
  ['端午', 2026, '2026-06-19'],
  ['七夕', 2026, '2026-08-19'],
  ['中秋', 2026, '2026-09-25'],
  ['国庆', 2026, '2026-10-01'],
  ['重阳', 2026, '2026-10-18'],
  ['冬至', 2026, '2026-12-22'],
  ['腊八', 2027, '2027-01-15'],
  ['女王节', 2027, '2027-03-08'],
  ['母亲节', 2027, '2027-05-09'],
  ['父亲节', 2027, '2027-06-20'],
  ['感恩节', 2026, '2026-11-26'],
  ['双十二', 2026, '2026-12-12'],
]

for (const [name, year, day] of KNOWN) {
  test(`${name} of ${year} is ${day}`, () => assert.equal(festivalDay(name, year), day))
}

test('the table agrees with the lunar library for every year it holds', () => {
  // The library reads the machine's zone, so it is asked in a process of its own that runs in UTC.
  const library = createRequire(import.meta.url).resolve('chinese-days')
  const script = `
    const days = require(${JSON.stringify(library)})
    const found = {}
    for (let year = 2025; year <= 2045; year++) {
      const at = (date) => days.getSolarDateFromLunar(date).date
      found[year] = {
        春节: at(year + '-01-01'), 元宵节: at(year + '-01-15'), 端午节: at(year + '-05-05'), 七夕: at(year + '-07-07'),
        中秋节: at(year + '-08-15'), 重阳节: at(year + '-09-09'), 腊八节: at(year - 1 + '-12-08'),
      }
      for (const term of days.getSolarTerms(year + '-01-01', year + '-12-31')) found[year][term.name] = term.date
    }
    console.log(JSON.stringify(found))`
  const answer = execFileSync(process.execPath, ['-e', script], {
    env: { ...process.env, TZ: 'UTC' },
    encoding: 'utf8',
  })
  const found: Record<string, Record<string, string>> = JSON.parse(answer)
  let compared = 0
  for (const [year, days] of Object.entries(found)) {
    for (const [name, day] of Object.entries(days)) {
      assert.equal(festivalDay(name, Number(year)), day, `${name} ${year}`)
      compared++
    }
  }
  assert.equal(compared, 21 * 31)
})

test('the next day before a festival looks over New Year', () => {
  assert.equal(nextFestivalDay('妇女节', -3, '2026-11-23'), '2027-03-05')
  assert.equal(nextFestivalDay('元旦', -3, '2026-12-29'), '2026-12-29')
  assert.equal(nextFestivalDay('元旦', -3, '2026-12-30'), '2027-12-29')
})

test('an unknown name has no day', () => assert.equal(festivalDay('店庆', 2026), null))
