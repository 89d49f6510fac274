import { serverNow } from '../../../admin/clock'
import { longDay } from '../../../admin/format'
import { instantAt, minutesOf } from '../../../kernel/day'
import type { Occurrence } from '../rules'
import { type Board, GUTTER, topOf } from './boardLayout'
import { CLASH } from './calendar'
import { refusalAt } from './calendarChanges'
import type { Calendar } from './useCalendar'
import { type Carry, type Held, type Place, useCarried } from './useCarry'

/** Where what is carried would come down, and what that would mean: past, a clash, a group task. */
export function BoardGhost({
  calendar,
  board,
  carry,
  beatsAt,
}: {
  calendar: Calendar
  board: Board
  carry: Carry
  beatsAt: (column: number, day: number) => Occurrence[]
}) {
  const { held, place } = useCarried(carry)
  if (held === null || place === null) return null
  const refused = refusalAt(place.to, serverNow())
  return (
    <div
      className="week-ghost"
      data-refused={refused !== null}
      style={{
        top: topOf(board, place.day, minutesOf(place.to.from)),
        left:
          board.width === null
            ? `calc(${GUTTER}px + (100% - ${GUTTER}px) * ${place.column} / ${board.columns} + 4px)`
            : GUTTER + place.column * board.width + 4,
        width: board.width === null ? `calc((100% - ${GUTTER}px) / ${board.columns} - 8px)` : board.width - 8,
      }}
    >
      {columnOfHeld(held)} {place.to.from}
      <small className="ellipsis">
        {refused !== null ? '已经过去，放不下' : consequence(held, place, beatsAt(place.column, place.day), calendar)}
      </small>
    </div>
  )
}

/** What follows the pointer outside of any place: the name, and that it would go nowhere. */
export function CarriedName({ carry }: { carry: Carry }) {
  const { held, place, x, y } = useCarried(carry)
  if (held === null) return null
  return (
    <div className="carried" style={{ transform: `translate(${x + 12}px, ${y + 8}px)` }} aria-hidden="true">
      {columnOfHeld(held)}
      <small>{place === null ? '放到日历上' : `${longDay(place.to.date)} ${place.to.from}`}</small>
    </div>
  )
}

function columnOfHeld(held: Held): string {
  return 'beat' in held ? held.beat.node.column : held.node.column
}

function consequence(held: Held, { to }: Place, beats: readonly Occurrence[], calendar: Calendar): string {
  const own = 'beat' in held ? held.beat.beat : null
  const node = 'beat' in held ? held.beat.node : held.node
  const at = instantAt(to.date, to.from)
  const near = beats.find((beat) => beat.beat !== own && beat.to === 'groups' && Math.abs(beat.from - at) < CLASH)
  const clash = near ? `撞车：${near.node.column}` : '不撞车'
  const task = own === null ? node.route === 'group_task' : calendar.budget?.routes.get(own) === 'group_task'
  return `${task ? '占 1 条群发' : '不占配额'}，${clash}`
}
