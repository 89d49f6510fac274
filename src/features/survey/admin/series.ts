import { shortDay } from '../../../admin/format'
import type { ChartModel, SeriesTone } from '../../../admin/parts/chartModel'
import { hrefOf } from '../../../admin/place'
import { addDays } from '../../../kernel/day'
import type { QuestionResult, SurveyResults } from '../contract'
import type { Score } from '../scores'
import { scoreWords, type WeekPoint, weeksOf } from './resultForm'

/** The results with the answers behind a number beside them. */
export type RowsHref = (rows: { question: string; value?: string; from?: string; to?: string }) => string

export function rowsHrefOf({ survey, version, round }: SurveyResults): RowsHref {
  return ({ question, value, from, to }) =>
    hrefOf('/survey-results', { s: survey, v: String(version), round, rows: question, is: value, from, to })
}

/** Which of the three groups a value counts in. */
export function bandOf(type: string, value: number, most: number): 'low' | 'mid' | 'high' {
  if (type === 'nps') return value <= 6 ? 'low' : value <= 8 ? 'mid' : 'high'
  const share = value / most
  return share <= 0.5 ? 'low' : share < 0.8 ? 'mid' : 'high'
}

const tones: Record<ReturnType<typeof bandOf>, SeriesTone> = { low: 4, mid: 5, high: 1 }

/** How many gave each score, from 0 on for NPS, else from 1. */
export function scaleModel(
  { type, scale, question }: Pick<QuestionResult, 'type' | 'scale' | 'question'>,
  href: RowsHref,
): ChartModel {
  const first = type === 'nps' ? 0 : 1
  const values = scale.slice(first)
  return {
    along: '分数',
    points: values.map((_, at) => String(at + first)),
    series: [
      {
        ...{ name: '人数', as: 'bar', tone: 1, values },
        tones: values.map((_, at) => tones[bandOf(type, at + first, scale.length - 1)]),
      },
    ],
    labelled: true,
    rowsOf: (point) => href({ question, value: String(point + first) }),
  }
}

/** Weeks that are drawn; all of them are counted. */
const WEEKS = 16

/** Answers of each week, and where there is a score a line with its interval; empty points cannot be told from the week before. */
export function trendModel(results: SurveyResults, scored: QuestionResult | null, href: RowsHref): ChartModel {
  const weeks = weeksOf(results, scored).slice(-WEEKS)
  const scores = weeks.map(({ score }) => score)
  const rowsOf = (point: number) => {
    const week = weeks[point]?.week
    const question = scored?.question ?? results.questions[0]?.question
    return week && question ? href({ question, from: week, to: addDays(week, 6) }) : null
  }
  return {
    along: '周一',
    points: weeks.map(({ week }) => shortDay(week)),
    series: [
      { name: '份数', as: 'bar', tone: 3, values: weeks.map(({ responses }) => responses), right: scored !== null },
      ...(scored
        ? [
            {
              ...({
                name: scored.type === 'rating' ? '评分' : scored.type.toUpperCase(),
                as: 'line',
                tone: 1,
              } as const),
              values: scores.map((score) => score?.value ?? null),
              margins: scores.map((score) => score?.margin ?? null),
              hollow: hollowOf(weeks),
              shown: (value: number) => String(value).replace('-', '−'),
            },
          ]
        : []),
    ],
    ...(scored && { left: endsOf(scored), right: { least: 0, most: roundUp(weeks) } }),
    rowsOf,
  }
}

/** The scale of a kind of score. */
export function endsOf({ type, scale }: Pick<QuestionResult, 'type' | 'scale'>): { least: number; most: number } {
  if (type === 'nps') return { least: -100, most: 100 }
  if (type === 'csat') return { least: 0, most: 100 }
  return { least: 1, most: Math.max(5, scale.length - 1) }
}

/** About twice the most answers of a week, so that the columns stay below the line. */
function roundUp(weeks: readonly WeekPoint[]): number {
  return Math.ceil(Math.max(2, ...weeks.map(({ responses }) => responses)) / 10) * 20
}

/** Whether the interval of each score meets that of the one before: nobody can say that it changed. */
export function hollowOf(weeks: readonly { score: Score | null }[]): boolean[] {
  let before: { value: number; margin: number } | null = null
  return weeks.map(({ score }) => {
    if (score?.value == null) return false
    const now = { value: score.value, margin: score.margin ?? 0 }
    const meets = before !== null && Math.abs(now.value - before.value) <= now.margin + before.margin
    before = now
    return meets
  })
}

/** What is said of a question's score beside its title. */
export function scoreOf({ type, nps, score }: QuestionResult): string | null {
  return scoreWords(type, nps ?? score)
}
