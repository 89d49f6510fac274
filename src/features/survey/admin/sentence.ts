import type { When } from '../../../kernel/condition'
import { OTHER, type Question, scaleOf } from '../model'
import { surveyText } from '../text'
import { shortTitle } from './titles'

/** How a thing may be compared. `ne` is a negated `eq`; the rest are the condition's own. */
export type Operator = 'eq' | 'ne' | 'in' | 'gte' | 'lte' | 'gt' | 'lt' | 'answered' | 'unanswered'

export interface Line {
  fact: string
  op: Operator
  /** A list for `in`; not looked at for `answered` and `unanswered`. */
  value: string | number | boolean | (string | number)[]
}

/** What dropdowns can build: lines of which all or any hold. */
export interface Sentence {
  mode: 'all' | 'any'
  lines: Line[]
}

/** Something that a condition may ask for. */
export interface Subject {
  fact: string
  name: string
  kind: 'choice' | 'number' | 'text' | 'day' | 'yes' | 'presence'
  /** A person's answer may hold several of the choices. */
  several: boolean
  choices: { value: string | number; text: string }[]
}

export const operatorNames: Readonly<Record<Operator, string>> = {
  eq: '是',
  ne: '不是',
  in: '是其中之一',
  gte: '不低于',
  lte: '不高于',
  gt: '高于',
  lt: '低于',
  answered: '有回答',
  unanswered: '没有回答',
}

/** The operators that make sense for a subject, the likeliest first. */
export function operatorsOf({ kind, choices }: Pick<Subject, 'kind' | 'choices'>): Operator[] {
  if (kind === 'choice') return ['eq', 'ne', 'in', 'answered', 'unanswered']
  if (kind === 'number' && choices.length === 0) return ['gte', 'lte', 'eq', 'lt', 'gt', 'answered', 'unanswered']
  if (kind === 'number') return ['lte', 'gte', 'eq', 'lt', 'gt', 'answered', 'unanswered']
  if (kind === 'day') return ['gte', 'lte', 'answered', 'unanswered']
  if (kind === 'yes') return ['eq', 'unanswered']
  return kind === 'text' ? ['answered', 'unanswered', 'eq', 'ne', 'in'] : ['answered', 'unanswered']
}

/** A line to begin with: the first thing that is true of a subject. */
export function firstLine(subject: Subject): Line {
  const [op = 'answered'] = operatorsOf(subject)
  return { fact: subject.fact, op, value: firstValue(subject, op) }
}

/** A value that fits subject and operator. */
export function firstValue({ kind, choices }: Subject, op: Operator): Line['value'] {
  // Scales begin in the middle: their ends are what hardly anybody means.
  const choice = choices[kind === 'number' ? Math.floor(choices.length / 2) : 0]
  if (op === 'in') return choice ? [choice.value] : []
  if (kind === 'yes') return true
  return choice?.value ?? (kind === 'number' ? 0 : '')
}

/** Null: nested deeper than dropdowns show; it is read out and kept as it is. */
export function sentenceOf(when: When): Sentence | null {
  const [mode, parts]: [Sentence['mode'], When[]] =
    'all' in when ? ['all', when.all] : 'any' in when ? ['any', when.any] : ['all', [when]]
  const lines = parts.map(lineOf)
  return lines.every((line) => line !== null) ? { mode, lines } : null
}

/** Null when there are no lines: always. */
export function whenOf({ mode, lines }: Sentence): When | null {
  const parts = lines.map(partOf)
  const [only] = parts
  if (only === undefined) return null
  if (parts.length === 1) return only
  return mode === 'all' ? { all: parts } : { any: parts }
}

function lineOf(when: When): Line | null {
  if ('all' in when || 'any' in when) return null
  if ('not' in when) return 'eq' in when.not ? { fact: when.not.fact, op: 'ne', value: when.not.eq } : null
  const { fact } = when
  if ('answered' in when) return { fact, op: when.answered ? 'answered' : 'unanswered', value: '' }
  if ('eq' in when) return { fact, op: 'eq', value: when.eq }
  if ('in' in when) return { fact, op: 'in', value: when.in }
  if ('gte' in when) return { fact, op: 'gte', value: when.gte }
  if ('lte' in when) return { fact, op: 'lte', value: when.lte }
  return 'gt' in when ? { fact, op: 'gt', value: when.gt } : { fact, op: 'lt', value: when.lt }
}

