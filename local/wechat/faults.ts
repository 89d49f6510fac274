/** `before`: nothing happened on the platform's side; `after`: the effect is committed, the answer is lost. */
export type FaultKind = 'errcode' | 'cut-before' | 'cut-after' | 'hang-before' | 'hang-after'

export type Fault = { api: string; kind: FaultKind; errcode?: number; times: number; skip: number }

export type Faults = {
  add(fault: Fault): void
  take(api: string): Fault | undefined
  clear(): void
  /** What waits. */
  list(): readonly Fault[]
}

/**
 * Faults wait for calls of one API (`*` for any). They live in memory on purpose: a fault is a switch of a test, not a
 * fact of the platform, and must not reach into the next start.
 */
export function createFaults(): Faults {
  const waiting: Fault[] = []
  return {
    add(fault) {
      waiting.push({ ...fault })
    },
    take(api) {
      const fault = waiting.find((candidate) => candidate.api === api || candidate.api === '*')
      if (fault === undefined) return undefined
      if (fault.skip > 0) {
        fault.skip -= 1
        return undefined
      }
      fault.times -= 1
      if (fault.times <= 0) waiting.splice(waiting.indexOf(fault), 1)
      return fault
    },
    clear() {
      waiting.length = 0
    },
    list: () => waiting,
  }
}
