import { glyphNames } from '../../../admin/parts/glyphNames'
import { type RouteName, routeNames } from '../../../admin/parts/RouteBadge'
import { timeOf } from '../../../kernel/day'
import { glyphOf } from '../../delivery/admin/board'
import type { Occurrence, SopNode } from '../rules'
import { filledParts } from '../variables'
import { type Column, hearing } from './calendarLens'
import { type BeatOutcome, outcomeOfBeat } from './calendarOverlay'
import { missingVariables, textOf } from './content'
import type { Calendar } from './useCalendar'

interface Said {
  missing: string[]
  /** The words without their heading, for a line of some ten signs. */
  summary: string
}

const said = new WeakMap<SopNode, Said>()

/** What a node says is the same in every column that hears it: it is looked at once. */
export function ofNode(node: SopNode): Said {
  const known = said.get(node)
  if (known !== undefined) return known
  const made = { missing: missingVariables(node), summary: summaryOf(textOf({ ...node, parts: filledParts(node) })) }
  said.set(node, made)
  return made
}

function summaryOf(text: string): string {
  return text
    .replace(/【[^】]*】/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** What is true of a beat on this calendar beside its own words; in a column of the day, for the groups of that column. */
export function beatFacts(beat: Occurrence, calendar: Calendar, column: Column | null = null) {
  const row = calendar.rows.get(beat.beat)
  const state = calendar.stateIn(column, beat)
  const one = column?.groups?.length === 1 ? (column.groups[0] ?? null) : null
  const of = one === null ? calendar.budget : calendar.budgetFor(one)
  const outcome = outcomeIn(beat, calendar, column)
  const way = outcome?.ways.length === 1 ? outcome.ways[0]?.route : undefined
  const route: RouteName = row?.route ?? way ?? of?.routes.get(beat.beat) ?? beat.node.route
  return {
    row,
    state,
    route,
    glyph: state ? glyphOf(state) : null,
    past: beat.until <= calendar.now,
    begun: beat.from <= calendar.now,
    clash: clashesIn(beat, calendar, column).length > 0,
    diverted: of?.diverted.has(beat.beat) ?? false,
    missing: ofNode(beat.node).missing,
    shifted: beat.exception === undefined && beat.nominal !== beat.date,
    single: singleWords(beat),
    outcome,
    foreign: !beat.beat.startsWith(`${calendar.sop}:`),
    groups:
      column === null && calendar.group !== null ? 1 : column === null ? beat.targets.length : hearing(column, beat),
  }
}

export type BeatFacts = ReturnType<typeof beatFacts>

/** The others that ask the same owner within half an hour. */
export function clashesIn(beat: Occurrence, calendar: Calendar, column: Column | null): Occurrence[] {
  const near = calendar.clashes.get(beat.beat) ?? []
  return column === null ? near : near.filter((other) => hearing(column, other) > 0)
}

function outcomeIn(beat: Occurrence, calendar: Calendar, column: Column | null): BeatOutcome | null {
  const { overlay } = calendar.overlaid
  if (!calendar.dryrun || overlay === null || !beat.beat.startsWith(`${calendar.sop}:`)) return null
  return outcomeOfBeat(overlay, beat, column)
}

/** What a single day does differently, in a word; null: nothing. */
function singleWords({ exception }: Occurrence): string | null {
  if (exception === undefined) return null
  return exception.to === null ? '单独换了话' : exception.parts === null ? '单独挪来' : '单独挪来，换了话'
}

/** What the dry run says, in a line: who does not hear it before who hears it otherwise. */
export function outcomeWords(outcome: BeatOutcome | null): string | null {
  if (outcome === null) return null
  const [silent] = outcome.silent
  const groups = outcome.silent.reduce((sum, { names }) => sum + names.length, 0)
  if (silent !== undefined && outcome.ways.length === 0) return `不发：${silent.reason}`
  if (silent !== undefined) return `${groups} 个群听不到：${silent.reason}`
  return outcome.otherwise[0]?.reason ?? null
}

/** As it is read aloud: name, day, hour, way, state, what is wrong. */
export function beatLabel(beat: Occurrence, facts: BeatFacts, day: string, column: Column | null = null): string {
  const { route, glyph, clash, diverted, missing, single, outcome } = facts
  return [
    column?.name ?? null,
    beat.node.column,
    day,
    timeOf(beat.from),
    routeNames[route].name,
    glyph ? glyphNames[glyph] : null,
    clash ? '撞车' : null,
    single,
    diverted ? '改走群主待办' : null,
    missing.length > 0 ? `缺 ${missing.join('、')}` : null,
    outcomeWords(outcome),
  ]
    .filter((word) => word !== null)
    .join('，')
}
