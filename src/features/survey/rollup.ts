import type { WordCount } from './keywords'
import { type Given, type Page, questionsOf, scaleOf } from './model'
import type { Response } from './rules'
import { weekOf } from './rules'

/** One question's counts. A question that was not asked, and one that was skipped, are told apart. */
export interface Tally {
  question: string
  /** On the path of so many answers. */
  asked: number
  answered: number
  /** By option (of a matrix `row.column`); ranking: by the first place. Sorted by key. */
  options: { key: string; n: number }[]
  /** By value from 0 on, for scales. */
  scale: number[]
  /** Sum of a `number` question's answers; its mean is sum / answered. */
  sum: number
  /** Seconds spent, and of how many answers that is known. */
  seconds: number
  timed: number
}

/** Everything counted of some responses. */
export interface Counts {
  responses: number
  /** Sent by an invitation; only slices `all` and `route` know. */
  invited: number
  speeders: number
  straight: number
  seconds: number
  timed: number
  questions: Tally[]
}

/** `survey_rollups/{survey}:{version}:{round}:{slice}`. */
export interface Rollup extends Counts {
  _id: string
  schema: 1
  survey: string
  version: number
  round: string
  /** `all`, or `week.2026-11-23`, `route.list`, `tier.gold`, `channel.a`, `group.x`, `store.x`, `sop.fuli:3`. */
  slice: string
  /** Last batch that was counted in; a batch counts once. */
  batch: number
  /** The most frequent words of text answers; only the slice `all` has them. */
  words: WordCount[]
  /** ms; when it was counted last. */
  at: number
}

export const noCounts: Counts = {
  responses: 0,
  invited: 0,
  speeders: 0,
  straight: 0,
  seconds: 0,
  timed: 0,
  questions: [],
}

type Counted = Pick<Response, 'answers' | 'path' | 'flags' | 'seconds' | 'times'>

/** The counts with one more response. Adding all responses in any order gives the same: a recount is the same function. */
export function counted(counts: Counts, pages: { pages: readonly Page[] }, response: Counted): Counts {
  const { flags, seconds, path, answers, times } = response
  return {
    responses: counts.responses + 1,
    invited: counts.invited,
    speeders: counts.speeders + (flags.includes('speeder') ? 1 : 0),
    straight: counts.straight + (flags.includes('straight') ? 1 : 0),
    seconds: counts.seconds + (seconds ?? 0),
    timed: counts.timed + (seconds === null ? 0 : 1),
    questions: questionsOf(pages).map((question) => {
      const old = counts.questions.find((each) => each.question === question.key) ?? emptyTally(question.key)
      if (!path.includes(question.key)) return old
      const time = times.find((each) => each.question === question.key)
      const given = answers.find((each) => each.question === question.key)
      const timed = { ...old, seconds: old.seconds + (time?.seconds ?? 0), timed: old.timed + (time ? 1 : 0) }
      return withAnswer(timed, question, given)
    }),
  }
}

function emptyTally(question: string): Tally {
  return { question, asked: 0, answered: 0, options: [], scale: [], sum: 0, seconds: 0, timed: 0 }
}

function withAnswer(old: Tally, question: Parameters<typeof scaleOf>[0], given: Given | undefined): Tally {
  const asked = { ...old, asked: old.asked + 1 }
  if (!given) return asked
  const { answer } = given
  const tally = { ...asked, answered: old.answered + 1 }
  if (answer.kind === 'picked') {
    const picked = question.type === 'ranking' ? answer.options.slice(0, 1) : answer.options
    return { ...tally, options: picked.reduce(withOne, old.options) }
  }
  if (answer.kind === 'cells') {
    return { ...tally, options: answer.cells.map(({ row, column }) => `${row}.${column}`).reduce(withOne, old.options) }
  }
  if (answer.kind === 'agreed') return { ...tally, options: withOne(old.options, 'agreed') }
  if (answer.kind !== 'number') return tally
  const scale = scaleOf(question)
  if (!scale) return { ...tally, sum: old.sum + answer.number }
  const counts = Array.from({ length: scale.most + 1 }, (_, value) => old.scale[value] ?? 0)
  return { ...tally, scale: counts.map((n, value) => (value === answer.number ? n + 1 : n)) }
}

function withOne(options: Tally['options'], key: string): Tally['options'] {
  const others = options.filter((each) => each.key !== key)
  const n = (options.find((each) => each.key === key)?.n ?? 0) + 1
  return [...others, { key, n }].sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** The slices that a response counts in. An anonymous one has none that could narrow down who it was. */
export function slicesOf({ day, via, member }: Pick<Response, 'day' | 'via' | 'member'>): string[] {
  const named = (name: string, value: string | null | undefined) => (value ? [`${name}.${value}`] : [])
  return [
    'all',
    `week.${weekOf(day)}`,
    ...named('route', via?.route),
    ...named('tier', member?.tier),
    ...named('channel', member?.channel),
    ...named('group', via?.group),
    ...named('store', via?.store),
    ...named('sop', via?.sop),
  ]
}

/** Two counts in one, for rounds or versions that are looked at together. */
export function added(a: Counts, b: Counts): Counts {
  const keys = [...new Set([...a.questions, ...b.questions].map(({ question }) => question))]
  return {
    responses: a.responses + b.responses,
    invited: a.invited + b.invited,
    speeders: a.speeders + b.speeders,
    straight: a.straight + b.straight,
    seconds: a.seconds + b.seconds,
    timed: a.timed + b.timed,
    questions: keys.map((key) => {
      const find = ({ questions }: Counts) => questions.find(({ question }) => question === key) ?? emptyTally(key)
      return tallies(find(a), find(b))
    }),
  }
}

function tallies(a: Tally, b: Tally): Tally {
  const keys = [...new Set([...a.options, ...b.options].map(({ key }) => key))].sort()
  const of = ({ options }: Tally, key: string) => options.find((each) => each.key === key)?.n ?? 0
  return {
    question: a.question,
    asked: a.asked + b.asked,
    answered: a.answered + b.answered,
    options: keys.map((key) => ({ key, n: of(a, key) + of(b, key) })),
    scale: Array.from(
      { length: Math.max(a.scale.length, b.scale.length) },
      (_, at) => (a.scale[at] ?? 0) + (b.scale[at] ?? 0),
    ),
    sum: a.sum + b.sum,
    seconds: a.seconds + b.seconds,
    timed: a.timed + b.timed,
  }
}
