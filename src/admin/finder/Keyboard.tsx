import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { beginsSequence, ledTo, pressed } from '../keys'
import { hrefOf, parsePlace } from '../place'
import { navigate, usePlace } from '../router'
import { routes } from '../routes'
import { Palette } from './Palette'
import { noteVisit } from './recent'
import { Shortcuts } from './Shortcuts'
import './finder.css'

/** A second key that comes later than this (ms) begins anew. */
const SEQUENCE = 1200

/** The keys that work everywhere, and the two layers that they open. */
export function Keyboard({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const [help, setHelp] = useState(false)
  const { path } = usePlace()
  const state = useRef({ open, help })
  state.current = { open, help }

  useEffect(() => {
    noteVisit(`#${path}`)
  }, [path])

  useEffect(() => {
    let first = ''
    let at = 0
    const onKey = (event: KeyboardEvent) => {
      const after = event.timeStamp - at < SEQUENCE ? first : ''
      first = ''
      const take = () => {
        event.preventDefault()
        // The second key of two may be a screen's own single key.
        event.stopImmediatePropagation()
      }
      if (pressed(event, 'find')) {
        take()
        setHelp(false)
        onOpen(!state.current.open)
        return
      }
      if (state.current.open || state.current.help || document.querySelector('[role="dialog"][aria-modal="true"]'))
        return
      if (pressed(event, 'help')) {
        take()
        setHelp(true)
        return
      }
      const go = ledTo(event, after)
      if (go !== null && routes[go]) {
        take()
        if (parsePlace(location.hash).path !== go) navigate(hrefOf(go))
        return
      }
      if (beginsSequence(event)) {
        first = event.key.toLowerCase()
        at = event.timeStamp
      }
    }
    // Before the screens' own handlers, which listen on the document.
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
  }, [onOpen])

  // Outside of the menu, whose styles and scrolling are not the layers'.
  return createPortal(
    <>
      {open && (
        <Palette
          onClose={() => onOpen(false)}
          onHelp={() => {
            onOpen(false)
            setHelp(true)
          }}
        />
      )}
      {help && <Shortcuts onClose={() => setHelp(false)} />}
    </>,
    document.body,
  )
}
