/** Height of an hour and of a folded stretch (px), and how long nothing must happen before it is folded (minutes). */
const HOUR = 78
const FOLD = 30
const EMPTY = 114
const MARGIN = 30
/** Moves snap to this (minutes). */
export const SNAP = 15

export interface Stretch {
  /** Minutes of the day, `[from, until)`, and where it stands (px). */
  from: number
  until: number
  top: number
  height: number
  folded: boolean
}

export interface Axis {
  stretches: Stretch[]
  height: number
  /** Full hours that are drawn, in minutes of the day. */
  hours: number[]
}

/** The scale of a week: hours in which something happens at full height, longer gaps folded into a band. */
export function axisOf(begins: readonly number[]): Axis {
  const busy = [...new Set(begins.length > 0 ? begins : [9 * 60, 21 * 60])].sort((a, b) => a - b)
  const pieces: { from: number; until: number; folded: boolean }[] = []
  for (const minute of busy) {
    const from = Math.max(0, minute - MARGIN)
    const until = Math.min(24 * 60, minute + 60)
    const last = pieces.at(-1)
    if (last === undefined) pieces.push({ from, until, folded: false })
    else if (from - last.until < EMPTY - MARGIN) last.until = Math.max(last.until, until)
    else pieces.push({ from: last.until, until: from, folded: true }, { from, until, folded: false })
  }
  const stretches: Stretch[] = []
  let top = 0
  for (const piece of pieces) {
    const height = piece.folded ? FOLD : ((piece.until - piece.from) / 60) * HOUR
    stretches.push({ ...piece, top, height })
    top += height
  }
  const open = stretches.filter((stretch) => !stretch.folded)
  const hours = open.flatMap(({ from, until }) => {
    const first = Math.ceil(from / 60) * 60
    return Array.from({ length: Math.max(0, Math.ceil((until - first) / 60)) }, (_, step) => first + step * 60)
  })
  return { stretches, height: top, hours }
}

/** Where a minute of the day stands (px from the top). */
export function yOf(axis: Axis, minute: number): number {
  const stretch = axis.stretches.find(({ until }) => minute < until) ?? axis.stretches.at(-1)
  if (stretch === undefined) return 0
  const share = Math.min(1, Math.max(0, (minute - stretch.from) / (stretch.until - stretch.from)))
  return stretch.top + share * stretch.height
}

/** The minute of the day at a height (px), to the nearest quarter of an hour. */
export function minuteAt(axis: Axis, y: number): number {
  const stretch = axis.stretches.find(({ top, height }) => y < top + height) ?? axis.stretches.at(-1)
  if (stretch === undefined) return 0
  const share = Math.min(1, Math.max(0, (y - stretch.top) / stretch.height))
  const minute = stretch.from + share * (stretch.until - stretch.from)
  return Math.min(24 * 60 - SNAP, Math.max(0, Math.round(minute / SNAP) * SNAP))
}
