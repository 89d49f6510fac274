import type { Grid } from '../../../../src/features/sop/grid'

let next: () => Promise<Grid> = () => Promise.reject(new Error('no grid was set'))

/** What the worker will answer to the next file. */
export function answerWorkbook(answer: () => Promise<Grid>): void {
  next = answer
}

export function readInWorker(): Promise<Grid> {
  return next()
}

/** What was written last. */
export const written: Grid[] = []

export function writeInWorker(grid: Grid): Promise<ArrayBuffer> {
  written.push(grid)
  return Promise.resolve(new ArrayBuffer(1))
}
