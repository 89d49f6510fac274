import type { QuestionResult, Slice, SurveyResults } from '../contract'
import type { Counts, Tally } from '../rollup'
import { csatOf, meanOf, npsOf, type Score, TOO_FEW } from '../scores'
import { editorText } from './text'
import { plainTitle } from './titles'

export type Dimension = Slice['dimension']
/** What a cross table can be made by; weeks are the trend's. */
export const DIMENSIONS: readonly Dimension[] = ['tier', 'channel', 'group', 'store', 'sop', 'route']

/** `NPS 41 ± 7`, `82.5% ± 4`, or that there are too few answers for a number. */
export function scoreWords(type: string, score: Score | null): string | null {
  if (score === null) return null
  if (score.value === null) return editorText.tooFew
  const unit = type === 'csat' ? '%' : ''
  return `${score.value}${unit} ± ${score.margin ?? 0}`
}

/** The survey's most telling score for a list: NPS before CSAT before CES before rating; null without any. */
export function bestScore(questions: readonly QuestionResult[]): string | null {
  const names = { nps: 'NPS', csat: 'CSAT', ces: 'CES', rating: '评分' } as const
  for (const [type, name] of Object.entries(names)) {
    const found = questions.find((question) => question.type === type)
    const words = found && scoreWords(type, found.nps ?? found.score)
    if (words) return `${name} ${words}`
  }
  return null
}

/**
 * Of those who were invited, how many answered by the invitation. Who came by themselves is in no rate; an anonymous survey does not
 * know by which way anybody came, so there all answers are taken for invited ones and the rate is an upper bound.
 */
export function invitedOf({ invited, counts, routes }: Pick<SurveyResults, 'invited' | 'counts' | 'routes'>) {
  const known = routes.filter((route) => route.invited !== null)
  const came = routes.length === 0 ? counts.responses : known.reduce((sum, { responses }) => sum + responses, 0)
  const answered = Math.min(invited, came)
  return { invited, answered, waiting: invited - answered, percent: invited === 0 ? null : (answered / invited) * 100 }
}

/** One step of the funnel: how many got so far, and how many were seen nowhere after it. */
export interface FunnelStep {
  name: string
  reached: number
  left: number
  /** Average of those who handed in; null when nothing was measured. */
  seconds: number | null
  /** Asked by branching only: fewer here are not lost. */
  branched: boolean
}

/**
 * From opening to handing in. A question's `left` of the server are all who saw it and handed nothing in; whoever was seen at a
 * later question left there and not here.
 */
export function funnelOf({ started, counts, questions }: SurveyResults): FunnelStep[] {
  const after = (at: number) => Math.max(0, ...questions.slice(at).map(({ left }) => left))
  return [
    {
      name: '打开',
      reached: started,
      left: Math.max(0, started - counts.responses - after(0)),
      seconds: null,
      branched: false,
    },
    ...questions.map(({ title, seen, left, asked, seconds }, at) => ({
      ...{ name: `${at + 1} ${plainTitle(title)}`, reached: seen, left: Math.max(0, left - after(at + 1)) },
      ...{ seconds, branched: asked < counts.responses },
    })),
    { name: '交卷', reached: counts.responses, left: 0, seconds: null, branched: false },
  ]
}

/** The worst place, when it loses enough to be worth a sentence. */
export function worstStep(steps: readonly FunnelStep[]): FunnelStep | null {
  const [worst] = [...steps].sort((a, b) => b.left - a.left)
  return worst && worst.left >= 5 && worst.left * 20 >= worst.reached ? worst : null
}

export interface Column {
  key: string
  name: string
  /** How many of a tally fall into it. */
  count: (tally: Tally) => number
}

const band = (from: number, to: number) => (tally: Tally) =>
  tally.scale.slice(from, to + 1).reduce((sum, each) => sum + each, 0)

/** What stands across a cross table; empty for questions that have no shares. */
export function columnsOf({ type, options, scale }: QuestionResult): Column[] {
  if (type === 'nps') {
    return [
      { key: 'low', name: '贬损 0–6', count: band(0, 6) },
      { key: 'mid', name: '中立 7–8', count: band(7, 8) },
      { key: 'high', name: '推荐 9–10', count: band(9, 10) },
    ]
  }
  if (type === 'csat') {
    return [
      { key: 'low', name: '不满意 1–2', count: band(1, 2) },
      { key: 'mid', name: '一般 3', count: band(3, 3) },
      { key: 'high', name: '满意 4–5', count: band(4, 5) },
    ]
  }
  if (type === 'ces' || type === 'rating') {
    return scale.map((_, value) => ({ key: String(value), name: String(value), count: band(value, value) })).slice(1)
  }
  return options.map(({ key, text }) => ({
    ...{ key, name: text },
    count: (tally) => tally.options.find((option) => option.key === key)?.n ?? 0,
  }))
}

export interface CrossRow {
  value: string
  /** Who answered the question. */
  n: number
  /** Percent per column; null: too few to say. */
  shares: (number | null)[]
  /** The score question's, in words. */
  score: string | null
}

/** Shares of a question's answers by a dimension, the total last. Rows with too few answers give no shares. */
export function crossOf(
  { slices, counts }: Pick<SurveyResults, 'slices' | 'counts'>,
  dimension: Dimension,
  question: QuestionResult,
  scored: QuestionResult | null,
): CrossRow[] {
  const columns = columnsOf(question)
  const row = (value: string, from: Counts): CrossRow => {
    const tally = from.questions.find((each) => each.question === question.question)
    const n = tally?.answered ?? 0
    return {
      ...{ value, n },
      shares: columns.map(({ count }) => (tally && n >= TOO_FEW ? Math.round((count(tally) / n) * 100) : null)),
      score: scored && scoreOf(scored, from),
    }
  }
  const parts = slices.filter((slice) => slice.dimension === dimension)
  const rows = parts.map(({ value, counts: part }) => row(value, part)).sort((a, b) => b.n - a.n)
  return [...rows, row('合计', counts)]
}

function scoreOf({ type, question }: QuestionResult, counts: Counts): string | null {
  return scoreWords(type, scoreByType(type, counts.questions.find((each) => each.question === question)?.scale ?? []))
}

function scoreByType(type: string, scale: readonly number[]): Score | null {
  if (type === 'nps') return npsOf(scale)
  if (type === 'csat') return csatOf(scale)
  return type === 'ces' || type === 'rating' ? meanOf(scale) : null
}

/** A share that differs from the total's by ten points or more is worth a look. */
export function standsOut(share: number | null, total: number | null): boolean {
  return share !== null && total !== null && Math.abs(share - total) >= 10
}

export interface WeekPoint {
  week: string
  responses: number
  score: Score | null
}

/** Week by week, oldest first: how many answered, and the score where there were enough. */
export function weeksOf({ slices }: Pick<SurveyResults, 'slices'>, scored: QuestionResult | null): WeekPoint[] {
  return slices
    .filter(({ dimension }) => dimension === 'week')
    .sort((a, b) => (a.value < b.value ? -1 : 1))
    .map(({ value, counts }) => {
      const scale = counts.questions.find(({ question }) => question === scored?.question)?.scale ?? []
      return { week: value, responses: counts.responses, score: scored && scoreByType(scored.type, scale) }
    })
}

/** The question whose score leads the page: NPS first. */
export function scoredQuestion(questions: readonly QuestionResult[]): QuestionResult | null {
  for (const type of ['nps', 'csat', 'ces', 'rating']) {
    const found = questions.find((question) => question.type === type)
    if (found) return found
  }
  return null
}
