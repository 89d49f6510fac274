import { findQuestion } from './branching'
import { type Answer, type Given, OTHER, type Page, type Question } from './model'
import { surveyText } from './text'

const PIPE = /\{\{\s*([a-z][0-9a-z_]*)\s*(?:\|([^{}]*))?\}\}/g

/** A title or help with earlier answers in it. Unanswered: what stands after the bar, or a neutral word. */
export function piped(text: string, pages: { pages: readonly Page[] }, answers: readonly Given[]): string {
  return text.replace(PIPE, (_, key: string, instead: string | undefined) => {
    const question = findQuestion(pages, key)
    const given = answers.find((each) => each.question === key)
    const words = question && given ? wordsOf(question, given.answer) : ''
    return words !== '' ? words : (instead?.trim() ?? surveyText.unanswered)
  })
}

/** Questions whose answers a text asks for. */
export function pipesIn(text: string): string[] {
  return [...text.matchAll(PIPE)].map(([, key = '']) => key)
}

/** An answer as a person reads it. */
export function wordsOf(question: Question, answer: Answer): string {
  switch (answer.kind) {
    case 'picked':
      return answer.options.map((key) => optionWords(question, key, answer.other)).join('、')
    case 'text':
      return answer.text.trim()
    case 'number':
      return `${answer.number}${question.type === 'number' ? question.unit : ''}`
    case 'day':
      return answer.day
    case 'files':
      return surveyText.pictures(answer.files.length)
    case 'agreed':
      return answer.agreed ? surveyText.agreed : surveyText.notAgreed
    case 'cells':
      return answer.cells
        .map(({ row, column }) => (question.type === 'matrix' ? cellWords(question, row, column) : ''))
        .join('；')
  }
}

function optionWords(question: Question, key: string, other: string | null): string {
  if (key === OTHER) return other?.trim() || surveyText.other
  return ('options' in question ? question.options.find((option) => option.key === key)?.text : undefined) ?? key
}

function cellWords({ rows, columns }: Extract<Question, { type: 'matrix' }>, row: string, column: string): string {
  const words = (list: { key: string; text: string }[], key: string) =>
    list.find((each) => each.key === key)?.text ?? key
  return `${words(rows, row)}：${words(columns, column)}`
}
