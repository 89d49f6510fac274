import type { Day } from '../../kernel/day'
import type { ImportIssue } from './contract'
import { nextFestivalDay } from './festivals'
import { blanksOf, contentOf, sayVariables, textOf } from './readContent'
import { type Period, readCycle } from './readCycle'
import { readTime } from './readTime'
import { readTopic } from './readTopic'
import { type RowContext, refOf, type Say } from './rowContext'
import type { LatePolicy, NodeKind, NodeTime, Slot, SopNode } from './rules'
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
  if (times === null || slots === null || text === null || issues.some((issue) => issue.level === 'error')) {
    return { nodes: [], issues }
  }
  if (times.some((time) => time.on !== 'join')) sayVariables(row, text, times, context, say)
  const ref = refOf(row, 'when')
  const nodes = times.map((time): SopNode => {
    const unscheduled = unscheduledReason(time, row.cells.when?.found ?? '', context.period)
    if (unscheduled !== null) say(ref, 'later', unscheduled.code, unscheduled.message, row.cells.when?.found ?? '')
    return {
      key: context.keyFor(context.sheet, content.column),
      kind: kindOf(time),
      time,
      slots,
      module: content.module,
      column: content.column,
      tone: content.tone,
      parts: [
        { type: 'text', text },
        ...content.media,
        ...(time.on === 'join' ? [] : [{ type: 'card' as const, title: content.cardTitle, cover: content.cover }]),
      ],
      topic: time.on === 'join' ? null : readTopic(text),
      variables: blanksOf(text, time),
      audience: { tags: content.tags },
      route: 'auto',
      late: latePolicy(content.module),
      owner: content.owner,
      note: content.note,
      unscheduled: unscheduled?.message ?? null,
      source: { sheet: context.sheet, row: row.row },
    }
  })
  return { nodes, issues }
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

function unscheduledReason(time: NodeTime, written: string, period: Period): { code: string; message: string } | null {
  if (time.on === 'join') {
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
  return time.on === 'daily' || time.on === 'weekdays' ? 'column' : 'special'
}

/** A notice is worth hearing late; a good morning or a flash sale is not. */
function latePolicy(module: string): LatePolicy {
  return module === '通知' ? 'send' : 'skip'
}
