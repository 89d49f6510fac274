import { isDay } from '../../kernel/day'
import { type Part, type Span, TONE_LENGTH, type ToneWording } from './rules'
import { MOST_TONES, wordingsOf } from './tones'
import { partWords } from './words'

/**
 * Lists and parts in one cell, readable and without loss: separators inside a value stand behind a `\`, as do line breaks and
 * blanks at its ends, which a spreadsheet or the import would drop.
 */
export function joinCell(values: readonly string[], separator: string): string {
  return values.map((value) => guarded(value, separator)).join(separator)
}

export function splitCell(text: string, separator: string): string[] {
  if (text === '') return []
  const values: string[] = []
  let value = ''
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    const coded = /^\\u\{([0-9a-f]{1,6})\}/.exec(text.slice(at))
    if (coded !== null) {
      value += String.fromCodePoint(Number.parseInt(coded[1] ?? '0', 16))
      at += coded[0].length - 1
    } else if (sign === '\\' && at + 1 < text.length) value += text[++at]
    else if (sign === separator) {
      values.push(value)
      value = ''
    } else value += sign
  }
  return [...values, value]
}

function guarded(value: string, separator: string): string {
  const signs = [...value]
  const first = signs.findIndex((sign) => !isBlank(sign))
  const last = lastWritten(signs)
  return signs
    .map((sign, index) => {
      const atEnd = first < 0 || index < first || index > last
      if (sign === '\n' || sign === '\r' || (isBlank(sign) && atEnd))
        return `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`
      return sign === '\\' || sign === separator ? `\\${sign}` : sign
    })
    .join('')
}

function isBlank(sign: string): boolean {
  return sign.trim() === ''
}

function lastWritten(signs: readonly string[]): number {
  let last = -1
  for (const [index, sign] of signs.entries()) if (!isBlank(sign)) last = index
  return last
}

/** Fields of each kind of part, in the order in which a line holds them. */
const FIELDS: { [T in Part['type']]: (part: Extract<Part, { type: T }>) => string[] } = {
  text: ({ text }) => [text],
  card: ({ title, cover }) => [title, cover],
  image: ({ material }) => [material],
  video: ({ material }) => [material],
  voice: ({ material }) => [material],
  file: ({ material }) => [material],
  questionnaire: ({ material }) => [material],
  images: ({ materials }) => materials,
  link: ({ title, url, description, picture }) => [title, url, description, picture],
  coupon: ({ title, batch }) => [title, batch],
  game: ({ title, page }) => [title, page],
}

const TEXT_CELL = '文案'
const TONE = '语气'
const BAR = '｜'

/**
 * One part a line: `卡片：今日打卡｜daka`. The first text stands in a column of its own; its place here is the line 文案. What a text says
 * in other tones stands below it, a line each: `语气：活泼｜…`.
 */
export function partsToCell(parts: readonly Part[]): string {
  const first = parts.find((part) => part.type === 'text')
  return parts.flatMap((part) => [part === first ? TEXT_CELL : partToLine(part), ...toneLines(part)]).join('\n')
}

/** The lines of parts where the first text has no column of its own. */
export function partLines(parts: readonly Part[]): string[] {
  return parts.flatMap((part) => [partToLine(part), ...toneLines(part)])
}

function toneLines(part: Part): string[] {
  return wordingsOf(part).map(({ tone, text }) => `${TONE}：${joinCell([tone, text], BAR)}`)
}

/** `链接：标题｜https://…｜说明｜图` */
export function partToLine(part: Part): string {
  const fields = FIELDS[part.type] as (part: Part) => string[]
  return `${partWords[part.type]}：${joinCell(fields(part), BAR)}`
}

