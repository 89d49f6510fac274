import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { weekdayName } from '../../../admin/format'
import { clockTime, type Day, minutesOf, timeOf, weekdayOf } from '../../../kernel/day'
import type { Occurrence } from '../rules'
import type { Target } from './beatMove'
import { type Axis, minuteAt, yOf } from './calendarAxis'

/** A press that moves less than this (px) is a click. */
const SLACK = 5
/** Width of the hours at the left (px). */
const GUTTER = 52

interface Ghost {
  to: Target
  column: number
  dayName: string
}

/** Carrying a beat over the week with the pointer: it snaps to days and quarters of an hour, Esc lets go. */
export function useDrag({
  board,
  days,
  axis,
  onMove,
}: {
  board: RefObject<HTMLDivElement | null>
  days: readonly Day[]
  axis: Axis
  onMove: (beat: Occurrence, to: Target) => void
}) {
  const [held, setHeld] = useState<{ beat: Occurrence; x: number; y: number; grip: number } | null>(null)
  const [ghost, setGhost] = useState<Ghost | null>(null)
  const dropped = useRef(false)

  function start(event: ReactPointerEvent<HTMLButtonElement>, beat: Occurrence) {
    if (event.button !== 0) return
    dropped.current = false
    const top = board.current?.getBoundingClientRect().top ?? 0
    const grip = event.clientY - top - yOf(axis, minutesOf(timeOf(beat.from)))
    setHeld({ beat, x: event.clientX, y: event.clientY, grip })
  }

  useEffect(() => {
    if (held === null) return
    const end = () => {
      setHeld(null)
      setGhost(null)
    }
    const over = (event: PointerEvent): Ghost | null => {
      const rect = board.current?.getBoundingClientRect()
      if (rect === undefined) return null
      if (Math.hypot(event.clientX - held.x, event.clientY - held.y) < SLACK) return null
      const share = (event.clientX - rect.left - GUTTER) / (rect.width - GUTTER)
      const column = Math.min(days.length - 1, Math.max(0, Math.floor(share * days.length)))
      const date = days[column] ?? held.beat.date
      const from = clockTime(minuteAt(axis, event.clientY - rect.top - held.grip))
      return { to: { date, from }, column, dayName: weekdayName(weekdayOf(date)) }
    }
    const onPointerMove = (event: PointerEvent) => setGhost((before) => over(event) ?? before)
    const onPointerUp = (event: PointerEvent) => {
      const place = over(event)
      end()
      if (place === null) return
      // The click that follows the release must not open the beat.
      dropped.current = true
      const stayed = place.to.date === held.beat.date && place.to.from === timeOf(held.beat.from)
      if (!stayed) onMove(held.beat, place.to)
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      dropped.current = true
      end()
    }
    window.addEventListener('pointermove', onPointerMove)
    window.addEventListener('pointerup', onPointerUp)
    window.addEventListener('pointercancel', end)
    window.addEventListener('keydown', onKeyDown)
    return () => {
      window.removeEventListener('pointermove', onPointerMove)
      window.removeEventListener('pointerup', onPointerUp)
      window.removeEventListener('pointercancel', end)
      window.removeEventListener('keydown', onKeyDown)
    }
  }, [held, board, days, axis, onMove])

  return {
    start,
    ghost,
    beat: ghost === null ? null : (held?.beat.beat ?? null),
    /** True once after a drop, for the click that the browser sends behind it. */
    justDropped: () => {
      const was = dropped.current
      dropped.current = false
      return was
    },
  }
}
