import { useEffect } from 'react'
import { isTyping, pressed } from '../../../admin/keys'

export interface CalendarKeys {
  day: () => void
  week: () => void
  month: () => void
  undo: () => void
  redo: () => void
  copy: () => void
  create: () => void
  fill: () => void
  edit: () => void
  leave: () => void
  tryOut: () => void
}

/**
 * The keys of the calendar. Single keys are silent while somebody writes or composes a word, while a dialog is open, and behind
 * another key of a pair (G then T is today's board); those with ⌘ belong to a field that has the focus.
 */
export function useCalendarKeys(keys: CalendarKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.keyCode === COMPOSING || isTyping(event.target)) return
      if (document.querySelector('.ant-modal-wrap:not([style*="display: none"])') !== null) return
      const act = actOf(event, keys)
      if (act === null) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}

/** What browsers report for keys that an input method takes. */
const COMPOSING = 229

function actOf(event: KeyboardEvent, keys: CalendarKeys): (() => void) | null {
  if (pressed(event, 'redoMove')) return keys.redo
  if (pressed(event, 'undoMove')) return keys.undo
  if (pressed(event, 'copyBeat')) return keys.copy
  if (pressed(event, 'thisDay')) return keys.day
  if (pressed(event, 'week')) return keys.week
  if (pressed(event, 'month')) return keys.month
  if (pressed(event, 'newBeat')) return keys.create
  if (pressed(event, 'dateNode')) return keys.fill
  if (pressed(event, 'openBeat')) return keys.edit
  if (pressed(event, 'tryOut')) return keys.tryOut
  return pressed(event, 'leaveBeat') ? keys.leave : null
}
