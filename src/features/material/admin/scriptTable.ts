import { readCsv } from '../../sop/admin/readCsv'
import { TONE_LENGTH } from '../../sop/rules'
import { tidyName } from '../rules'
import { CATEGORY_LENGTH, MOST_ANSWERS, type ScriptForm } from '../scripts'

/** One question of a table, with its answers in the order of the rows. */
export type TableScript = ScriptForm & { name: string }

export interface ScriptTableReading {
  scripts: TableScript[]
  /** Rows that are left out, and why (Chinese). */
  problems: { row: number; words: string }[]
}

const HEADERS = {
  category: /^(分类|类别|类目|场景|阶段)$/,
  name: /^(问题|顾客问|客户问|客户问题|常见问题|标题)$/,
  text: /^(答案|话术|回答|回复|参考话术|标准话术|内容)$/,
  tone: /^(语气|风格|话术风格|口吻)$/,
} as const
type Column = keyof typeof HEADERS

/** Longest answer, in signs. */
const MOST_TEXT = 1300

/**
 * Questions and answers out of a pasted table: 分类, 问题, 答案, 语气 by their headers, else in this order. Rows of one question under one
 * category are its answers; an empty 分类 or 问题 means that of the row above, as merged cells are copied.
 */
export function readScriptTable(pasted: string): ScriptTableReading {
  const rows = new Map<number, Map<string, string>>()
  for (const { ref, value } of readCsv(pasted, 'pasted').cells) {
    const [, letter = '', number = ''] = /^([A-Z]+)(\d+)$/.exec(ref) ?? []
    const row = rows.get(Number(number)) ?? new Map<string, string>()
    rows.set(Number(number), row.set(letter, String(value)))
  }
  const columns = columnsOf(rows.values().next().value)
  const scripts = new Map<string, TableScript>()
  const problems: ScriptTableReading['problems'] = []
  let above = { category: '', name: '' }
  for (const [row, cells] of rows) {
    if (columns.header && cells === rows.values().next().value) continue
    const said = (column: Column) => cells.get(columns.letters[column] ?? '')?.trim() ?? ''
    const category = said('category') || above.category
    const name = said('name') || above.name
    const text = said('text')
    const tone = said('tone')
    above = { category, name }
    const place = `${category}\n${name}`
    const problem = problemOf({ category, name, text, tone }, scripts.get(place))
    if (problem !== null) {
      problems.push({ row, words: problem })
      continue
    }
    const there = scripts.get(place)
    if (there) there.answers.push({ tone, text })
    else scripts.set(place, { category, name: tidyName(name), tone, text, answers: [] })
  }
  return { scripts: [...scripts.values()], problems }
}

function columnsOf(first: ReadonlyMap<string, string> | undefined): {
  letters: Partial<Record<Column, string>>
  header: boolean
} {
  const letters: Partial<Record<Column, string>> = {}
  for (const [letter, value] of first ?? []) {
    const found = (Object.keys(HEADERS) as Column[]).find((column) => HEADERS[column].test(value))
    if (found !== undefined && letters[found] === undefined) letters[found] = letter
  }
  if (letters.name !== undefined && letters.text !== undefined) return { letters, header: true }
  return { letters: { category: 'A', name: 'B', text: 'C', tone: 'D' }, header: false }
}

function problemOf(
  { category, name, text, tone }: Record<Column, string>,
  there: TableScript | undefined,
): string | null {
  if (name === '') return '没有问题'
  if (text === '') return '没有答案'
  if ([...text].length > MOST_TEXT) return `答案超过 ${MOST_TEXT} 个字`
  if (category.length > CATEGORY_LENGTH) return `分类超过 ${CATEGORY_LENGTH} 个字`
  if (tone.length > TONE_LENGTH) return `语气超过 ${TONE_LENGTH} 个字`
  if (there === undefined) return null
  if ([there.tone, ...there.answers.map((each) => each.tone)].includes(tone))
    return tone === '' ? '同一个问题有两个答案，请写上语气' : `「${tone}」这种语气有两个答案`
  return there.answers.length + 1 >= MOST_ANSWERS ? `一个问题最多 ${MOST_ANSWERS} 种说法` : null
}
