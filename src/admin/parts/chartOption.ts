import type { EChartsCoreOption } from 'echarts/core'
import { type ChartModel, type ChartSeries, shownValue, usedSeries } from './chartModel'
import { barOf, lineOf, marginOf, marksOf } from './chartSeries'
import type { ChartTheme } from './chartTheme'

/** px between two labels of the axis below. */
const LABEL_GAP = 14
/** px of 今天（到 11:26） and half of a label beside it. */
const OPEN_ROOM = 130

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
      axisLine: { onZero: !hangs && model.left === undefined, show: !hangs, lineStyle: { color: theme.strong } },
      axisTick: { show: false },
      // Counted from the newest, because today is what one looks for.
      axisLabel: {
        ...words,
        hideOverlap: true,
        // Where its own bar leaves it no room the last label ends there instead of running over the edge.
        alignMaxLabel: reach > 1 ? 'right' : undefined,
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
