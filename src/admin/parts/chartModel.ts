import type { CsvCell } from '../csv'
import { count } from '../format'

/** One of the five steps of lightness, `--series-1` the darkest. Coral, jade and amber are never a series. */
export type SeriesTone = 1 | 2 | 3 | 4 | 5

export interface ChartSeries {
  name: string
  as: 'bar' | 'line'
  tone: SeriesTone
  /** One for each point; null: nothing to say, no mark. */
  values: readonly (number | null)[]
  /** Bars of the same stack stand on each other. */
  stack?: string
  /** The bars hang below the line of nothing; `values` stay positive. */
  down?: boolean
  /** The tone of each value, where one series falls into bands. */
  tones?: readonly SeriesTone[]
  /** Half of the 95 % interval around each value. */
  margins?: readonly (number | null)[]
  /** Values that cannot be told apart from the one before: an empty mark. */
  hollow?: readonly boolean[]
  /** What the others are compared with: a dashed grey line. */
  dashed?: boolean
  /** Counted on the axis at the right. */
  right?: boolean
  /** How a value is written; thousands when nothing is said. */
  shown?: (value: number) => string
}

/** A picture of numbers, whatever draws it: the drawing, the table and the file are all made from this. */
export interface ChartModel {
  /** What stands along the axis: 日期, 分数. */
  along: string
  points: readonly string[]
  series: readonly ChartSeries[]
  /** Ends of the axis at the right. */
  right?: { least: number; most: number }
  /** Ends of the axis at the left; from the numbers when nothing is said. */
  left?: { least: number; most: number }
  /** A point that is not over: drawn lighter, and says until when it was counted. */
  open?: { at: number; words: string } | null
  /** Dashed lines across, such as a stock that cannot be passed. */
  levels?: readonly { name: string; value: number }[]
  /** Dotted lines upwards: something happened there. */
  events?: readonly { name: string; at: number }[]
  /** Columns that stand in the table and the file alone: the same in another unit, what lies beneath. */
  extra?: readonly Pick<ChartSeries, 'name' | 'values' | 'shown'>[]
  /** Each bar carries its number. */
  labelled?: boolean
  /** Address of the rows behind a number; null when there are none to show. */
  rowsOf?: (point: number, series: number) => string | null
}

/** The series that have anything to show, each with its place in the model. */
export function usedSeries({ series }: ChartModel): { one: ChartSeries; at: number }[] {
  return series
    .map((one, at) => ({ one, at }))
    .filter(({ one }) => one.values.some((value) => value !== null && (value !== 0 || one.as === 'line')))
}

export function isBlank(model: ChartModel): boolean {
  return model.points.length === 0 || model.series.every(({ values }) => values.every((value) => !value))
}

export function shownValue({ shown = count }: Pick<ChartSeries, 'shown'>, value: number | null): string {
  return value === null ? '—' : shown(value)
}

/** The link behind a number; nothing is behind 0. */
export function rowsBehind(model: ChartModel, point: number, series: number): string | null {
  const value = model.series[series]?.values[point] ?? null
  return value === null || value === 0 ? null : (model.rowsOf?.(point, series) ?? null)
}

export interface ChartTable {
  heads: string[]
  rows: { name: string; cells: { words: string; href: string | null }[] }[]
}

/** The same numbers to read, each with the link that its mark has. */
export function tableOf(model: ChartModel): ChartTable {
  const used = usedSeries(model)
  const { extra = [] } = model
  return {
    heads: [
      model.along,
      ...used.flatMap(({ one }) => (one.margins ? [one.name, '±'] : [one.name])),
      ...extra.map(({ name }) => name),
    ],
    rows: model.points.map((name, point) => ({
      name: model.open?.at === point ? `${name}（${model.open.words}）` : name,
      cells: [
        ...used.flatMap(({ one, at }) => {
          const value = { words: shownValue(one, one.values[point] ?? null), href: rowsBehind(model, point, at) }
          return one.margins ? [value, { words: shownValue(one, one.margins[point] ?? null), href: null }] : [value]
        }),
        ...extra.map((one) => ({ words: shownValue(one, one.values[point] ?? null), href: null })),
      ],
    })),
  }
}

/** The same numbers to calculate with. */
export function fileRowsOf(model: ChartModel): { heads: string[]; rows: CsvCell[][] } {
  const used = usedSeries(model)
  return {
    heads: tableOf(model).heads,
    rows: model.points.map((name, point) => [
      name,
      ...used.flatMap(({ one }): CsvCell[] => {
        const value = one.values[point] ?? null
        return one.margins ? [value, one.margins[point] ?? null] : [value]
      }),
      ...(model.extra ?? []).map(({ values }): CsvCell => values[point] ?? null),
    ]),
  }
}

/** One sentence for who cannot see it: what, from where to where, the most and the last of each series. */
export function sentenceOf(title: string, model: ChartModel): string {
  const { points } = model
  const told = usedSeries(model).map(({ one }) => {
    const known = one.values.flatMap((value, at) => (value === null ? [] : [{ value, at }]))
    const most = known.reduce((a, b) => (b.value > a.value ? b : a), known[0] ?? { value: 0, at: 0 })
    const last = known.at(-1)
    const top = `${one.name}最多 ${shownValue(one, most.value)}（${points[most.at] ?? ''}）`
    return last && last.at !== most.at ? `${top}，最后 ${shownValue(one, last.value)}` : top
  })
  const range = points.length > 1 ? `${points[0]} 到 ${points.at(-1)}` : (points[0] ?? '')
  return `${title}。${range}。${told.join('；')}。按「看成表格」逐个读。`
}
