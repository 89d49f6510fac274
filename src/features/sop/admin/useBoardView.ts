import { useEffect, useMemo, useRef, useState } from 'react'
import { type Board, type BoardView, type Cursor, GUTTER, sameView, topOf, viewOf } from './boardLayout'

/** Follows the scrolling of the board by steps. */
export function useBoardView(scroller: { current: HTMLDivElement | null }, board: Board): BoardView {
  const [scroll, setScroll] = useState({ left: 0, top: 0, width: 1200, height: 900 })
  const view = useMemo(() => viewOf(board, scroll), [board, scroll])
  const latest = useRef(view)
  useEffect(() => {
    latest.current = view
  })
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = () => {
      const { scrollLeft: left, scrollTop: top, clientWidth, clientHeight } = element
      const next = { left, top, width: clientWidth || 1200, height: clientHeight || 900 }
      if (!sameView(latest.current, viewOf(board, next))) setScroll(next)
    }
    measure()
    element.addEventListener('scroll', measure, { passive: true })
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', measure)
      observer.disconnect()
    }
  }, [scroller, board])
  return view
}

/** Scrolls so that a place is wholly visible beside the hours and below the head. */
export function reveal(element: HTMLElement, board: Board, at: Cursor): void {
  const top = topOf(board, at.day, at.minute)
  const [above, below] = [60, 120]
  if (top - above < element.scrollTop) element.scrollTop = Math.max(0, top - above)
  else if (top + below > element.scrollTop + element.clientHeight)
    element.scrollTop = top + below - element.clientHeight
  if (board.width === null) return
  const left = at.column * board.width
  const room = element.clientWidth - GUTTER
  if (left < element.scrollLeft) element.scrollLeft = left
  else if (left + board.width > element.scrollLeft + room) element.scrollLeft = left + board.width - room
}
