import { shortDay } from '../../../admin/format'
import type { ChartModel } from '../../../admin/parts/chartModel'
import { hrefOf } from '../../../admin/place'
import { type Day, timeOf } from '../../../kernel/day'
import type { DayRates, Rate } from '../storeRates'

const parts: readonly { rate: Rate; name: string; tone: 1 | 2 | 3 | 4 | 5 }[] = [
  { rate: 'onTime', name: '准时', tone: 1 },
  { rate: 'late', name: '迟发', tone: 2 },
  { rate: 'unconfirmed', name: '待核实', tone: 3 },
  { rate: 'missed', name: '错过', tone: 4 },
  { rate: 'open', name: '还没结论', tone: 5 },
]

/** What became of the messages of each day. @param range the days of the screen, to which a bar's rows lead back */
export function daysModel(
  days: readonly DayRates[],
  range: Readonly<Record<string, string | null>>,
  today: Day,
  now: number,
): ChartModel {
  const at = days.findIndex(({ day }) => day === today)
  return {
    along: '日期',
    points: days.map(({ day }) => shortDay(day)),
    series: parts.map(({ rate, name, tone }) => ({
      ...{ name, tone, as: 'bar', stack: 'messages' },
      values: days.map((one) => one[rate]),
    })),
    open: at < 0 ? null : { at, words: `到 ${timeOf(now)}` },
    rowsOf: (point, series) => {
      const [day, part] = [days[point]?.day, parts[series]]
      return day && part ? hrefOf('/stores', { ...range, rows: part.rate, on: day }) : null
    },
  }
}
