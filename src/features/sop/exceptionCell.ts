import { isDay } from '../../kernel/day'
import { dayWords, joinCell, partLines, partsFromLines, splitCell } from './cellCodec'
import type { BeatException, Part } from './rules'

const SKIPPED = '不发'
const MOVED = '改到'
const CHANGED = '换成'
const COMMA = '，'
const SEMICOLON = '；'

/** One exception a line: `2026年11月25日第1次：改到2026年11月26日14:00-15:00，换成文字：…；卡片：…`, or `…：不发`. */
export function exceptionsToCell(exceptions: readonly BeatException[] = []): string {
  return exceptions.map((each) => `${dayWords(each.date)}第${each.slot + 1}次：${changeWords(each)}`).join('\n')
}

function changeWords({ skip, to, parts }: BeatException): string {
  if (skip) return SKIPPED
  const moved = to === null ? [] : [`${MOVED}${dayWords(to.date)}${to.from}-${to.until}`]
  const changed = parts === null ? [] : [`${CHANGED}${joinCell(partLines(parts), SEMICOLON)}`]
  return [...moved, ...changed].join(COMMA)
}

/** The exceptions of a cell, or the first line that cannot be read. */
export function exceptionsFromCell(cell: string): BeatException[] | { wrong: string } {
  const found: BeatException[] = []
  for (const line of cell.split('\n').filter((each) => each.trim() !== '')) {
    const exception = fromLine(line.trim())
    if (exception === null) return { wrong: line }
    found.push(exception)
  }
  return found
}

const DAY = '(\\d{4})年(\\d{1,2})月(\\d{1,2})日'
const LINE = new RegExp(`^${DAY}\\s*第(\\d{1,2})次[：:](.*)$`, 's')
const MOVE = new RegExp(`^${MOVED}\\s*${DAY}\\s*(\\d\\d:\\d\\d)[-–—](\\d\\d:\\d\\d)(?:$|${COMMA})`)

function fromLine(line: string): BeatException | null {
  const [, year, month, day, count, rest = ''] = LINE.exec(line) ?? []
  const date = dayOf(year, month, day)
  if (date === null || Number(count) < 1) return null
  const base = { date, slot: Number(count) - 1 }
  if (rest.trim() === SKIPPED) return { ...base, skip: true, to: null, parts: null }
  const move = MOVE.exec(rest)
  const on = move === null ? null : dayOf(move[1], move[2], move[3])
  if (move !== null && on === null) return null
  const to = on === null ? null : { date: on, from: move?.[4] ?? '', until: move?.[5] ?? '' }
  const left = rest.slice(move?.[0].length ?? 0)
  if (left === '') return to === null ? null : { ...base, skip: false, to, parts: null }
  if (!left.startsWith(CHANGED)) return null
  const parts = partsOf(left.slice(CHANGED.length))
  return parts === null ? null : { ...base, skip: false, to, parts }
}

function partsOf(words: string): Part[] | null {
  const parts = partsFromLines(splitCell(words, SEMICOLON))
  return Array.isArray(parts) && parts.length > 0 ? parts : null
}

function dayOf(year = '', month = '', day = ''): string | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(date) ? date : null
}
