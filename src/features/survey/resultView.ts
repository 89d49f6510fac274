import type { QuestionResult, Slice, SurveyResults } from './contract'
import type { Definition } from './definition'
import { OTHER, type Question, questionsOf } from './model'
import type { Reached } from './records'
import { added, noCounts, type Rollup, type Tally } from './rollup'
import { csatOf, meanOf, npsOf } from './scores'
import { exportText, surveyText } from './text'

/** Words shown of one question. */
const WORDS_SHOWN = 40
const DIMENSIONS: readonly string[] = ['week', 'route', 'tier', 'channel', 'group', 'store', 'sop']

/** The results of one version and round from its rollups: the work does not grow with the answers. */
export function resultsOf(
  definition: Definition,
  rollups: readonly Rollup[],
  reached: Reached | null,
): Pick<SurveyResults, 'invited' | 'started' | 'counts' | 'questions' | 'slices' | 'routes' | 'bias' | 'asOf'> {
  const all = rollups.find(({ slice }) => slice === 'all')
  const counts = added(all ?? noCounts, noCounts)
  // Phones report what they saw, and lose some of it: never fewer than answered.
  const started = Math.max(reached?.started ?? 0, counts.responses)
  const slices = rollups.flatMap((rollup) => sliceOf(rollup) ?? [])
  return {
    invited: counts.invited,
    started,
    counts,
    questions: questionsOf(definition).map((question) => questionResult(question, counts.questions, all, reached)),
    slices,
    routes: slices
      .filter(({ dimension }) => dimension === 'route')
      .map(({ value, counts: { invited, responses } }) => ({
        route: value,
        invited: invited > 0 ? invited : null,
        responses,
        rate: invited > 0 ? Math.min(1, responses / invited) : null,
      })),
    bias: exportText.bias(counts.invited, counts.responses),
    asOf: Math.max(0, ...rollups.map(({ at }) => at)),
  }
}

function sliceOf(rollup: Rollup): Slice | null {
  const [, dimension = '', value = ''] = /^([a-z]+)\.(.+)$/.exec(rollup.slice) ?? []
  if (!DIMENSIONS.includes(dimension)) return null
  return { dimension: dimension as Slice['dimension'], value, counts: added(rollup, noCounts) }
}

const NOTHING: Omit<Tally, 'question'> = {
  asked: 0,
  answered: 0,
  options: [],
  scale: [],
  sum: 0,
  seconds: 0,
  timed: 0,
}

function questionResult(
  question: Question,
  tallies: readonly Tally[],
  all: Rollup | undefined,
  reached: Reached | null,
): QuestionResult {
  const { key, title, type } = question
  const tally = tallies.find((each) => each.question === key) ?? { ...NOTHING, question: key }
  const seen = Math.max(tally.asked, reached?.seen.find((each) => each.question === key)?.n ?? 0)
  const { asked, answered, scale } = tally
  return {
    ...{ question: key, title, type, asked, answered, seen, scale },
    left: seen - asked,
    seconds: tally.timed === 0 ? null : Math.round((tally.seconds / tally.timed) * 10) / 10,
    options: optionsOf(question, tally),
    nps: type === 'nps' ? npsOf(scale) : null,
    score: type === 'csat' ? csatOf(scale) : type === 'ces' || type === 'rating' ? meanOf(scale) : null,
    mean: type === 'number' && answered > 0 ? tally.sum / answered : null,
    words: (all?.words ?? [])
      .filter((count) => count.question === key)
      .slice(0, WORDS_SHOWN)
      .map(({ word, n }) => ({ word, n })),
  }
}

/** Every option that could be chosen, also those that nobody chose. */
function optionsOf(question: Question, { options }: Tally): QuestionResult['options'] {
  const count = (key: string) => options.find((each) => each.key === key)?.n ?? 0
  if (question.type === 'matrix') {
    return question.rows.flatMap((row) =>
      question.columns.map((column) => {
        const key = `${row.key}.${column.key}`
        return { key, text: `${row.text}：${column.text}`, n: count(key) }
      }),
    )
  }
  if (question.type === 'consent') return [{ key: 'agreed', text: surveyText.agreed, n: count('agreed') }]
  if (!('options' in question)) return []
  const named = question.options.map(({ key, text }) => ({ key, text, n: count(key) }))
  return question.other ? [...named, { key: OTHER, text: surveyText.other, n: count(OTHER) }] : named
}
