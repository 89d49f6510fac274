import type { CsvCell } from '../../../admin/csv'
import { addDays, type Day, daysBetween, isDay } from '../../../kernel/day'
import type { BreakdownRow, FunnelAnswer } from '../contract'
import { ATTRIBUTIONS, type Attribution, DIMENSIONS, type Dimension } from '../rules'
import { stepWords } from './words'

/** What the address says about which people are looked at. */
export interface Asked {
  from: Day
  to: Day
  attribution: Attribution
  by: Dimension
  /** One value of `by` alone; null: all. */
  value: string | null
  /** `before`: the same number of days before; else a value of `by`. */
  versus: 'before' | { value: string } | null
}

/** Everybody whom nobody can place has no value, which an address cannot hold. */
const NOWHERE = '~'
const DAYS = 30

export function askedOf(query: Readonly<Record<string, string>>, today: Day): Asked {
  const to = isDay(query.to ?? '') ? String(query.to) : today
  const from = isDay(query.from ?? '') && String(query.from) <= to ? String(query.from) : addDays(to, 1 - DAYS)
  const { vs } = query
  return {
    ...{ from, to },
    attribution: ATTRIBUTIONS.find((each) => each === query.by_touch) ?? 'first',
    by: DIMENSIONS.find((each) => each === query.by) ?? 'channel',
    value: query.value === undefined ? null : readValue(query.value),
    versus: vs === undefined || vs === '' ? null : vs === 'before' ? 'before' : { value: readValue(vs) },
  }
}

function readValue(text: string): string {
  return text === NOWHERE ? '' : text
}

export function writeValue(value: string): string {
  return value === '' ? NOWHERE : value
}

export function addressOf({ from, to, attribution, by, value, versus }: Asked): Record<string, string | null> {
  return {
    ...{ from, to, by },
    by_touch: attribution === 'first' ? null : attribution,
    value: value === null ? null : writeValue(value),
    vs: versus === null ? null : versus === 'before' ? 'before' : writeValue(versus.value),
  }
}

/** The days before, as many. */
export function daysBefore({ from, to }: Pick<Asked, 'from' | 'to'>): { from: Day; to: Day } {
  return { from: addDays(from, -1 - daysBetween(from, to)), to: addDays(from, -1) }
}

export function inputOf({ from, to, attribution, by, value, versus }: Asked) {
  return {
    ...{ from, to, attribution, dimension: by },
    ...(value !== null && { value }),
    ...(versus !== null && { compare: versus === 'before' ? daysBefore({ from, to }) : versus }),
  }
}

/** `41.8%` of basis points; `—` when there is nothing to divide by. */
export function bp(points: number | null, digits = 1): string {
  return points === null ? '—' : `${(points / 100).toFixed(digits)}%`
}

/** `+1.1 pp`, `−2.4 pp`. */
export function pp(now: number | null, before: number | null): string | null {
  if (now === null || before === null) return null
  const points = (now - before) / 100
  return points === 0 ? '0 pp' : `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(1)} pp`
}

/** `83 分钟`, `5.2 小时`, `3.1 天`. */
export function wait(ms: number | null): string {
  if (ms === null) return '—'
  const minutes = ms / 60_000
  if (minutes < 1) return '不到 1 分钟'
  if (minutes < 120) return `${Math.round(minutes)} 分钟`
  const hours = minutes / 60
  return hours < 48 ? `${hours.toFixed(1)} 小时` : `${(hours / 24).toFixed(1)} 天`
}

const share = (points: number | null) => (points === null ? null : points / 10_000)

/** The breakdown as it is shown, with numbers that can be calculated with: shares from 0 to 1, money in yuan. */
export function exportOf(answer: FunnelAnswer, heading: string): { heads: string[]; rows: CsvCell[][] } {
  const head = [heading, '第一次露面', ...answer.book.steps.map(({ step }) => stepWords[step])]
  const quality = ['对得上', '7 日还在', '打卡率', '核销率', '7 日离开', '订单额（元）', '少于样本']
  const lineOf = ({ name, people, steps, quality: q }: BreakdownRow): CsvCell[] => [
    ...[name, people, ...steps, q.known, share(q.retention7), share(q.checkin), share(q.coupon), share(q.left7)],
    ...[q.cents / 100, q.few ? '是' : ''],
  ]
  return { heads: [...head, ...quality], rows: answer.rows.map(lineOf) }
}

/** The steps, with numbers that can be calculated with: shares from 0 to 1, times in minutes. */
export function stepsOf({ funnel }: Pick<FunnelAnswer, 'funnel'>): { heads: string[]; rows: CsvCell[][] } {
  const { people, unmatched, left, leftShare, steps } = funnel
  return {
    heads: ['步骤', '人数', '占上一步', '占入口', '对不上（人）', '一半人用时（分钟）'],
    rows: [
      ['第一次露面', people, null, people === 0 ? null : 1, unmatched, null],
      ...steps.map((one): CsvCell[] => [
        ...[stepWords[one.step], one.people, share(one.ofPrevious), share(one.ofEntry), one.unmatched],
        one.medianMs === null ? null : Math.round(one.medianMs / 60_000),
      ]),
      ['7 天内离开', left, null, share(leftShare), null, null],
    ],
  }
}
