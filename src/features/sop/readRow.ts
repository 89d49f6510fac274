import * as v from 'valibot'
import type { Day } from '../../kernel/day'
import { nextFestivalDay } from '../../kernel/festivals'
import { partsFromCell } from './cellCodec'
import type { ImportIssue } from './contract'
import { exceptionsFromCell, exceptionsToCell } from './exceptionCell'
import { withExceptions } from './exceptions'
import { isForMembers } from './expand'
import { exceptionInput } from './nodeInput'
import { blanksOf, type Content, contentOf, sayVariables, textOf } from './readContent'
import { type Period, readCycle } from './readCycle'
import { readSettings, type Settings } from './readSettings'
import { readTime } from './readTime'
import { readTopic } from './readTopic'
import { type RowContext, refOf, type Say } from './rowContext'
import type { BeatException, LatePolicy, NodeKind, NodeTime, Part, Route, Slot, SopNode } from './rules'
import type { TableRow } from './sheetTable'
import { importText } from './text'

export interface RowReading {
  nodes: SopNode[]
  issues: ImportIssue[]
}

/** Reads one row: the nodes it stands for (several dates give several), and what is to be said about its cells. */
export function readRow(row: TableRow, context: RowContext): RowReading {
  const issues: ImportIssue[] = []
  const say: Say = (cell, level, code, message, found, proposal = null) =>
    issues.push({ sheet: context.sheet, cell, level, code, message, found, proposal })
  for (const cell of [...Object.values(row.cells), ...row.extra.map((extra) => extra.cell)]) {
    if (cell.error !== null) say(cell.ref, 'error', 'error_cell', importText.errorCell(cell.error), cell.error)
  }
  const times = timesOf(row, context, say)
  const slots = times === null ? null : slotsOf(row, times, say)
  const text = textOf(row, say)
  const content = contentOf(row, text ?? '', context, say)
  const settings = readSettings(row, say)
  const exceptions = exceptionsOf(row, say)
  const parts = partsOf(row, text ?? '', content, times, say)
  if (
    times === null ||
    slots === null ||
    text === null ||
    parts === null ||
    issues.some((issue) => issue.level === 'error')
  ) {
    return { nodes: [], issues }
  }
  if (times.some((time) => time.on !== 'join') && !isForMembers(settings.route))
    sayVariables(row, text, times, context, say)
  const ref = refOf(row, 'when')
  const nodes = times.map((time): SopNode => {
    const unscheduled =
      kept(settings) ?? unscheduledReason(time, settings.route, row.cells.when?.found ?? '', context.period)
    if (unscheduled?.message) say(ref, 'later', unscheduled.code, unscheduled.message, row.cells.when?.found ?? '')
    const node: SopNode = {
      key: keyOf(row, content.column, context, say),
      kind: settings.kind ?? kindOf(time),
      time,
      slots,
      module: content.module,
      column: content.column,
      value: settings.value,
      tone: content.tone,
      parts: parts(time),
      topic: time.on === 'join' ? null : readTopic(text),
      variables: settings.variables ?? blanksOf(text, time),
      audience: { ...settings.audience, tags: settings.tags ?? content.tags },
      route: settings.route,
      fallback: settings.fallback,
      late: settings.late ?? latePolicy(content.module),
      holiday: settings.holiday,
      weekend: settings.weekend,
      effort: settings.effort,
      owner: content.owner,
      note: content.note,
      unscheduled: unscheduled?.message || null,
      source: { sheet: context.sheet, row: row.row },
    }
    return withExceptions(node, exceptions)
  })
  return { nodes, issues }
}

/** What the table itself says about being sent by the timer; null when it has no word about it. */
function kept(settings: Settings): { code: string; message: string } | null {
  if (settings.unscheduled === undefined) return null
  return { code: 'kept_back', message: settings.unscheduled ?? '' }
}

/** The parts for a time: as the table lists them, else words, media and the card that opens the column's page. */
function partsOf(
  row: TableRow,
  text: string,
  content: Content,
  times: NodeTime[] | null,
  say: Say,
): ((time: NodeTime) => Part[]) | null {
  const cell = row.cells.content
  if (cell !== undefined && cell.error === null) {
    const listed = partsFromCell(String(cell.value), text)
    if (Array.isArray(listed)) return () => listed
    say(cell.ref, 'error', 'content_unreadable', importText.contentUnreadable(listed.wrong), cell.found)
    return null
  }
  const card = { type: 'card' as const, title: content.cardTitle, cover: content.cover }
  const words: Part[] = text === '' ? [] : [{ type: 'text', text }]
  return times === null ? null : (time) => [...words, ...content.media, ...(time.on === 'join' ? [] : [card])]
}