function partOf({ fact, op, value }: Line): When {
  if (op === 'answered' || op === 'unanswered') return { fact, answered: op === 'answered' }
  if (op === 'in') return { fact, in: Array.isArray(value) ? value : [String(value)] }
  const one = Array.isArray(value) ? (value[0] ?? '') : value
  if (op === 'eq') return { fact, eq: one }
  if (op === 'ne') return { not: { fact, eq: one } }
  const bound = typeof one === 'boolean' ? String(one) : one
  if (op === 'gte') return { fact, gte: bound }
  if (op === 'lte') return { fact, lte: bound }
  return op === 'gt' ? { fact, gt: bound } : { fact, lt: bound }
}

/** What conditions may ask of these questions; a matrix row by row. */
export function subjectsOf(questions: readonly Question[]): Subject[] {
  return questions.flatMap((question) => {
    const { key: fact, title: name, type } = question
    const plain = { fact, name: `「${shortTitle(name, 16)}」`, several: false, choices: [] }
    if (type === 'matrix') {
      const choices = question.columns.map(({ key, text }) => ({ value: key, text }))
      return question.rows.map(
        (row): Subject => ({
          ...{ fact: `${fact}.${row.key}`, name: `「${shortTitle(name, 16)}」${row.text}`, kind: 'choice' },
          ...{ several: false, choices },
        }),
      )
    }
    if ('options' in question) {
      const choices = question.options.map(({ key, text }) => ({ value: key, text }))
      if (question.other) choices.push({ value: OTHER, text: surveyText.other })
      const several = type !== 'single' && type !== 'dropdown'
      return [{ ...plain, kind: 'choice', several, choices }]
    }
    const scale = scaleOf(question)
    if (scale) {
      const steps = Array.from({ length: scale.most - scale.least + 1 }, (_, step) => scale.least + step)
      return [{ ...plain, kind: 'number', choices: steps.map((value) => ({ value, text: String(value) })) }]
    }
    if (type === 'number') return [{ ...plain, kind: 'number' }]
    if (type === 'date') return [{ ...plain, kind: 'day' }]
    if (type === 'consent') return [{ ...plain, kind: 'yes' }]
    return [{ ...plain, kind: type === 'text' ? 'text' : 'presence' }]
  })
}

/** A condition as a person says it; also what dropdowns cannot build. */
export function wordsOfWhen(when: When, subjects: readonly Subject[]): string {
  if ('all' in when) return joined(when.all, '，并且', subjects)
  if ('any' in when) return joined(when.any, '，或者', subjects)
  const line = lineOf(when)
  if (line) return wordsOfLine(line, subjects)
  return 'not' in when ? `不满足（${wordsOfWhen(when.not, subjects)}）` : ''
}

function joined(parts: readonly When[], by: string, subjects: readonly Subject[]): string {
  return parts
    .map((part) => {
      const words = wordsOfWhen(part, subjects)
      return 'all' in part || 'any' in part ? `（${words}）` : words
    })
    .join(by)
}

function wordsOfLine({ fact, op, value }: Line, subjects: readonly Subject[]): string {
  const subject = subjects.find((each) => each.fact === fact)
  const name = subject?.name ?? `「${fact}」`
  if (op === 'answered' || op === 'unanswered') return `${name}${operatorNames[op]}`
  const text = (one: unknown) =>
    one === true ? '同意' : (subject?.choices.find((choice) => choice.value === one)?.text ?? String(one))
  const verb = subject?.several ? { eq: '选了', ne: '没选', in: '选了其中之一' }[String(op)] : undefined
  return `${name}${verb ?? operatorNames[op]} ${Array.isArray(value) ? value.map(text).join('、') : text(value)}`
}
