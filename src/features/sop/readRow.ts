import type { Day } from '../../kernel/day'
import type { ImportIssue } from './contract'
import { nextFestivalDay } from './festivals'
import { type Period, readCycle } from './readCycle'
import { cardTitle, coverFor, readParts, utf8Length } from './readParts'
import { readTime } from './readTime'
import { readTopic } from './readTopic'
import type { LatePolicy, NodeKind, NodeTime, Slot, SopNode } from './rules'
import type { ColumnName, TableCell, TableRow } from './sheetTable'
import { importText } from './text'
import { fillIn, isMemberVariable, proposeGroupText, valuesOfTime, variablesIn } from './variables'

/** WeCom takes at most 4000 bytes of text in one message (WD/92135). */
const TEXT_BYTES = 4000

/** What is known while reading, besides the row. */
export interface RowContext {
  sheet: string
  period: Period
  groupTags: readonly string[]
  staffNames: readonly string[]
  /** How the brand addresses a whole group. */
  address: string
  /** The cycle cell of the row above, for cells left empty. */
  above: TableCell | null
  /** Gives a node its key; counts repeats. */
  keyFor: (sheet: string, column: string) => string
  /** True the first time it is asked for a remark: unknown people and groups are named once. */
  once: (remark: string) => boolean
}

export interface RowReading {
  nodes: SopNode[]
  issues: ImportIssue[]
}

type Say = (
  cell: string,
  level: ImportIssue['level'],
  code: string,
  message: string,
  found: string,
  proposal?: string | null,
) => void

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

/** The row's cell of the first of these columns that the table has, also when it is empty; else the row's first written cell. */
function refOf(row: TableRow, ...columns: ColumnName[]): string {
  const places = columns.map((column) => row.cells[column]?.ref ?? row.places[column])
  return places.find((place) => place !== undefined) ?? row.own[0]?.ref ?? `A${row.row}`
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

function textOf(row: TableRow, say: Say): string | null {
  const cell = row.cells.text
  if (cell?.error) return null
  const text = cell === undefined ? '' : String(cell.value)
  const ref = refOf(row, 'text')
  if (text === '') say(ref, 'error', 'text_missing', importText.textMissing, '')
  const bytes = utf8Length(text)
  if (bytes > TEXT_BYTES)
    say(ref, 'error', 'text_too_long', importText.textTooLong(bytes), `${[...text].slice(0, 20).join('')}…`)
  return text === '' || bytes > TEXT_BYTES ? null : text
}

interface Content {
  module: string
  column: string
  tone: string
  owner: string
  note: string
  tags: string[]
  media: SopNode['parts']
  cardTitle: string
  cover: string
}

function contentOf(row: TableRow, text: string, context: RowContext, say: Say): Content {
  const value = (name: ColumnName) => String(row.cells[name]?.value ?? '')
  const module = value('module')
  let column = value('column').slice(0, 30)
  if (column === '') {
    column = module !== '' ? module : [...text.replace(/[【】]/g, '')].slice(0, 8).join('')
    if (text !== '')
      say(
        refOf(row, 'column', 'module', 'text'),
        'tidied',
        'column_guessed',
        importText.columnGuessed(column),
        '',
        column,
      )
  }
  const parts = readParts(value('form'), value('material'))
  const form = row.cells.form
  for (const word of parts.unknownForms) {
    say(refOf(row, 'form'), 'check', 'form_unknown', importText.formUnknown(word), form?.found ?? word)
  }
  for (const kind of parts.missing) {
    const ref = refOf(row, 'material', 'form')
    say(ref, 'check', 'material_missing', importText.materialMissing(kind), row.cells.material?.found ?? '')
  }
  for (const part of parts.media) {
    if (part.type !== 'questionnaire' || readTopic(text) !== null) continue
    say(
      refOf(row, 'material', 'form'),
      'check',
      'questionnaire_kept',
      importText.questionnaireKept(part.material),
      part.material,
    )
  }
  const owner = value('owner')
  if (owner !== '' && owner !== '系统' && context.staffNames.length > 0 && !context.staffNames.includes(owner)) {
    const ref = refOf(row, 'owner')
    if (context.once(`owner ${owner}`)) say(ref, 'check', 'owner_unknown', importText.ownerUnknown(owner), owner)
  }
  const notes = [
    value('note'),
    ...parts.leftOver.map((name) => `素材：${name}`),
    ...parts.unknownForms.map((word) => `表现形式：${word}`),
    ...row.extra.map((extra) => `${extra.label}：${extra.cell.value}`),
  ]
  return {
    module,
    column,
    tone: value('tone'),
    owner,
    note: notes.filter((note) => note !== '').join('；'),
    tags: tagsOf(row.cells.audience, context, say),
    media: parts.media,
    cardTitle: cardTitle(column, text),
    cover: coverFor(column, module),
  }
}

/** 全部福利群、VIP群 → 福利群, VIP群; nothing, 全部群 or 所有群 → every group. */
function tagsOf(cell: TableCell | undefined, context: RowContext, say: Say): string[] {
  if (cell === undefined) return []
  const tags = String(cell.value)
    .split(/[、,，;；/\n+]|和/)
    .map((word) => word.trim().replace(/^(全部|所有|全体|各个?)的?/, ''))
    .filter((word) => word !== '' && word !== '群' && word !== '社群' && word !== '客户群')
  const unknown = tags.filter((tag) => !context.groupTags.includes(tag))
  if (unknown.length > 0 && context.groupTags.length === 0) {
    if (context.once('tags')) say(cell.ref, 'check', 'tags_unchecked', importText.tagsUnchecked, cell.found)
  } else if (unknown.length > 0) {
    const message = importText.tagsUnknown(unknown.join('、'), context.groupTags.join('、'))
    say(cell.ref, 'check', 'tags_unknown', message, cell.found)
  }
  return [...new Set(tags)]
}

/** Every variable of the text that has one value for the whole group: what the time tells, the rest to be filled in. */
function blanksOf(text: string, time: NodeTime): Record<string, string> {
  const told = valuesOfTime(time)
  const names = variablesIn(text).filter((name) => !isMemberVariable(name))
  return Object.fromEntries(names.map((name) => [name, told[name] ?? '']))
}

function sayVariables(row: TableRow, text: string, times: NodeTime[], context: RowContext, say: Say): void {
  const ref = row.cells.text?.ref ?? ''
  const open = variablesIn(fillIn(text, Object.assign({}, ...times.map(valuesOfTime))))
  const quoted = (names: string[]) => names.map((name) => `{${name}}`).join('、')
  const personal = open.filter(isMemberVariable)
  const rest = open.filter((name) => !isMemberVariable(name))
  if (personal.length > 0) {
    const proposal = proposeGroupText(text, context.address)
    say(ref, 'check', 'member_variable', importText.memberVariable(quoted(personal)), text, proposal)
  }
  if (rest.length > 0) say(ref, 'check', 'variable_empty', importText.unresolvedVariable(quoted(rest)), text)
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
