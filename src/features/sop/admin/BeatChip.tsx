import type { CSSProperties, KeyboardEvent, PointerEvent } from 'react'
import { Glyph } from '../../../admin/parts/Glyph'
import { glyphNames } from '../../../admin/parts/glyphNames'
import { RouteBadge, type RouteName, routeNames } from '../../../admin/parts/RouteBadge'
import { toneOf } from '../../../admin/parts/tone'
import { timeOf } from '../../../kernel/day'
import { glyphOf } from '../../delivery/admin/board'
import type { Occurrence } from '../rules'
import { filledParts } from '../variables'
import { missingVariables, textOf } from './content'
import type { Calendar } from './useCalendar'

/** What is true of a beat on this calendar beside its own words. */
export function beatFacts(beat: Occurrence, calendar: Calendar) {
  const row = calendar.rows.get(beat.beat)
  const planned = calendar.budget?.routes.get(beat.beat)
  const route: RouteName = row?.route ?? planned ?? beat.node.route
  return {
    row,
    route,
    glyph: row ? glyphOf(row.state) : null,
    past: beat.until <= calendar.now,
    clash: calendar.clashes.has(beat.beat),
    diverted: calendar.budget?.diverted.has(beat.beat) ?? false,
    missing: missingVariables(beat.node),
    shifted: beat.exception === undefined && beat.nominal !== beat.date,
    single: singleWords(beat),
  }
}

/** What a single day does differently, in a word; null: nothing. */
function singleWords({ exception }: Occurrence): string | null {
  if (exception === undefined) return null
  return exception.to === null ? '单独换了话' : exception.parts === null ? '单独挪来' : '单独挪来，换了话'
}

/** As it is read aloud: name, day, hour, way, state, what is wrong. */
export function beatLabel(beat: Occurrence, calendar: Calendar, day: string): string {
  const { route, glyph, clash, diverted, missing, single } = beatFacts(beat, calendar)
  return [
    beat.node.column,
    day,
    timeOf(beat.from),
    routeNames[route].name,
    glyph ? glyphNames[glyph] : null,
    clash ? '撞车' : null,
    single,
    diverted ? '改走群主待办' : null,
    missing.length > 0 ? `缺 ${missing.join('、')}` : null,
  ]
    .filter((word) => word !== null)
    .join('，')
}

/** A beat on the week: two lines, colour of its kind at the left, way and state at the right. */
export function BeatChip({
  beat,
  calendar,
  label,
  style,
  narrow,
  chosen,
  tabbable,
  movable,
  dragging,
  onOpen,
  onKeyDown,
  onPointerDown,
}: {
  beat: Occurrence
  calendar: Calendar
  label: string
  style: CSSProperties
  /** Beside another one: no room for the way. */
  narrow: boolean
  chosen: boolean
  tabbable: boolean
  movable: boolean
  dragging: boolean
  onOpen: () => void
  onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => void
  onPointerDown: (event: PointerEvent<HTMLButtonElement>) => void
}) {
  const { node } = beat
  const { route, glyph, past, clash, missing, shifted, single } = beatFacts(beat, calendar)
  return (
    <button
      type="button"
      className="chip"
      style={style}
      data-tone={toneOf(node.column, node.module, node.kind === 'special')}
      data-past={past}
      data-clash={clash}
      data-movable={movable}
      data-dragging={dragging}
      data-beat={beat.beat}
      aria-label={label}
      aria-current={chosen ? 'true' : undefined}
      tabIndex={tabbable ? 0 : -1}
      onClick={onOpen}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
    >
      <span className="chip-name">
        <b className="ellipsis">{node.column}</b>
        {!narrow && <RouteBadge route={route} />}
        {glyph && <Glyph name={glyph} size={12} />}
      </span>
      <small className="ellipsis">
        {missing.length > 0 ? (
          <em>缺 {missing.join('、')}</em>
        ) : single !== null ? (
          `${single} · `
        ) : shifted ? (
          '顺延来的 · '
        ) : beat.from % 3_600_000 === 0 ? null : (
          `${timeOf(beat.from)} `
        )}
        {missing.length === 0 && summaryOf(textOf({ ...node, parts: filledParts(node) }))}
      </small>
    </button>
  )
}

/** The text without its heading, for a line of some ten signs. */
export function summaryOf(text: string): string {
  return text
    .replace(/【[^】]*】/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
