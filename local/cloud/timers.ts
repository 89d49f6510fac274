import type { Clock } from '../clock'
import { type Cron, nextFire, parseCron } from './cron'
import type { Answer, Functions } from './functions'

/** Fires each function's timers from the clock's queue, one after another. */
export class Timers {
  constructor(
    private readonly functions: Functions,
    private readonly clock: Clock,
    private readonly log: (line: string) => void,
  ) {}

  /** Plans the next firing of every timer. Nothing that was due before now, or before a step back, fires again. */
  start(): void {
    for (const spec of this.functions.specs.values()) {
      for (const timer of spec.timers) this.plan(spec.name, timer.name, parseCron(timer.config), this.clock.reached())
    }
  }

  /** Fires one timer of a function at once; the function need not have a timer of that name. */
  async fire(functionName: string, triggerName?: string): Promise<Answer> {
    const name = triggerName ?? this.functions.specs.get(functionName)?.timers[0]?.name ?? 'manual'
    const time = new Date(this.clock.now()).toISOString().replace(/\.\d{3}Z$/, 'Z')
    const event = { Type: 'Timer', TriggerName: name, Time: time, Message: '' }
    const answer = await this.functions.invoke(functionName, event, { source: 'wx_trigger' })
    if (!answer.outcome.ok)
      this.log(`timer ${functionName}/${name}: ${answer.outcome.failure} ${answer.outcome.message}`)
    return answer
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
