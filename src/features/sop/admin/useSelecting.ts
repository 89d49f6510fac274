import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type ClockTime, type Day, isClockTime, isDay } from '../../../kernel/day'

/** What is chosen on the calendar: a time, and the beat that stands there. */
export interface Chosen {
  date: Day
  from: ClockTime
  beat: string | null
  /** The column of the day view. */
  column: string | null
}

/** The address follows the keys when they rest (ms), not at every press. */
const REST = 400

/** The chosen place, kept in the address so that a reload comes back to it. */
export function useSelecting(at: string | undefined, write: (at: string | null) => void) {
  const [chosenAt, setChosen] = useState<Chosen | null>(() => parseAt(at))
  const wanted = useRef(false)
  const written = useRef(at)
  const timer = useRef(0)
  const writer = useRef(write)
  useEffect(() => {
    writer.current = write
  })

  // Back and forward bring another address.
  useEffect(() => {
    if (at === written.current) return
    written.current = at
    setChosen(parseAt(at))
  }, [at])
  useEffect(() => () => window.clearTimeout(timer.current), [])

  const select = useCallback((next: Chosen | null, focus = false) => {
    wanted.current = focus
    setChosen(next)
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => {
      written.current = next === null ? undefined : atOf(next)
      writer.current(written.current ?? null)
    }, REST)
  }, [])
  const takesFocus = useCallback(() => {
    const was = wanted.current
    wanted.current = false
    return was
  }, [])
  return useMemo(() => ({ chosenAt, select, takesFocus }), [chosenAt, select, takesFocus])
}

export type Selecting = ReturnType<typeof useSelecting>

/** `2026-12-09T11:00~{beat}~{column}`. */
export function atOf({ date, from, beat, column }: Chosen): string {
  return [`${date}T${from}`, beat ?? '', column ?? ''].join('~').replace(/~+$/, '')
}

export function parseAt(text: string | undefined): Chosen | null {
  const [when = '', beat = '', ...column] = (text ?? '').split('~')
  const [date = '', from = ''] = when.split('T')
  if (!isDay(date) || !isClockTime(from)) return null
  return { date, from, beat: beat === '' ? null : beat, column: column.join('~') || null }
}
