import { givingMetrics } from './giving'
import type { Metric } from './metric'
import { peopleMetrics } from './people'
import { sendingMetrics } from './sending'

export const metrics = { ...sendingMetrics, ...peopleMetrics, ...givingMetrics } as const

export type MetricId = keyof typeof metrics

export function metricOf(id: MetricId): Metric {
  return metrics[id]
}

/** What stands above the rows of a file: one line for each number that needs it. */
export function notesOf(ids: readonly MetricId[]): string[] {
  return ids.map((id) => {
    const { name, means, above, below, source } = metricOf(id)
    return `${name}：${means}。${above && below ? `${above} ÷ ${below}。` : ''}来源：${source}。`
  })
}