/** The parts of a cell, or the first line that cannot be read. */
export function partsFromCell(cell: string, text: string): Part[] | { wrong: string } {
  const lines = cell.split('\n').filter((each) => each.trim() !== '')
  const own = text === '' ? null : ({ type: 'text', text } as const)
  const parts = partsFromLines(lines, (line) => (line.trim() === TEXT_CELL ? own : partFromLine(line)))
  if (!Array.isArray(parts)) return parts
  return own !== null && !parts.some((part) => part.type === 'text') ? [own, ...parts] : parts
}

/** Parts line by line, tones with the text above them; or the first line that cannot be read. */
export function partsFromLines(
  lines: readonly string[],
  read: (line: string) => Part | null = partFromLine,
): Part[] | { wrong: string } {
  const parts: Part[] = []
  for (const line of lines) {
    const tone = toneFromLine(line)
    const above = parts.at(-1)
    const part = tone === null ? read(line) : above?.type === 'text' ? withTone(above, tone) : null
    if (part === null) return { wrong: line }
    if (tone !== null) parts.pop()
    parts.push(part)
  }
  return parts
}

/** As an editor would take it: each tone once, so many and no more. */
function withTone(part: Extract<Part, { type: 'text' }>, tone: ToneWording): Part | null {
  const tones = [...(part.tones ?? []), tone]
  const names = new Set(tones.map((each) => each.tone))
  return names.size < tones.length || tones.length > MOST_TONES ? null : { ...part, tones }
}

function toneFromLine(line: string): ToneWording | null {
  const rest = new RegExp(`^\\s*${TONE}[：:](.*)$`, 's').exec(line)?.[1]
  const [tone = '', text = ''] = rest === undefined ? [] : splitCell(rest, BAR)
  return tone === '' || tone.length > TONE_LENGTH || text === '' ? null : { tone, text }
}

/** The part of a line, or null when it cannot be read. */
export function partFromLine(line: string): Part | null {
  const [, word = '', rest = ''] = /^\s*([^：:]{2,4})[：:](.*)$/s.exec(line) ?? []
  const type = (Object.keys(partWords) as Part['type'][]).find((each) => partWords[each] === word)
  const [a = '', b = '', c = '', d = ''] = splitCell(rest, BAR)
  if (type === undefined || a === '') return null
  switch (type) {
    case 'text':
      return { type, text: a }
    case 'card':
      return { type, title: a, cover: b === '' ? 'notice' : b }
    case 'images':
      return { type, materials: splitCell(rest, BAR) }
    case 'link':
      return /^https?:\/\/\S+$/.test(b) ? { type, title: a, url: b, description: c, picture: d } : null
    case 'coupon':
      return { type, title: a, batch: b }
    case 'game':
      return { type, title: a, page: b }
    default:
      return { type, material: a }
  }
}

/** `产品=气垫；色号=`. */
export function variablesToCell(variables: Readonly<Record<string, string>>): string {
  return joinCell(
    Object.entries(variables).map(([name, value]) => `${name}=${value}`),
    '；',
  )
}

export function variablesFromCell(cell: string): Record<string, string> | null {
  const pairs = splitCell(cell, '；').map((pair) => /^([^=\s]{1,20})=(.*)$/s.exec(pair))
  if (pairs.some((pair) => pair === null)) return null
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']))
}

/** `50-200`, `50以上`, `200以内`; nothing is open; undefined when it is none of these. */
export function spanFromCell(cell: string): Span | undefined {
  if (cell === '') return { least: null, most: null }
  const match = /^(?:(\d{1,6})-(\d{1,6})|(\d{1,6})以上|(\d{1,6})以内)$/.exec(cell.replace(/\s/g, ''))
  if (match === null) return undefined
  const number = (text: string | undefined) => (text === undefined ? null : Number(text))
  const span = { least: number(match[1] ?? match[3]), most: number(match[2] ?? match[4]) }
  return span.least !== null && span.most !== null && span.least > span.most ? undefined : span
}

/** 2026年11月23日. */
export function dayWords(day: string): string {
  if (!isDay(day)) return day
  const [year, month, date] = day.split('-')
  return `${year}年${Number(month)}月${Number(date)}日`
}
