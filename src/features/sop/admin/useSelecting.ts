import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { atOf, type Chosen, parseAt } from './selected'

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
