import { addCell, type Cell, countIn, emptyCell } from './cells'
import { ATTRIBUTIONS, type Attribution, type Contribution, ROLLED, type Rolled } from './rules'

/** One value of a dimension and what its people did; '' is whoever nobody can place. */
export interface Row {
  value: string
  cell: Cell
}

/** The rollup of some people: cells by dimension, attribution and value. */
export type Rollup = Map<string, Map<string, Cell>>

export function keyOf(dimension: Rolled, attribution: Attribution): string {
  return `${dimension}:${attribution}`
}

/** Dimensions and attributions that a day is kept by; the total is the same for either attribution. */
export const KEYS: readonly (readonly [Rolled, Attribution])[] = ROLLED.flatMap((dimension) =>
  (dimension === 'total' ? (['first'] as const) : ATTRIBUTIONS).map((attribution) => [dimension, attribution] as const),
)

export function addPerson(rollup: Rollup, one: Contribution): void {
  for (const [dimension, attribution] of KEYS) {
    const value = dimension === 'total' ? '' : one.origin[attribution][dimension]
    countIn(cellOf(rollup, keyOf(dimension, attribution), value, one.steps.length), one)
  }
}

/** Puts rows of an earlier part back in. */
export function addRows(rollup: Rollup, key: string, rows: readonly Row[]): void {
  for (const { value, cell } of rows) addCell(cellOf(rollup, key, value, cell.steps.length), cell)
}

/** The rows of one dimension, in order of their values. */
export function rowsOf(rollup: Rollup, key: string): Row[] {
  const cells = [...(rollup.get(key) ?? [])]
  return cells.map(([value, cell]) => ({ value, cell })).sort((a, b) => (a.value < b.value ? -1 : 1))
}

function cellOf(rollup: Rollup, key: string, value: string, steps: number): Cell {
  const rows = rollup.get(key) ?? new Map<string, Cell>()
  rollup.set(key, rows)
  const cell = rows.get(value) ?? emptyCell(steps)
  rows.set(value, cell)
  return cell
}
