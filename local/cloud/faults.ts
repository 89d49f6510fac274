/**
 * What can go wrong at a wire call:
 * `cut` the connection breaks and the function goes on not knowing, `kill` the instance is gone at once,
 * `hang` no answer ever comes, `conflict` the database answers a transaction conflict.
 */
export type FaultKind = 'cut' | 'kill' | 'hang' | 'conflict'

export interface Fault {
  readonly kind: FaultKind
  /** Before the call does its work, or after it (the write happened). A conflict is always before. */
  readonly when: 'before' | 'after'
  /** Which call of the invocation, from 1. */
  readonly call: number
  /** Only invocations of this function; any function without it. */
  readonly function?: string
  /** Of a hang: how long after it (real ms) the function's time is over; its own time limit decides unless told. */
  readonly endMs?: number
}

export const FAULTS: readonly { readonly kind: FaultKind; readonly when: 'before' | 'after' }[] = [
  { kind: 'cut', when: 'before' },
  { kind: 'cut', when: 'after' },
  { kind: 'kill', when: 'before' },
  { kind: 'kill', when: 'after' },
  { kind: 'hang', when: 'before' },
  { kind: 'hang', when: 'after' },
  { kind: 'conflict', when: 'before' },
]

/** Reads a fault from a request; a sentence says what is wrong with it. */
export function parseFault(input: unknown): Fault | string {
  const { kind, when = 'before', call, function: name } = (input ?? {}) as Record<string, unknown>
  if (!FAULTS.some((fault) => fault.kind === kind && fault.when === when)) {
    return 'kind 必须是 cut、kill、hang 或 conflict，when 必须是 before 或 after（conflict 只能是 before）'
  }
  if (!Number.isInteger(call) || (call as number) < 1) return 'call 必须是从 1 开始的整数'
  if (name !== undefined && typeof name !== 'string') return 'function 必须是函数名'
  const base = { kind, when, call } as Fault
  return name === undefined ? base : { ...base, function: name }
}

/** Told of the beginning (`before`) and the end (`after`) of each wire call, whether a fault waits there or not. */
export type Witness = (call: number, when: 'before' | 'after') => void

/** The armed faults. Each strikes once. */
export class Faults {
  private armed: Fault[] = []
  witness: Witness | undefined

  arm(fault: Fault): void {
    this.armed.push(fault)
  }

  disarm(): void {
    this.armed = []
  }

  /** Whether a fault is still waiting for its call. */
  get pending(): boolean {
    return this.armed.length > 0
  }

  take(functionName: string, call: number, when: 'before' | 'after'): Fault | undefined {
    this.witness?.(call, when)
    const at = this.armed.findIndex(
      (fault) => fault.call === call && fault.when === when && (fault.function ?? functionName) === functionName,
    )
    return at < 0 ? undefined : this.armed.splice(at, 1)[0]
  }
}
