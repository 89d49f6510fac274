/** A pasted cell that could not be taken. */
export interface PasteProblem {
  /** Counted from what was pasted: `第 2 行第 1 列`. */
  cell: string
  said: string
  why: string
}

export function cellName(row: number, column: number): string {
  return `第 ${row + 1} 行第 ${column + 1} 列`
}
