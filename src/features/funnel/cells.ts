import { MINUTE } from '../../kernel/day'
import type { Contribution } from './rules'

/** Sums of the contributions of some people. Adding is all that is ever done to it, so neither order nor grouping matters. */
export interface Cell {
  people: number
  unmatched: number
  left: number
  /** Of the matched alone from here on: of the others nobody knows what became of them. */
  active: number
  joined: number
  checkedIn: number
  used: number
  bought: number
  leftMatched: number
  cents: number
  steps: StepCell[]
}

export interface StepCell {
  people: number
  unmatched: number
  /** How long it took, as pairs of bucket and people; those who came the other way round are in none. */
  waits: number[]
}

/** Two buckets an octave, from a minute on: a median is right within a fifth. */
const PER_OCTAVE = 2

export function emptyCell(steps: number): Cell {
  return {
    ...{ people: 0, unmatched: 0, left: 0, active: 0, joined: 0, checkedIn: 0, used: 0, bought: 0, leftMatched: 0 },
    cents: 0,
    steps: Array.from({ length: steps }, () => ({ people: 0, unmatched: 0, waits: [] })),
  }
}

const SUMS = [
  'people',
  'unmatched',
  'left',
  'active',
  'joined',
  'checkedIn',
  'used',
  'bought',
  'leftMatched',
  'cents',
] as const

/** Adds one person. */
export function countIn(cell: Cell, one: Contribution): void {
  const known = one.matched ? 1 : 0
  cell.people += 1
  cell.unmatched += 1 - known
  cell.left += Number(one.left)
  cell.leftMatched += Number(one.left) * known
  cell.active += Number(one.active) * known
  cell.joined += Number(one.joined) * known
  cell.checkedIn += Number(one.checkedIn) * known
  cell.used += Number(one.used) * known
  cell.bought += Number(one.bought) * known
  cell.cents += one.cents * known
  for (const [i, { reached, waited }] of one.steps.entries()) {
    const step = cell.steps[i]
    if (!reached || step === undefined) continue
    step.people += 1
    step.unmatched += 1 - known
    if (waited !== null) addWait(step.waits, bucketOf(waited), 1)
  }
}

/** Adds all that `other` has. Cells of a book with other steps are not added: their day is made anew. */
export function addCell(cell: Cell, other: Cell): void {
  for (const sum of SUMS) cell[sum] += other[sum]
  for (const [i, step] of cell.steps.entries()) {
    const more = other.steps[i]
    if (more === undefined) continue
    step.people += more.people
    step.unmatched += more.unmatched
    for (let at = 0; at < more.waits.length; at += 2) addWait(step.waits, more.waits[at] ?? 0, more.waits[at + 1] ?? 0)
  }
}

function bucketOf(ms: number): number {
  return ms < MINUTE ? 0 : 1 + Math.floor(PER_OCTAVE * Math.log2(ms / MINUTE))
}

/** Kept in order of the buckets, so that equal sums are equal documents. */
function addWait(waits: number[], bucket: number, people: number): void {
  let at = 0
  while (at < waits.length && (waits[at] ?? 0) < bucket) at += 2
  if (waits[at] === bucket) waits[at + 1] = (waits[at + 1] ?? 0) + people
  else waits.splice(at, 0, bucket, people)
}

/** Half of the people took no longer (ms, the middle of its bucket); null when nobody's time is known. */
export function medianWait(waits: readonly number[]): number | null {
  let all = 0
  for (let at = 1; at < waits.length; at += 2) all += waits[at] ?? 0
  let passed = 0
  for (let at = 0; at < waits.length; at += 2) {
    passed += waits[at + 1] ?? 0
    if (passed * 2 >= all) {
      const bucket = waits[at] ?? 0
      return bucket === 0 ? MINUTE / 2 : MINUTE * 2 ** ((bucket - 0.5) / PER_OCTAVE)
    }
  }
  return null
}
