import { type RefObject, useEffect, useState } from 'react'
import { rowsInView } from './rows'

/** Follows a scrolling element and says which of `count` rows to draw. */
export function useVirtualRows(scroller: RefObject<HTMLElement | null>, rowHeight: number, count: number) {
  const [view, setView] = useState({ top: 0, height: 900 })
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = () => setView({ top: element.scrollTop, height: element.clientHeight || 900 })
    measure()
    element.addEventListener('scroll', measure, { passive: true })
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', measure)
      observer.disconnect()
    }
  }, [scroller])
  return rowsInView(view.top, view.height, rowHeight, count)
}

/** Scrolls so that a row is wholly visible below a sticky header of `header` px. */
export function revealRow(element: HTMLElement, row: number, rowHeight: number, header: number): void {
  const top = row * rowHeight
  const room = element.clientHeight - header
  if (top < element.scrollTop) element.scrollTop = top
  else if (top + rowHeight > element.scrollTop + room) element.scrollTop = top + rowHeight - room
}
