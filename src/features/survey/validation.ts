import { isDay } from '../../kernel/day'
import { type Answer, KIND_OF, OTHER, type Question, scaleOf } from './model'
import { checkText } from './text'

/** Characters of one text answer, and of the words beside "其它". */
export const LONGEST_TEXT = 2000
export const LONGEST_OTHER = 100

/** True when there is nothing in it: as good as no answer. */
export function isEmpty(answer: Answer | null | undefined): boolean {
  if (!answer) return true
  switch (answer.kind) {
    case 'picked':
      return answer.options.length === 0
    case 'text':
      return answer.text.trim() === ''
    case 'number':
      return false
    case 'day':
      return answer.day === ''
    case 'files':
      return answer.files.length === 0
    case 'agreed':
      return !answer.agreed
    case 'cells':
      return answer.cells.length === 0
  }
}

/** What is wrong with an answer (Chinese, said to the member), or null. `null` is no answer, which is wrong only when one is required. */
export function check(question: Question, answer: Answer | null | undefined): string | null {
  if (isEmpty(answer) || !answer) {
    if (answer && answer.kind !== KIND_OF[question.type]) return checkText.wrongKind
    if (!question.required) return null
    return question.type === 'consent' ? checkText.mustAgree : checkText.required
  }
  if (answer.kind !== KIND_OF[question.type]) return checkText.wrongKind
  switch (answer.kind) {
    case 'picked':
      return checkPicked(question, answer.options, answer.other)
    case 'text':
      return question.type === 'text' ? checkWords(question, answer.text.trim()) : checkText.wrongKind
    case 'number':
      return checkNumber(question, answer.number)
    case 'day':
      return checkDay(question, answer.day)
    case 'files':
      return question.type === 'image' && answer.files.length > question.max
        ? checkText.atMostFiles(question.max)
        : null
    case 'agreed':
      return null
    case 'cells':
      return checkCells(question, answer.cells)
  }
}

function checkPicked(question: Question, picked: readonly string[], other: string | null): string | null {
  if (!('options' in question)) return checkText.wrongKind
  const known = new Set([...question.options.map(({ key }) => key), ...(question.other ? [OTHER] : [])])
  if (picked.some((key) => !known.has(key))) return checkText.noSuchOption
  if (new Set(picked).size !== picked.length) return checkText.twice
  const words = (other ?? '').trim()
  if (picked.includes(OTHER) && words === '') return checkText.otherEmpty
  if (!picked.includes(OTHER) && words !== '') return checkText.otherNotPicked
  if ([...words].length > LONGEST_OTHER) return checkText.tooLong(LONGEST_OTHER)
  const alone = question.options.some(({ key, alone }) => alone && picked.includes(key))
  if (alone && picked.length > 1) return checkText.alone
  if (question.type === 'single' || question.type === 'dropdown') return picked.length > 1 ? checkText.onlyOne : null
  if (question.type === 'ranking') return picked.length === known.size ? null : checkText.rankAll
  if (question.type !== 'multi' && question.type !== 'picture') return checkText.wrongKind
  if (picked.length < question.min && !alone) return checkText.atLeast(question.min)
  return question.max !== null && picked.length > question.max ? checkText.atMost(question.max) : null
}

function checkWords({ min, max, lines }: Extract<Question, { type: 'text' }>, text: string): string | null {
  const count = [...text].length
  if (count < min) return checkText.tooShort(min)
  if (count > Math.min(max, LONGEST_TEXT)) return checkText.tooLong(Math.min(max, LONGEST_TEXT))
  return lines === 1 && /[\n\r]/.test(text) ? checkText.oneLine : null
}

function checkNumber(question: Question, number: number): string | null {
  if (!Number.isFinite(number)) return checkText.notANumber
  const scale = scaleOf(question)
  if (scale) {
    const fits = Number.isInteger(number) && number >= scale.least && number <= scale.most
    return fits ? null : checkText.between(scale.least, scale.most)
  }
  if (question.type !== 'number') return checkText.wrongKind
  const { min, max, decimals } = question
  if (Math.abs(number) > 1e12) return checkText.notANumber
  if (Number(number.toFixed(decimals)) !== number) return checkText.decimals(decimals)
  if (min !== null && number < min) return checkText.notBelow(min)
  return max !== null && number > max ? checkText.notAbove(max) : null
}

function checkDay(question: Question, day: string): string | null {
  if (question.type !== 'date' || !isDay(day)) return checkText.notADay
  if (question.from !== null && day < question.from) return checkText.notBefore(question.from)
  return question.to !== null && day > question.to ? checkText.notAfter(question.to) : null
}

function checkCells(question: Question, cells: readonly { row: string; column: string }[]): string | null {
  if (question.type !== 'matrix') return checkText.wrongKind
  const rows = new Set(question.rows.map(({ key }) => key))
  const columns = new Set(question.columns.map(({ key }) => key))
  if (cells.some(({ row, column }) => !rows.has(row) || !columns.has(column))) return checkText.noSuchOption
  const filled = new Set(cells.map(({ row }) => row))
  if (filled.size !== cells.length) return checkText.twice
  return question.required && filled.size < rows.size ? checkText.everyRow : null
}
