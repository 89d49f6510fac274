/** Flat keys with numbers: what one group measured. */
export type Figures = Record<string, number>

export interface Options {
  /** Stop at 100,000 accounts. */
  readonly quick: boolean
  /** What is being done, for a person who waits; not part of the result. */
  readonly say: (line: string) => void
}

export interface Group {
  readonly name: string
  /** Goals by key: the largest number that is still good. */
  readonly goals?: Readonly<Record<string, number>>
  measure(options: Options): Promise<Figures>
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** Milliseconds that the work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Median of many runs after a warm-up, in ms. */
export async function medianOf(runs: number, work: (run: number) => Promise<unknown>): Promise<number> {
  for (let run = 0; run < Math.min(30, runs); run++) await work(-1 - run)
  const times: number[] = []
  for (let run = 0; run < runs; run++) times.push(await timed(() => work(run)))
  return median(times)
}

/** Three significant digits: more would claim what a shared machine cannot say. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3))
}
