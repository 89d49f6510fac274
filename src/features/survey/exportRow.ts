import { type Page, questionsOf } from './model'
import { wordsOf } from './piping'
import type { Response } from './rules'
import { exportText } from './text'

/** A cell that a spreadsheet program takes for a formula runs on the reader's machine; an apostrophe makes it text. */
export function safeCell(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
}

export function headerOf(pages: { pages: readonly Page[] }): string[] {
  const { who, day, route, tier, seconds, flags } = exportText
  return [who, day, route, tier, seconds, flags, ...questionsOf(pages).map(({ title }) => safeCell(title))]
}

/** One answer as cells; nobody can be told from it. @param masked how the member is called here */
export function rowOf(pages: { pages: readonly Page[] }, response: Response, masked: string): string[] {
  const { day, via, member, seconds, flags, answers } = response
  const cells = questionsOf(pages).map((question) => {
    const given = answers.find((each) => each.question === question.key)
    return given ? safeCell(wordsOf(question, given.answer)) : ''
  })
  return [
    masked,
    day,
    via ? exportText.routes[via.route] : '',
    safeCell(member?.tier ?? ''),
    seconds === null ? '' : String(Math.round(seconds)),
    flags.map((flag) => exportText.flagNames[flag]).join('、'),
    ...cells,
  ]
}
