import type { Keeper } from '../filter/views'

/** A part of the menu as it asks for room. */
export interface MenuPart {
  name: string | null
  entries: number
  /** The screen that is open belongs to it. */
  active: boolean
}

/** px of an entry and of a heading. */
export const ENTRY = 26
export const HEADING = 26

/**
 * Which parts are folded. What somebody folded or opened stays so; the rest is folded from below until the menu fits, never the part of the
 * screen that is open.
 *
 * @param room px for all parts together
 * @param chosen by name: folded or not, as somebody pressed
 */
export function foldedParts(
  parts: readonly MenuPart[],
  room: number,
  chosen: Readonly<Record<string, boolean>>,
): ReadonlySet<string> {
  const folded = new Set<string>()
  for (const { name } of parts) if (name !== null && chosen[name] === true) folded.add(name)
  const height = () =>
    parts.reduce(
      (sum, { name, entries }) =>
        sum + (name === null ? 0 : HEADING) + (name !== null && folded.has(name) ? 0 : entries * ENTRY),
      0,
    )
  for (const { name, active } of [...parts].reverse()) {
    if (height() <= room) break
    if (name !== null && !active && chosen[name] === undefined) folded.add(name)
  }
  return folded
}

const KEY = 'jiepai.menu'

export function readFolds(storage: Pick<Keeper, 'getItem'>): Record<string, boolean> {
  try {
    const parsed: unknown = JSON.parse(storage.getItem(KEY) ?? '{}')
    if (typeof parsed !== 'object' || parsed === null) return {}
    return Object.fromEntries(Object.entries(parsed).filter(([, folded]) => typeof folded === 'boolean'))
  } catch {
    // Something else wrote this key: without memory the menu only folds by itself.
    return {}
  }
}

export function keepFolds(storage: Pick<Keeper, 'setItem'>, folds: Readonly<Record<string, boolean>>): void {
  storage.setItem(KEY, JSON.stringify(folds))
}
