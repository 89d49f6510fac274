import { clockTime, minutesOf } from '../../../kernel/day'
import type { DutySlot } from '../rota'

/** The week as half hours: 7 × 48 cells, cell 0 is Monday 00:00. */
export const HALVES = 48
export const CELLS = 7 * HALVES

/** Half hours that slots cover; one that begins or ends within a half hour covers it whole. */
export function cellsOf(slots: readonly DutySlot[]): Set<number> {
  const cells = new Set<number>()
  for (const { weekday, from, until } of slots) {
    const start = Math.floor(minutesOf(from) / 30)
    const end = Math.ceil(minutesOf(until) / 30)
    const length = end <= start ? end + HALVES - start : end - start
    for (let at = 0; at < length; at++) cells.add(((weekday - 1) * HALVES + start + at) % CELLS)
  }
  return cells
}

/** Cells as slots, each within one day: what crosses midnight is two of them. */
export function slotsOf(cells: ReadonlySet<number>): DutySlot[] {
  const slots: DutySlot[] = []
  for (let day = 0; day < 7; day++) {
    let from: number | null = null
    for (let half = 0; half <= HALVES; half++) {
      const on = half < HALVES && cells.has(day * HALVES + half)
      if (on && from === null) from = half
      if (on || from === null) continue
      slots.push({ weekday: day + 1, from: clockTime(from * 30), until: clockTime(half * 30) })
      from = null
    }
  }
  return slots
}

/** The rectangle between two cells, as a hand draws it. */
export function between(a: number, b: number): number[] {
  const days = [Math.floor(a / HALVES), Math.floor(b / HALVES)].sort((x, y) => x - y) as [number, number]
  const halves = [a % HALVES, b % HALVES].sort((x, y) => x - y) as [number, number]
  const cells: number[] = []
  for (let day = days[0]; day <= days[1]; day++) {
    for (let half = halves[0]; half <= halves[1]; half++) cells.push(day * HALVES + half)
  }
  return cells
}
