import { spanFromCell, splitCell, variablesFromCell } from './cellCodec'
import type { Say } from './rowContext'
import type { Audience, HolidayPolicy, LatePolicy, NodeKind, Route, Span } from './rules'
import type { ColumnName, TableRow } from './sheetTable'
import { importText } from './text'
import { EVERYONE, NODE_DEFAULTS } from './upcast'
import { kindWords, lateWords, policyWords, routeWords } from './words'

/** What a table that was made here says in columns of its own; undefined: the table has no word about it. */
export interface Settings {
  kind: NodeKind | undefined
  value: string
  route: Route
  fallback: Route | null
  late: LatePolicy | undefined
  holiday: HolidayPolicy
  weekend: HolidayPolicy
  effort: string
  variables: Record<string, string> | undefined
  audience: Omit<Audience, 'tags'>
  tags: string[] | undefined
  /** Null: scheduled, whatever the day of reading. */
  unscheduled: string | null | undefined
}

/** Reads the columns of settings; a word that is not known is named by its cell, and what is usual holds instead. */
export function readSettings(row: TableRow, say: Say): Settings {
  const text = (name: ColumnName) => String(row.cells[name]?.value ?? '')
  const word = <T extends string>(name: ColumnName, words: Record<T, string>, usual: T | undefined): T | undefined => {
    const cell = row.cells[name]
    if (cell === undefined || cell.error !== null) return usual
    const found = (Object.keys(words) as T[]).find((key) => words[key] === String(cell.value))
    const known = Object.values<string>(words).join('、')
    if (found === undefined)
      say(cell.ref, 'check', 'word_unknown', importText.wordUnknown(cell.found, known), cell.found)
    return found ?? usual
  }
  const span = (name: ColumnName): Span => {
    const read = spanFromCell(text(name))
    const cell = row.cells[name]
    if (read === undefined && cell !== undefined)
      say(cell.ref, 'check', 'span_unreadable', importText.spanUnreadable(cell.found), cell.found)
    return read ?? { least: null, most: null }
  }
  const list = (name: ColumnName) => splitCell(text(name), '、')
  const variables = row.cells.variables === undefined ? {} : variablesFromCell(text('variables'))
  if (variables === null && row.cells.variables !== undefined) {
    const { ref, found } = row.cells.variables
    say(ref, 'check', 'variables_unreadable', importText.variablesUnreadable(found), found)
  }
  return {
    kind: word('kind', kindWords, undefined),
    value: text('value'),
    route: word('route', routeWords, 'auto') ?? 'auto',
    fallback: word('fallback', routeWords, undefined) ?? null,
    late: word('late', lateWords, undefined),
    holiday: word('holiday', policyWords, NODE_DEFAULTS.holiday) ?? 'keep',
    weekend: word('weekend', policyWords, NODE_DEFAULTS.weekend) ?? 'keep',
    effort: text('effort'),
    variables: row.places.variables === undefined || variables === null ? undefined : variables,
    audience: {
      ...EVERYONE,
      stores: list('stores'),
      owners: list('owners'),
      size: span('size'),
      age: span('age'),
      tiers: list('tiers'),
      segments: list('segments'),
      preferences: list('preferences'),
    },
    tags: row.places.tags === undefined ? undefined : list('tags'),
    unscheduled: row.places.unscheduled === undefined ? undefined : text('unscheduled') || null,
  }
}
