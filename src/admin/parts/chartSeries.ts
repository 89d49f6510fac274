import { type ChartModel, type ChartSeries, rowsBehind, shownValue } from './chartModel'
import type { ChartTheme } from './chartTheme'

/** A day that is not over is drawn this light. */
const OPEN_OPACITY = 0.55
/** Bars never get wider than this (px), however few they are. */
const WIDEST = 30
/** Points from which on a line is thinned before it is drawn. */
const DENSE = 2000

const idOf = (at: number) => `s${at}`

function common(one: ChartSeries, at: number) {
  return {
    ...{ id: idOf(at), name: one.name, yAxisIndex: one.right ? 1 : 0 },
    tooltip: {
      valueFormatter: (value: unknown) => shownValue(one, typeof value === 'number' ? Math.abs(value) : null),
    },
  }
}

export function barOf(model: ChartModel, one: ChartSeries, at: number, theme: ChartTheme, few: boolean) {
  const label = { show: true, position: 'top', color: theme.ink, fontSize: 11, fontFamily: theme.font }
  return {
    ...common(one, at),
    type: 'bar',
    ...(one.stack && { stack: one.stack }),
    barMaxWidth: WIDEST,
    barCategoryGap: '30%',
    emphasis: { disabled: true },
    ...(model.labelled && { label: { ...label, formatter: ({ value }: { value: number }) => shownValue(one, value) } }),
    data: one.values.map((value, point) => ({
      value: value === null ? '-' : one.down ? -value : value,
      cursor: rowsBehind(model, point, at) === null ? 'default' : 'pointer',
      itemStyle: {
        color: theme.series[one.tones?.[point] ?? one.tone],
        opacity: few || model.open?.at === point ? OPEN_OPACITY : 1,
        // A bar of nothing has no edge, or it would cut the line below it.
        ...(one.stack ? { borderColor: theme.surface, borderWidth: value ? 0.5 : 0 } : { borderRadius: [2, 2, 0, 0] }),
      },
    })),
    cursor: 'default',
  }
}

export function lineOf(model: ChartModel, one: ChartSeries, at: number, theme: ChartTheme, few: boolean) {
  const color = one.dashed ? theme.series[4] : theme.series[one.tone]
  const last = one.values.reduce<number>((found, value, point) => (value === null ? found : point), -1)
  return {
    ...common(one, at),
    type: 'line',
    // Two lines are told apart by their marks as well.
    symbol: at % 2 === 0 ? 'circle' : 'rect',
    symbolSize: model.points.length > 60 ? 3 : 6,
    showAllSymbol: true,
    sampling: one.values.length > DENSE ? 'lttb' : undefined,
    connectNulls: false,
    emphasis: { disabled: true },
    lineStyle: { color, width: 2, type: one.dashed ? 'dashed' : 'solid', opacity: few ? OPEN_OPACITY : 1 },
    itemStyle: { color },
    cursor: 'default',
    z: 4,
    data: one.values.map((value, point) => ({
      value: value === null ? '-' : value,
      cursor: rowsBehind(model, point, at) === null ? 'default' : 'pointer',
      ...(one.hollow?.[point] && { itemStyle: { color: theme.surface, borderColor: color, borderWidth: 1.5 } }),
      ...(point === last && {
        label: {
          // Beside an interval, which stands upright; above where there is none.
          ...{
            show: true,
            position: one.margins ? 'right' : 'top',
            color: theme.ink,
            fontSize: 12,
            fontFamily: theme.font,
          },
          formatter: shownValue(one, value),
        },
      }),
    })),
  }
}

interface Drawn {
  coord: (at: [number, number]) => number[]
  value: (dimension: number) => number
}

/** The 95 % interval of each value as an upright line with two ends. */
export function marginOf(one: ChartSeries, at: number, theme: ChartTheme) {
  const stroke = theme.series[one.tone]
  return {
    ...{
      id: `${idOf(at)}±`,
      type: 'custom',
      yAxisIndex: one.right ? 1 : 0,
      silent: true,
      z: 3,
      tooltip: { show: false },
    },
    renderItem: (_: unknown, { coord, value }: Drawn) => {
      const [x = 0, high = 0] = coord([value(0), value(2)])
      const [, low = 0] = coord([value(0), value(1)])
      const mark = (shape: { x1: number; y1: number; x2: number; y2: number }) => ({
        ...{ type: 'line', shape, style: { stroke, lineWidth: 1 } },
      })
      return {
        type: 'group',
        children: [
          mark({ x1: x, x2: x, y1: high, y2: low }),
          mark({ x1: x - 4, x2: x + 4, y1: high, y2: high }),
          mark({ x1: x - 4, x2: x + 4, y1: low, y2: low }),
        ],
      }
    },
    data: one.values.flatMap((value, point) => {
      const margin = one.margins?.[point] ?? null
      return value === null || margin === null ? [] : [[point, value - margin, value + margin]]
    }),
  }
}

/** Levels and events hang on a line that has no points of its own. */
export function marksOf(
  { points, levels = [], events = [] }: ChartModel,
  hangs: boolean,
  theme: ChartTheme,
  words: object,
) {
  return {
    ...{ id: 'marks', type: 'line', data: points.map(() => '-'), silent: true, tooltip: { show: false } },
    markLine: {
      ...{ silent: true, symbol: 'none', animation: false },
      data: [
        ...(hangs ? [{ yAxis: 0, lineStyle: { color: theme.strong, type: 'solid' }, label: { show: false } }] : []),
        ...levels.map(({ name, value }) => ({
          ...{ yAxis: value, lineStyle: { color: theme.series[4], type: 'dashed' } },
          label: { ...words, position: 'insideEndTop', formatter: name },
        })),
        ...events.map(({ name, at }) => ({
          ...{ xAxis: at, lineStyle: { color: theme.event, type: 'dotted' } },
          label: { ...words, color: theme.event, position: 'insideEndTop', rotate: 0, formatter: name },
        })),
      ],
    },
  }
}

/** The place in the model of what was clicked; null for what has none. */
export function clickedSeries(id: unknown): number | null {
  const found = /^s(\d+)$/.exec(String(id))
  return found ? Number(found[1]) : null
}
