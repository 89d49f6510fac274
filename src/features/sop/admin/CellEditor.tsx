import { useEffect, useRef, useState } from 'react'

/** Edits in place: Enter keeps, Shift + Enter breaks the line, Esc forgets, leaving the field keeps. */
export function CellEditor({ text, onDone }: { text: string; onDone: (text: string | null) => void }) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [value, setValue] = useState(text)
  const done = useRef(false)

  useEffect(() => {
    const element = field.current
    element?.focus()
    element?.setSelectionRange(element.value.length, element.value.length)
  }, [])

  function finish(keep: boolean) {
    if (done.current) return
    done.current = true
    onDone(keep && value !== text ? value : null)
  }

  return (
    <textarea
      ref={field}
      className="cell-editor"
      aria-label="改这一格"
      rows={Math.min(6, Math.max(2, Math.ceil(value.length / 20)))}
      maxLength={4000}
      value={value}
      onChange={(event) => setValue(event.target.value)}
      onBlur={() => finish(true)}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Escape') finish(false)
        if (event.key === 'Enter' && !event.shiftKey) {
          event.preventDefault()
          finish(true)
        }
      }}
    />
  )
}
