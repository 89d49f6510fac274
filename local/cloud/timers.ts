import type { Clock } from '../clock'
import { type Cron, nextFire, parseCron } from './cron'
import type { Answer, Functions } from './functions'

/** Fires each function's timers from the clock's queue, one after another. */
export class Timers {
  private started = false

  constructor(
    private readonly functions: Functions,
    private readonly clock: Clock,
  ) {
    clock.onStepBack(() => this.replan())
  }

  /** Lets timers fire by themselves from now on. */
  start(): void {
    this.started = true
    this.replan()
  }

  /** Plans the next firing of every timer anew, after the time has jumped. */
  replan(): void {
    if (!this.started) return
    for (const spec of this.functions.specs.values()) {
      for (const timer of spec.timers) this.plan(spec.name, timer.name, parseCron(timer.config), this.clock.now())
    }
  }

  /** Fires one timer of a function at once; the function need not have a timer of that name. */
  async fire(functionName: string, triggerName?: string): Promise<Answer> {
    const name = triggerName ?? this.functions.specs.get(functionName)?.timers[0]?.name ?? 'manual'
    const time = new Date(this.clock.now()).toISOString().replace(/\.\d{3}Z$/, 'Z')
    const event = { Type: 'Timer', TriggerName: name, Time: time, Message: '' }
    return this.functions.invoke(functionName, event, { source: 'wx_trigger' })
  }

  private plan(functionName: string, triggerName: string, cron: Cron, after: number): void {
    const at = nextFire(cron, after)
    if (at === undefined) return
    this.clock.schedule(at, `timer:${functionName}:${triggerName}`, async () => {
      // The next one is planned first, so that a timer that dies in the middle does not end the series.
      this.plan(functionName, triggerName, cron, at)
      await this.fire(functionName, triggerName)
    })
  }
}
