import { count } from '../../../admin/format'
import { onTimeRate, type Rates, type StoreRates } from '../storeRates'

export interface Column {
  id: string
  name: string
  hint: string
  /** To sort by; null sorts last either way. */
  value: (rates: Rates) => number | null
  shown: (rates: Rates) => string
}

const counted = (id: keyof Rates, name: string, hint: string): Column => ({
  ...{ id, name, hint },
  value: (rates) => rates[id],
  shown: (rates) => count(rates[id]),
})

const share = (part: number | null) => (part === null ? '—' : `${(part * 100).toFixed(1)}%`)
const unknownShare = ({ unconfirmed, planned }: Rates) => (planned === 0 ? null : unconfirmed / planned)

export const columns: readonly [Column, ...Column[]] = [
  {
    ...{ id: 'rate', name: '准时率', hint: '按时发出 ÷ 已有结论的条数；待核实、还没到点的不计' },
    value: onTimeRate,
    shown: (rates) => share(onTimeRate(rates)),
  },
  counted('planned', '应发', '不算按规则跳过的'),
  counted('onTime', '准时', '时段开始后按时发出'),
  counted('late', '迟发', '发出了，比计划晚'),
  counted('missed', '错过', '关窗前没有发出'),
  {
    ...{ id: 'unconfirmed', name: '待核实占比', hint: '没有回执、要人看一眼的 ÷ 应发' },
    value: unknownShare,
    shown: (rates) => share(unknownShare(rates)),
  },
  counted('open', '还没结论', '没到点，或在等群主'),
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
