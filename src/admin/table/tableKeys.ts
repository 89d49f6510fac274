/** Where a table stands: the row of the keyboard, where a range began, what is chosen. */
export interface TableState {
  /** Index of the current row; -1 before the first key. */
  at: number
  /** Index at which a range began, or -1. */
  anchor: number
  chosen: ReadonlySet<string>
}

export const AT_NOTHING: TableState = { at: -1, anchor: -1, chosen: new Set() }

export interface Stroke {
  key: string
  shift: boolean
  /** ⌘ or Ctrl. */
  mod: boolean
}

export interface TableShape {
  ids: readonly string[]
  /** Rows that fit into view. */
  page: number
  /** Rows can be chosen. */
  choosing: boolean
}

/** The state after a key, or null when the key means nothing to a table. */
export function afterKey(state: TableState, stroke: Stroke, shape: TableShape): TableState | null {
  const { ids, choosing } = shape
  if (ids.length === 0) return null
  const to = targetOf(state.at, stroke, shape)
  if (to !== null) {
    const at = Math.max(0, Math.min(ids.length - 1, to))
    if (!stroke.shift || !choosing) return { ...state, at, anchor: -1 }
    const anchor = state.anchor >= 0 ? state.anchor : Math.max(0, state.at)
    return { at, anchor, chosen: withRange(state, ids, anchor, at) }
  }
  if (!choosing) return null
  if (stroke.mod) return stroke.key.toLowerCase() === 'a' ? { ...state, chosen: new Set(ids) } : null
  if (stroke.key === ' ' || stroke.key.toLowerCase() === 'x') return toggled(state, ids, state.at)
  if (stroke.key === 'Escape' && state.chosen.size > 0) return { ...state, anchor: -1, chosen: new Set() }
  return null
}

/** Where a key leads, not yet held within the table; null when it leads nowhere. */
function targetOf(at: number, { key, mod }: Stroke, { ids, page }: TableShape): number | null {
  if (key === 'Home' || (mod && key === 'ArrowUp')) return 0
  if (key === 'End' || (mod && key === 'ArrowDown')) return ids.length - 1
  if (mod) return null
  if (key === 'ArrowDown' || key.toLowerCase() === 'j') return at + 1
  if (key === 'ArrowUp' || key.toLowerCase() === 'k') return at - 1
  if (key === 'PageDown') return at + page
  if (key === 'PageUp') return at - page
  return null
}

/** A click on the box of a row; with Shift everything since the last one. */
export function afterPick(state: TableState, ids: readonly string[], index: number, shift: boolean): TableState {
  if (shift && state.at >= 0) {
    return { at: index, anchor: state.at, chosen: withRange({ ...state, anchor: -1 }, ids, state.at, index) }
  }
  return toggled(state, ids, index)
}

function toggled(state: TableState, ids: readonly string[], index: number): TableState {
  const id = ids[index]
  if (id === undefined) return state
  const chosen = new Set(state.chosen)
  if (!chosen.delete(id)) chosen.add(id)
  return { at: index, anchor: -1, chosen }
}

/** A range that shrinks lets go of what only it had chosen. */
function withRange(before: TableState, ids: readonly string[], anchor: number, at: number): ReadonlySet<string> {
  const chosen = new Set(before.chosen)
  if (before.anchor === anchor) for (const id of span(ids, anchor, before.at)) chosen.delete(id)
  for (const id of span(ids, anchor, at)) chosen.add(id)
  return chosen
}

function span(ids: readonly string[], a: number, b: number): readonly string[] {
  return ids.slice(Math.min(a, b), Math.max(a, b) + 1)
}
