import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csvOf } from '../../src/admin/csv'
import { type MetricId, metrics, notesOf } from '../../src/admin/metrics/metrics'
import { type ChartModel, fileRowsOf, isBlank, rowsBehind, sentenceOf, tableOf } from '../../src/admin/parts/chartModel'
import { optionOf } from '../../src/admin/parts/chartOption'
import { clickedSeries } from '../../src/admin/parts/chartSeries'
import { chartTheme } from '../../src/admin/parts/chartTheme'
import { batchModel } from '../../src/features/coupon/admin/series'
import { daysOfCoupons } from '../../src/features/coupon/issued'
import { daysModel } from '../../src/features/delivery/admin/series'
import { daysOfRows } from '../../src/features/delivery/storeRates'
import {
  channelDaysModel,
  cohortModel,
  cohortsOf,
  entryModel,
  movesModel,
} from '../../src/features/funnel/admin/series'
import { askedOf } from '../../src/features/funnel/admin/view'
import type { CohortDay } from '../../src/features/funnel/contract'
import { liabilityModel } from '../../src/features/points/admin/series'
import { hollowOf, scaleModel } from '../../src/features/survey/admin/series'
import { addDays, HOUR, instantAt } from '../../src/kernel/day'
import { cannedQuality } from './canned/boards'

const today = '2026-11-23'
const now = instantAt(today, '11:26')
const theme = chartTheme((name) => name)
const drawn = { width: 600, moves: true }
const asked = askedOf({}, today)

function valuesOf(model: ChartModel): Record<string, (number | null)[]> {
  return Object.fromEntries(model.series.map(({ name, values }) => [name, [...values]]))
}

interface Drawn {
  id: string
  type: string
  data: { value: unknown; cursor: string; itemStyle?: { color: string; opacity: number } }[]
}

function drawnOf(model: ChartModel): Drawn[] {
  return (optionOf(model, theme, drawn) as { series: Drawn[] }).series
}

test('drawing, table and file are of the same numbers, and each mark leads where its cell does', () => {
  const point = fc.record({ name: fc.string(), up: fc.nat(500), down: fc.nat(500) })
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 40 }), (points) => {
      const model: ChartModel = {
        along: '日期',
        points: points.map(({ name }, at) => `${at} ${name}`),
        series: [
          { name: '进', as: 'bar', tone: 1, stack: 'a', values: points.map(({ up }) => up) },
          { name: '退', as: 'bar', tone: 4, stack: 'a', down: true, values: points.map(({ down }) => down) },
        ],
        rowsOf: (at, series) => `#/${at}/${series}`,
      }
      const [table, file] = [tableOf(model), fileRowsOf(model)]
      assert.deepEqual(table.heads, file.heads)
      for (const { id, data } of drawnOf(model)) {
        const series = clickedSeries(id)
        if (series === null) continue
        const column = file.heads.indexOf(series === 0 ? '进' : '退')
        for (const [at, { value, cursor }] of data.entries()) {
          assert.equal(Math.abs(Number(value)), file.rows[at]?.[column])
          assert.equal(series === 1 && Number(value) > 0, false)
          const cell = table.rows[at]?.cells[column - 1]
          assert.equal(cell?.href ?? null, rowsBehind(model, at, series))
          assert.equal(cursor, cell?.href ? 'pointer' : 'default')
        }
      }
    }),
    { numRuns: 30 },
  )
})

