import type { Context } from '../../context'
import type { Job } from '../../kernel/due'
import { askJobs, firstAskWork } from './askJob'
import { firstRollWork, rollJobs } from './roll'

export const surveyJobs: readonly Job<Context>[] = [...rollJobs, ...askJobs]

/** What stands on the due list from the first day on. */
export function firstSurveyWork(now: number): { key: string; kind: string; at: number }[] {
  return [...firstRollWork(now), ...firstAskWork(now)]
}