/** What single days do differently; a line that cannot be read, or would be refused in an editor, is named. */
function exceptionsOf(row: TableRow, say: Say): BeatException[] {
  const cell = row.cells.exceptions
  if (cell === undefined || cell.error !== null) return []
  const read = exceptionsFromCell(String(cell.value))
  const wrong = Array.isArray(read) ? null : read.wrong
  const known = Array.isArray(read) ? v.safeParse(v.array(exceptionInput), read) : null
  if (known?.success) return known.output
  const line = wrong ?? exceptionsToCell(Array.isArray(read) ? read : [])
  say(cell.ref, 'error', 'exception_unreadable', importText.exceptionUnreadable(line.slice(0, 60)), cell.found)
  return []
}

/** The key that the table gives, else one that stays when the table is read again. */
function keyOf(row: TableRow, column: string, context: RowContext, say: Say): string {
  const cell = row.cells.key
  if (cell === undefined || cell.error !== null) return context.keyFor(context.sheet, column)
  const key = String(cell.value)
  const problem = !/^[0-9a-z_]{1,24}$/.test(key) ? 'key_wrong' : context.isFirst(key) ? null : 'key_twice'
  if (problem === null) return key
  const message = problem === 'key_wrong' ? importText.keyWrong(cell.found) : importText.keyTwice(cell.found)
  say(cell.ref, 'check', problem, message, cell.found)
  return context.keyFor(context.sheet, column)
}

function timesOf(row: TableRow, context: RowContext, say: Say): NodeTime[] | null {
  const own = row.cells.when
  if (own?.error) return null
  const cell = own ?? context.above
  if (cell === null || cell.error) {
    say(refOf(row, 'when'), 'error', 'cycle_missing', importText.cycleMissing, '')
    return null
  }
  const reading = readCycle(cell.value, context.period)
  if (!reading.ok) {
    say(cell.ref, 'error', reading.code, reading.message, cell.found, reading.proposal)
    return null
  }
  if (own === undefined)
    say(refOf(row, 'when'), 'tidied', 'cycle_carried', importText.cycleCarried(cell.found), '', cell.found)
  if (reading.remark !== null) say(cell.ref, 'check', 'festival_disagrees', reading.remark, cell.found)
  if (!reading.canonical) {
    const read = reading.times.map((time) => (time.on === 'date' ? time.date : '')).filter((day) => day !== '')
    say(
      cell.ref,
      'tidied',
      'cycle_tidied',
      importText.cycleTidied(cell.found, read.join('、')),
      cell.found,
      read.join('、'),
    )
  }
  return reading.times
}

function slotsOf(row: TableRow, times: NodeTime[], say: Say): Slot[] | null {
  const cell = row.cells.time
  if (cell === undefined) {
    if (times.every((time) => time.on === 'join' && time.day === 0)) return []
    say(refOf(row, 'time'), 'error', 'time_missing', importText.timeMissing, '')
    return null
  }
  if (cell.error !== null) return null
  const reading = readTime(cell.value)
  if (!reading.ok) {
    say(cell.ref, 'error', reading.code, reading.message, cell.found, reading.proposal)
    return null
  }
  const windows = reading.slots.map((slot) => slot.from).join('、')
  if (!reading.canonical)
    say(cell.ref, 'tidied', 'time_tidied', importText.timeTidied(cell.found, windows), cell.found, windows)
  return reading.slots
}

function unscheduledReason(
  time: NodeTime,
  route: Route,
  written: string,
  period: Period,
): { code: string; message: string } | null {
  if (time.on === 'join') {
    // Members' own days are counted one by one, so a message to each of them is sent by the timer.
    if (time.day > 0 && route === 'subscribe') return null
    const message = time.day === 0 ? importText.onJoin : importText.afterJoin(time.day)
    return { code: 'on_join', message }
  }
  const day = dayOfTime(time, period)
  if (day === null) return null
  const what = time.on === 'festival' ? `${written}（${day}）` : day
  if ((period.from !== null && day < period.from) || (period.to !== null && day > period.to)) {
    return { code: 'outside_period', message: importText.outsidePeriod(what, period.from, period.to) }
  }
  return time.on === 'date' && day < period.today ? { code: 'date_past', message: importText.datePast(what) } : null
}

/** The day of a time that has only one; null for 每天 and 周三. */
function dayOfTime(time: NodeTime, period: Period): Day | null {
  if (time.on === 'date') return time.date
  if (time.on === 'festival') return nextFestivalDay(time.name, time.offset, period.from ?? period.today)
  return null
}

function kindOf(time: NodeTime): NodeKind {
  if (time.on === 'join') return 'welcome'
  return time.on === 'daily' || time.on === 'weekdays' || time.on === 'monthdays' ? 'column' : 'special'
}

/** A notice is worth hearing late; a good morning or a flash sale is not. */
function latePolicy(module: string): LatePolicy {
  return module === '通知' ? 'send' : 'skip'
}
