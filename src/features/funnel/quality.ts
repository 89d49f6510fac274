import { addDays, type Day } from '../../kernel/day'
import { CHANNEL_KINDS } from '../channel/rules'
import { kindWords } from '../channel/text'
import type { QualityAnswer, QualityRow } from './contract'
import { qualityOf, sumRows } from './figures'
import type { ChannelFacts, Range } from './read'
import type { FunnelBook } from './rules'
import { text } from './text'

/** Days that the chart shows. */
const CHART = 14

/** Quantity and quality of the channels that somebody came by, and who came when. Costs are those of the days that are asked about. */
export function qualityRows(
  range: Range,
  channels: ReadonlyMap<string, ChannelFacts>,
  { from, to, today, book }: { from: Day; to: Day; today: Day; book: FunnelBook },
): QualityAnswer {
  const sums = sumRows(range.days, { steps: book.steps.length, today, shown: (value) => value })
  const rows = [...sums].map(([value, sum]): QualityRow => {
    const channel = channels.get(value)
    const costs = channel?.costs.filter(({ day }) => day >= from && day <= to) ?? []
    const cost = costs.length === 0 ? null : costs.reduce((all, { cents }) => all + cents, 0)
    return {
      ...{ value, name: channel?.name ?? (value === '' ? text.nowhere.channel : value), kind: channel?.kind ?? null },
      ...{ people: sum.all.people, today: sum.today, steps: sum.all.steps.map(({ people }) => people) },
      quality: qualityOf(sum, cost, book.least),
    }
  })
  const { waiting, rolledAt } = range
  const kinds = [
    ...CHANNEL_KINDS.map((kind) => ({ kind: String(kind), name: kindWords[kind] })),
    { kind: '', name: text.nowhere.kind },
  ]
  const days = Array.from({ length: CHART }, (_, i) => {
    const day = addDays(to, i + 1 - CHART)
    const people = kinds.map(() => 0)
    for (const { value, cell } of range.days.find((one) => one.day === day)?.rows ?? []) {
      const found = channels.get(value)?.kind ?? ''
      const at = kinds.findIndex(({ kind }) => kind === found)
      people[at] = (people[at] ?? 0) + cell.people
    }
    return { day, people }
  })
  return { rows: rows.sort((a, b) => b.people - a.people), days, kinds, least: book.least, waiting, rolledAt }
}
