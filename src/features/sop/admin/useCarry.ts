import { type PointerEvent as ReactPointerEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Occurrence, SopNode } from '../rules'
import type { Target } from './beatMove'

/** A press that moves less than this (px) is a click. */
const SLACK = 5

/** What is carried: a beat to another time, or a node that waited for one. */
export type Held = { beat: Occurrence } | { node: SopNode }

/** Where it is held over the calendar: its target, and where that stands in the view (px or CSS lengths). */
export interface Place {
  to: Target
  /** What the view needs to draw it. */
  column: number
  day: number
}

interface State {
  held: Held | null
  place: Place | null
  /** The pointer, for what is carried outside the calendar (px). */
  x: number
  y: number
}

const NOTHING: State = { held: null, place: null, x: 0, y: 0 }

/** Carrying with the pointer. Who draws what is carried listens to it; the calendar itself is not drawn anew while something moves. */
export interface Carry {
  start: (event: ReactPointerEvent, held: Held, grip?: number) => void
  /** The view on the screen tells which place a point is; `grip`: px from the top of what is held. */
  setView: (place: ((x: number, y: number, grip: number, held: Held) => Place | null) | null) => void
  subscribe: (listener: () => void) => () => void
  read: () => State
  /** True once after a drop, for the click that the browser sends behind it. */
  justDropped: () => boolean
}

/** One carry for the whole calendar: tray and views share it. Esc lets go. */
export function useCarry(onDrop: (held: Held, to: Target) => void): Carry {
  const drop = useRef(onDrop)
  useEffect(() => {
    drop.current = onDrop
  })
  const [carry] = useState(() => makeCarry((held, to) => drop.current(held, to)))
  return carry
}

export function useCarried(carry: Carry): State {
  return useSyncExternalStore(carry.subscribe, carry.read)
}

function makeCarry(onDrop: (held: Held, to: Target) => void): Carry {
  const listeners = new Set<() => void>()
  let state = NOTHING
  let view: Parameters<Carry['setView']>[0] = null
  let dropped = false
  const set = (next: State) => {
    state = next
    for (const listener of listeners) listener()
  }
  return {
    setView: (place) => {
      view = place
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    read: () => state,
    justDropped: () => {
      const was = dropped
      dropped = false
      return was
    },
    start(event, held, grip = 0) {
      if (event.button !== 0) return
      dropped = false
      const { clientX, clientY } = event
      let moved = false
      const over = ({ clientX: x, clientY: y }: PointerEvent) => {
        moved = moved || Math.hypot(x - clientX, y - clientY) >= SLACK
        if (moved) set({ held, place: view?.(x, y, grip, held) ?? null, x, y })
      }
      const end = () => {
        window.removeEventListener('pointermove', over)
        window.removeEventListener('pointerup', up)
        window.removeEventListener('pointercancel', end)
        window.removeEventListener('keydown', onKey, true)
        set(NOTHING)
      }
      const up = () => {
        const { place } = state
        end()
        dropped = moved
        if (place !== null) onDrop(held, place.to)
      }
      const onKey = (key: KeyboardEvent) => {
        if (key.key !== 'Escape') return
        key.stopPropagation()
        end()
        dropped = moved
      }
      window.addEventListener('pointermove', over)
      window.addEventListener('pointerup', up)
      window.addEventListener('pointercancel', end)
      window.addEventListener('keydown', onKey, true)
    },
  }
}
