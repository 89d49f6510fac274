/** Where the clock keeps its state between two runs of the process. */
export interface ClockMemory {
  load(): string | undefined
  save(text: string): void
}

/** How a function instance computes its time: `frozen` (ms) if set, else the machine's time plus `offset` (ms). */
export interface ClockReading {
  readonly offset: number
  readonly frozen: number | null
}

interface Scheduled {
  readonly at: number
  readonly order: number
  readonly key: string
  readonly run: () => Promise<void> | void
}

/** Longest sleep of the wake-up timer (ms): setTimeout overflows beyond 2^31. */
const LONGEST_SLEEP = 60_000

/**
 * The one clock of the local cloud, with one time-ordered queue for timers and events of the simulated WeChat.
 * Moving forward runs everything due, in order, each at its own time. Moving backwards fires nothing, and an event that
 * has happened does not happen again; only what recurs (a function's timer) is planned anew from the earlier time.
 */
export class Clock {
  private state: ClockReading
  private queue: Scheduled[] = []
  private orders = 0
  private chain: Promise<void> = Promise.resolve()
  private wakeUp: NodeJS.Timeout | undefined
  private draining = false
  private stopped = false
  private readonly stepBackListeners: (() => void)[] = []

  constructor(private readonly memory: ClockMemory) {
    this.state = { offset: 0, frozen: null, ...JSON.parse(memory.load() ?? '{}') }
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.state.frozen ?? Date.now() + this.state.offset
  }

  reading(): ClockReading {
    return { offset: this.state.offset, frozen: this.state.frozen }
  }

  /** Whether the time stands still for the callers of `set`; during a drain it always does. */
  get frozen(): boolean {
    return this.state.frozen !== null
  }

  /** Plans `run` for an instant (ms). A later call with the same key replaces it. */
  schedule(at: number, key: string, run: () => Promise<void> | void): void {
    this.cancel(key)
    this.orders += 1
    const item = { at, order: this.orders, key, run }
    const place = this.queue.findIndex((other) => other.at > at)
    if (place < 0) this.queue.push(item)
    else this.queue.splice(place, 0, item)
    this.sleep()
  }

  cancel(key: string): void {
    this.queue = this.queue.filter((item) => item.key !== key)
  }

  /** Instants and keys of what is planned, in order. */
  planned(): { at: number; key: string }[] {
    return this.queue.map(({ at, key }) => ({ at, key }))
  }

  /** Called after every step back, when the earlier time is set. */
  onStepBack(listener: () => void): void {
    this.stepBackListeners.push(listener)
  }

  /**
   * Moves to `now` (ms) and resolves when everything due on the way has run. Unfrozen time runs on from there.
   * Rejects with the first error of an event, after all of them have run and the time is set.
   */
  set(now: number, frozen: boolean): Promise<void> {
    return this.serially(async () => {
      const back = now < this.now()
      const errors = await this.drain(now)
      this.put({ offset: now - Date.now(), frozen: frozen ? now : null })
      if (back) for (const listener of this.stepBackListeners) listener()
      this.sleep()
      if (errors.length > 0) throw errors[0]
    })
  }

  /** Ends the process's part: nothing fires any more. */
  stop(): void {
    this.stopped = true
    clearTimeout(this.wakeUp)
  }

  /** Reads the state again after the memory was put back to an older one. */
  reload(): void {
    this.state = { offset: 0, frozen: null, ...JSON.parse(this.memory.load() ?? '{}') }
    this.sleep()
  }

  /** Runs everything due until `target` (ms); returns what went wrong. */
  private async drain(target: number): Promise<unknown[]> {
    const errors: unknown[] = []
    if (target <= this.now()) return errors
    const resume = this.reading()
    this.draining = true
    for (let next = this.due(target); next !== undefined; next = this.due(target)) {
      this.put({ ...resume, frozen: Math.max(next.at, this.now()) })
      try {
        await next.run()
      } catch (error) {
        errors.push(error)
      }
    }
    this.draining = false
    return errors
  }

  private due(target: number): Scheduled | undefined {
    const first = this.queue[0]
    return first !== undefined && first.at <= target && !this.stopped ? this.queue.shift() : undefined
  }

  /** What falls due while the time runs by itself. */
  private fireDue(): Promise<void> {
    return this.serially(async () => {
      if (this.state.frozen !== null) return
      for (let next = this.due(this.now()); next !== undefined; next = this.due(this.now())) await next.run()
      this.sleep()
    })
  }

  private serially(work: () => Promise<void>): Promise<void> {
    const result = this.chain.then(work)
    this.chain = result.catch(() => undefined)
    return result
  }

  private put(reading: ClockReading): void {
    this.state = reading
    this.memory.save(JSON.stringify(this.state))
  }

  private sleep(): void {
    clearTimeout(this.wakeUp)
    const first = this.queue[0]
    if (first === undefined || this.state.frozen !== null || this.draining || this.stopped) return
    const wait = Math.min(Math.max(first.at - this.now(), 0), LONGEST_SLEEP)
    this.wakeUp = setTimeout(() => void this.fireDue(), wait)
    this.wakeUp.unref()
  }
}
