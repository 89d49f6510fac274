import { count } from '../../../admin/format'
import type { MetricId } from '../../../admin/metrics/metrics'
import { onTimeRate, type Rate, type Rates, type StoreRates } from '../storeRates'

export interface Column {
  id: string
  /** Whose name and definition it has. */
  metric: MetricId
  /** Whose messages a number of it leads to. */
  rows: Rate
  /** To sort by; null sorts last either way. */
  value: (rates: Rates) => number | null
  shown: (rates: Rates) => string
}

const counted = (id: Rate & MetricId): Column => ({
  ...{ id, metric: id, rows: id },
  value: (rates) => rates[id],
  shown: (rates) => count(rates[id]),
})

const share = (part: number | null) => (part === null ? '—' : `${(part * 100).toFixed(1)}%`)
const unknownShare = ({ unconfirmed, planned }: Rates) => (planned === 0 ? null : unconfirmed / planned)

export const columns: readonly [Column, ...Column[]] = [
  {
    ...{ id: 'rate', metric: 'onTimeRate', rows: 'onTime' },
    value: onTimeRate,
    shown: (rates) => share(onTimeRate(rates)),
  },
  counted('planned'),
  counted('onTime'),
  counted('late'),
  counted('missed'),
  {
    ...{ id: 'unconfirmed', metric: 'unconfirmedRate', rows: 'unconfirmed' },
    value: unknownShare,
    shown: (rates) => share(unknownShare(rates)),
  },
  counted('open'),
]

/** The worst first for a rate, the most first for a count; `up` the other way round. */
export function sorted(stores: readonly StoreRates[], by: Column, up: boolean): StoreRates[] {
  const sign = up ? 1 : -1
  return [...stores].sort((a, b) => {
    const [left, right] = [by.value(a), by.value(b)]
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1
    return (left - right) * sign
  })
}
