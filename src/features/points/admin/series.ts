import { money } from '../../../admin/format'
import type { ChartModel } from '../../../admin/parts/chartModel'
import { hrefOf } from '../../../admin/place'
import type { LiabilityView } from '../contract'
import { monthName } from './lines'

/** How the address writes points that never expire. */
export const NEVER = 'never'

/** Points by the month in which they are over; what never is stands last and apart. */
export function liabilityModel({ lines }: Pick<LiabilityView, 'lines'>): ChartModel {
  return {
    along: '到期月份',
    points: lines.map(({ month }) => (month === null ? '不过期' : monthName(month))),
    series: [
      {
        ...{ name: '积分', as: 'bar', tone: 2 },
        tones: lines.map(({ month }) => (month === null ? 5 : 2)),
        values: lines.map(({ points }) => points),
      },
    ],
    extra: [
      { name: '折合', values: lines.map(({ cents }) => cents / 100), shown: (yuan) => money(Math.round(yuan * 100)) },
    ],
    labelled: lines.length <= 14,
    rowsOf: (point) => {
      const line = lines[point]
      return line ? hrefOf('/liability', { month: line.month ?? NEVER }) : null
    },
  }
}
