import type { EChartsCoreOption } from 'echarts/core'
import { type ChartModel, type ChartSeries, rowsBehind, type SeriesTone, shownValue, usedSeries } from './chartModel'

/** Colours and letters of a drawing, as the tokens of the page say at this moment. */
export interface ChartTheme {
  series: Readonly<Record<SeriesTone, string>>
  ink: string
  quiet: string
  line: string
  strong: string
  surface: string
  event: string
  font: string
}

/** @param read value of a custom property, `--ink` → `#1e1e24` */
export function chartTheme(read: (name: string) => string): ChartTheme {
  return {
    series: {
      1: read('--series-1'),
      2: read('--series-2'),
      3: read('--series-3'),
      4: read('--series-4'),
      5: read('--series-5'),
    },
    ...{ ink: read('--ink'), quiet: read('--ink-3'), line: read('--line'), strong: read('--line-strong') },
    ...{ surface: read('--surface'), event: read('--amber-text'), font: read('--font') },
  }
}

/** A day that is not over is drawn this light. */
const OPEN_OPACITY = 0.55
/** Bars never get wider than this (px), however few they are. */
const WIDEST = 30
/** Points from which on a line is thinned before it is drawn. */
const DENSE = 2000
/** px between two labels of the axis below. */
const LABEL_GAP = 14
/** px of 今天（到 11:26） and half of a label beside it. */
const OPEN_ROOM = 110

/**
 * A model as ECharts takes it. Series are named by their place in the model, so that a click can be led back.
 *
 * @param width px that there are
 * @param moves false for who asked for less motion
 */
export function optionOf(
  model: ChartModel,
  theme: ChartTheme,
  { width, moves, few = false }: { width: number; moves: boolean; few?: boolean },
): EChartsCoreOption {
  const used = usedSeries(model)
  const words = { color: theme.quiet, fontSize: 11, fontFamily: theme.font }
  const longest = Math.max(0, ...model.points.map(roomOf))
  const every = Math.max(1, Math.ceil((model.points.length * (LABEL_GAP + longest)) / Math.max(1, width)))
  const last = model.points.length - 1
  // The label of today says until when, and needs the room of its neighbours.
  const reach = model.open?.at === last ? Math.ceil((OPEN_ROOM * model.points.length) / Math.max(1, width)) : 0
  const hasRight = used.some(({ one }) => one.right)
  const levels = (model.levels ?? []).map(({ value }) => value)
  const most = Math.max(0, ...used.flatMap(({ one }) => one.values.map((value) => value ?? 0)))
  const hangs = used.some(({ one }) => one.down)
  return {
    animation: moves,
    animationDuration: 180,
    animationDurationUpdate: 180,
    textStyle: { fontFamily: theme.font },
    grid: {
      left: 6,
      right: hasRight || used.every(({ one }) => one.as === 'bar') ? 6 : 30,
      top: 22,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'line', lineStyle: { color: theme.strong, width: 1, type: 'solid' } },
      confine: true,
      transitionDuration: 0,
      backgroundColor: theme.surface,
      borderColor: theme.strong,
      padding: [6, 10],
      textStyle: { color: theme.ink, fontSize: 12, fontFamily: theme.font },
    },
    xAxis: {
      type: 'category',
      data: model.points.map((name, at) => (model.open?.at === at ? `今天（${model.open.words}）` : name)),
      boundaryGap: used.some(({ one }) => one.as === 'bar') || model.points.length === 1,
      // With bars that hang the line of nothing is a level; the axis and its words stay below them.
      axisLine: { onZero: !hangs, show: !hangs, lineStyle: { color: theme.strong } },
      axisTick: { show: false },
      // Counted from the newest, because today is what one looks for.
      axisLabel: {
        ...words,
        hideOverlap: true,
        alignMaxLabel: model.open?.at === last ? 'right' : undefined,
        interval: (at: number) => at === last || ((last - at) % every === 0 && last - at >= reach),
      },
    },
    yAxis: [
      {
        ...axisOf(model.left, theme, words, used.find(({ one }) => !one.right)?.one),
        // A level above all numbers is the top of the picture.
        ...(levels.length > 0 && Math.max(...levels) > most && { max: Math.max(...levels) }),
        ...(model.labelled && { show: false }),
      },
      ...(hasRight
        ? [
            {
              ...axisOf(model.right, theme, words, used.find(({ one }) => one.right)?.one),
              splitLine: { show: false },
            },
          ]
        : []),
    ],
    series: used.flatMap(({ one, at }, n) => [
      one.as === 'bar' ? barOf(model, one, at, theme, few) : lineOf(model, one, at, theme, few),
      ...(one.margins ? [marginOf(one, at, theme)] : []),
      ...(n === 0 ? [marksOf(model, hangs, theme, words)] : []),
    ]),
  }
}

/** px that a label takes at 11 px: Chinese signs are square, digits about half of that. */
function roomOf(label: string): number {
  return [...label].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 255 ? 11 : 6.5), 0)
}

function axisOf(
  ends: { least: number; most: number } | undefined,
  theme: ChartTheme,
  words: object,
  series: ChartSeries | undefined,
) {
  const written = (value: number) =>
    ends || series === undefined ? String(value).replace('-', '−') : shownValue(series, Math.abs(value))
  return {
    type: 'value',
    ...(ends && { min: ends.least, max: ends.most, interval: (ends.most - ends.least) / 2 }),
    // What is counted has no halves.
    ...(series?.shown === undefined && { minInterval: 1 }),
    splitNumber: 3,
    axisLabel: { ...words, formatter: written },
    splitLine: { lineStyle: { color: theme.line } },
  }
}

const idOf = (at: number) => `s${at}`

function common(one: ChartSeries, at: number) {
  return {
    ...{ id: idOf(at), name: one.name, yAxisIndex: one.right ? 1 : 0 },
    tooltip: {
      valueFormatter: (value: unknown) => shownValue(one, typeof value === 'number' ? Math.abs(value) : null),
    },
  }
}

function barOf(model: ChartModel, one: ChartSeries, at: number, theme: ChartTheme, few: boolean) {
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

function lineOf(model: ChartModel, one: ChartSeries, at: number, theme: ChartTheme, few: boolean) {
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
          ...{ show: true, position: 'top', color: theme.ink, fontSize: 12, fontFamily: theme.font },
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
function marginOf(one: ChartSeries, at: number, theme: ChartTheme) {
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
function marksOf({ points, levels = [], events = [] }: ChartModel, hangs: boolean, theme: ChartTheme, words: object) {
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
