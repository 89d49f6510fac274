import type { When } from '../../kernel/condition'
import type { Day } from '../../kernel/day'

/**
 * What a survey asks: pages of questions under stable keys. Keys travel in answers, conditions, quotas and rollups, so an editor
 * that changes a text keeps the key and one that changes the meaning takes a new one.
 */
export interface Option {
  /** Stable within its question: `[0-9a-z_]{1,24}`; `other` is kept for the answer in one's own words. */
  key: string
  text: string
  /** Address of a picture (https), for the type `picture`; null elsewhere. */
  picture: string | null
  /** No way leads there yet: what is used instead, shown beside the option. The wish is kept all the same. */
  instead: string | null
  /** Excludes all others ("none of these"). */
  alone: boolean
  /** Keeps its place at the end when options are shuffled. */
  last: boolean
}

interface Asked {
  /** Stable within the survey: `[a-z][0-9a-z_]{0,23}`. */
  key: string
  /** May hold `{{key}}` of an earlier question, `{{key|what stands there unanswered}}`. */
  title: string
  help: string
  required: boolean
  /** Over answers that come before it; null: always. */
  showIf: When | null
  /** What the answer teaches about the member: a key of `PREFERENCES`; null: nothing. Never in anonymous surveys. */
  prefers: string | null
}

interface Choosing {
  options: Option[]
  /** "其它" with words of one's own. */
  other: boolean
  /** Options in another order for each person, the same for the same person. */
  shuffle: boolean
}

export type Question = Asked &
  (
    | ({ type: 'single' | 'dropdown' } & Choosing)
    /** `min` 0 and `max` null ask for nothing. */
    | ({ type: 'multi' | 'picture'; min: number; max: number | null } & Choosing)
    /** All options, best first. */
    | ({ type: 'ranking' } & Choosing)
    | { type: 'text'; lines: 1 | 4; min: number; max: number; hint: string }
    | { type: 'number'; min: number | null; max: number | null; decimals: 0 | 1 | 2; unit: string }
    | { type: 'date'; from: Day | null; to: Day | null }
    /** 1 to `levels`. */
    | ({ type: 'rating'; levels: number } & Scale)
    /** 0 to 10. */
    | ({ type: 'nps' } & Scale)
    /** 1 to 5. */
    | ({ type: 'csat' } & Scale)
    /** 1 to 7. */
    | ({ type: 'ces' } & Scale)
    | { type: 'image'; max: number }
    /** `required` means: must agree. */
    | { type: 'consent'; statement: string }
    /** One column for each row. */
    | { type: 'matrix'; rows: Row[]; columns: Row[] }
  )

interface Scale {
  /** Words at the two ends. */
  low: string
  high: string
}

export interface Row {
  key: string
  text: string
}

export type QuestionType = Question['type']

export interface Page {
  key: string
  title: string
  showIf: When | null
  questions: Question[]
  /** Asked in order after the page; the first that holds leads on, forward only. None: the next page. */
  jumps: { when: When; to: string }[]
}

/** Where a jump ends the survey. */
export const END = 'end'
export const OTHER = 'other'

/** An answer as phones keep it, the wire carries it and the database stores it. */
export type Answer =
  /** single, dropdown: one key; multi, picture: some; ranking: all in their order. `other` are the words beside `OTHER`. */
  | { kind: 'picked'; options: string[]; other: string | null }
  | { kind: 'text'; text: string }
  /** number, rating, nps, csat, ces. */
  | { kind: 'number'; number: number }
  | { kind: 'day'; day: Day }
  /** fileIDs that `survey.photo` answered. */
  | { kind: 'files'; files: string[] }
  | { kind: 'agreed'; agreed: boolean }
  | { kind: 'cells'; cells: { row: string; column: string }[] }

/** An answer with its question. A list of them, not a record: ids are never field names. */
export interface Given {
  question: string
  answer: Answer
}

/** The kind of answer that each type takes. */
export const KIND_OF: Readonly<Record<QuestionType, Answer['kind']>> = {
  single: 'picked',
  dropdown: 'picked',
  multi: 'picked',
  picture: 'picked',
  ranking: 'picked',
  text: 'text',
  number: 'number',
  date: 'day',
  rating: 'number',
  nps: 'number',
  csat: 'number',
  ces: 'number',
  image: 'files',
  consent: 'agreed',
  matrix: 'cells',
}

/** Lowest and highest value of a scale; null for what is no scale. */
export function scaleOf(question: Question): { least: number; most: number } | null {
  if (question.type === 'nps') return { least: 0, most: 10 }
  if (question.type === 'csat') return { least: 1, most: 5 }
  if (question.type === 'ces') return { least: 1, most: 7 }
  return question.type === 'rating' ? { least: 1, most: question.levels } : null
}

export function questionsOf({ pages }: { pages: readonly Page[] }): Question[] {
  return pages.flatMap(({ questions }) => questions)
}