test('colours are those of the page, no chart has its own', () => {
  const model = channelDaysModel(cannedQuality(), today, now)
  const colours = JSON.stringify(optionOf(model, theme, drawn)).match(/#[0-9a-f]{3,8}\b|rgba?\(/gi)
  assert.equal(colours, null)
})

test('channels: the four kinds that brought most, the others together, today light and with its time', () => {
  const model = channelDaysModel(cannedQuality(), today, now)
  assert.deepEqual(
    model.series.map(({ name, tone }) => [name, tone]),
    [...['门店物料', '公众号菜单', '包裹卡', '投放'].map((name, at) => [name, at + 1]), ['其他', 5]],
  )
  const sum = (values: readonly (number | null)[][]) => values.flat().reduce((all: number, one) => all + (one ?? 0), 0)
  const { days } = cannedQuality()
  assert.equal(sum(Object.values(valuesOf(model))), sum(days.map(({ people }) => people)))
  assert.deepEqual(model.open, { at: 13, words: '到 11:26' })
  assert.equal(drawnOf(model)[0]?.data[13]?.itemStyle?.opacity, 0.55)
  assert.match(rowsBehind(model, 0, 0) ?? '', /^#\/funnel\?from=2026-11-10&to=2026-11-10&by=kind&people=all&value=/)
})

test('cohorts: weeks from Monday where there are many days, nothing of a week that is not over, nothing of five people', () => {
  const day = (at: number, people: number, active: number | null): CohortDay => ({
    ...{ day: addDays('2026-11-02', at), people, unmatched: 0, checkedIn: people / 2, used: 0, active },
  })
  const days = Array.from({ length: 21 }, (_, at) => day(at, at < 14 ? 10 : 0, at < 10 ? 4 : null))
  const cohorts = cohortsOf(days)
  assert.deepEqual(
    cohorts.map(({ from, to, known, active }) => [from, to, known, active]),
    [
      ['2026-11-02', '2026-11-08', 70, 28],
      ['2026-11-09', '2026-11-15', 70, null],
      ['2026-11-16', '2026-11-22', 0, null],
    ],
  )
  assert.deepEqual(valuesOf(cohortModel(days, asked)), {
    '7 日还在': [40, null, null],
    打卡率: [50, 50, null],
    核销率: [0, 0, null],
  })
  assert.equal(cohortsOf(days.slice(0, 5)).length, 5)
})

test('who came and who moved: parts add up, the unmatched and the leaving lead to their own rows', () => {
  const days = [{ day: today, people: 12, unmatched: 5, checkedIn: 0, used: 0, active: null }]
  const entry = entryModel(days, asked, today, now)
  assert.deepEqual(valuesOf(entry), { 对得上是谁: [7], 对不上: [5] })
  assert.match(rowsBehind(entry, 0, 1) ?? '', /people=all&only=unmatched/)
  const moves = movesModel([{ day: today, joins: 3, quits: 2 }], 'wr1', today, now)
  assert.equal(rowsBehind(moves, 0, 1), `#/groups?group=wr1&moves=quits&on=${today}`)
})

test('messages by day: of several attempts the last, days without any as well, and a bar names its day and part', () => {
  const row = (attempt: number, state: 'missed' | 'sent' | 'skipped', date = today) => ({
    ...{ beat: `b${date}`, target: 'g', groupName: 'G', owner: 'o', date, attempt, state },
  })
  const rows = [row(1, 'sent'), row(0, 'missed'), row(0, 'skipped', addDays(today, -2))]
  const days = daysOfRows(rows, addDays(today, -2), today)
  assert.deepEqual(
    days.map(({ planned, onTime, missed, skipped }) => [planned, onTime, missed, skipped]),
    [
      [0, 0, 0, 1],
      [0, 0, 0, 0],
      [1, 1, 0, 0],
    ],
  )
  const model = daysModel(days, { from: '2026-11-01' }, today, now)
  assert.equal(rowsBehind(model, 2, 0), `#/stores?from=2026-11-01&rows=onTime&on=${today}`)
  assert.equal(rowsBehind(model, 1, 0), null)
})

test('a batch: added up over its days with what came before, the stock as a line once it is near', () => {
  const at = (day: number) => instantAt(addDays(today, day), '10:00')
  const coupon = (claimed: number, used: number | null) => ({
    ...{ claimedAt: at(claimed), usedAt: used === null ? null : at(used), state: used === null ? 'issued' : 'used' },
  })
  const coupons = [coupon(-40, -1), coupon(-2, null), coupon(-2, 0), coupon(0, null)] as Parameters<
    typeof daysOfCoupons
  >[0][number][]
  const counted = daysOfCoupons(coupons, today)
  assert.deepEqual(counted.before, { taken: 1, used: 0 })
  const batch = { _id: 'b', claimFrom: at(-40), claimUntil: at(0) + HOUR, total: 10 }
  const model = batchModel(batch, counted)
  assert.deepEqual(valuesOf(model).领取?.slice(-3), [3, 3, 4])
  assert.deepEqual(valuesOf(model).核销?.slice(-3), [0, 1, 2])
  assert.deepEqual(model.levels, [{ name: '库存 10', value: 10 }])
  assert.deepEqual(batchModel({ ...batch, total: 500 }, counted).levels, [])
  assert.equal(rowsBehind(model, 29, 1), `#/coupons?batch=b&rows=used&on=${today}`)
  assert.deepEqual(fileRowsOf(model).rows.at(-1), ['11/23', 4, 2, 1, 1])
  assert.ok(isBlank(batchModel(batch, daysOfCoupons([], today))))
})

test('the liability stands by month, what never expires last and apart; both lead to their holders', () => {
  const line = (month: string | null, points: number) => ({ month, points, cents: points })
  const model = liabilityModel({ lines: [line('2027-01', 300), line(null, 50)] })
  assert.deepEqual(model.points, ['2027年1月', '不过期'])
  assert.deepEqual(model.series[0]?.tones, [2, 5])
  assert.equal(rowsBehind(model, 1, 0), '#/liability?month=never')
  assert.deepEqual(
    tableOf(model).rows[0]?.cells.map(({ words }) => words),
    ['300', '¥3'],
  )
})

test('scores: each value in its band, and an empty point where two weeks cannot be told apart', () => {
  const scale = [1, 0, 0, 0, 0, 0, 2, 3, 0, 4, 5]
  const model = scaleModel({ type: 'nps', scale, question: 'q' }, ({ value }) => `#${value}`)
  assert.deepEqual(model.series[0]?.tones, [4, 4, 4, 4, 4, 4, 4, 5, 5, 1, 1])
  assert.equal(rowsBehind(model, 10, 0), '#10')
  assert.equal(rowsBehind(model, 1, 0), null)
  const week = (value: number | null, margin = 5) => ({ score: { n: 50, value, margin } })
  assert.deepEqual(hollowOf([week(40), week(49), week(null), week(20), { score: null }]), [
    ...[false, true, false, false, false],
  ])
})

test('what is not seen is told: range, most and last of each series', () => {
  const model = movesModel(
    [
      { day: addDays(today, -1), joins: 1200, quits: 0 },
      { day: today, joins: 3, quits: 0 },
    ],
    'wr1',
    today,
    now,
  )
  const words = sentenceOf('进退', model)
  assert.match(words, /^进退。11\/22 到 11\/23。进群最多 1,200（11\/22），最后 3。/)
  assert.doesNotMatch(words, /退群/)
})

test('every definition is whole, and stands above the rows of a file', () => {
  for (const id of Object.keys(metrics) as MetricId[]) {
    const [note = ''] = notesOf([id])
    assert.match(note, /^.+：.+。来源：.+。$/)
    assert.doesNotMatch(note, /undefined|。。/)
  }
  const file = csvOf(['日期', '准时率'], [['11/23', 0.5]], notesOf(['onTimeRate'])).split('\r\n')
  assert.match(file[0] ?? '', /准时率：计划后 10 分钟内发出的占比/)
  assert.deepEqual(file.slice(1), ['', '日期,准时率', '11/23,0.5', ''])
})
