import { type RefObject, useEffect, useRef } from 'react'

/** A layer over the desk: takes the focus, keeps Tab inside, closes on Esc, and gives the focus back to where it was. */
export function useLayer(onClose: () => void): RefObject<HTMLDivElement> {
  const layer = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const before = document.activeElement
    const inside = () => [
      ...(layer.current?.querySelectorAll<HTMLElement>('input, button, [href], [tabindex="0"]') ?? []),
    ]
    ;(inside()[0] ?? layer.current)?.focus()
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.isComposing) {
        event.preventDefault()
        event.stopPropagation()
        close.current()
      }
      if (event.key !== 'Tab') return
      const stops = inside()
      const index = stops.indexOf(document.activeElement as HTMLElement)
      event.preventDefault()
      stops[(index + (event.shiftKey ? -1 : 1) + stops.length) % stops.length]?.focus()
    }
    document.addEventListener('keydown', onKey, true)
    return () => {
      document.removeEventListener('keydown', onKey, true)
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return layer
}
