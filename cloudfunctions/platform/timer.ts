import type { Context } from '../../src/context'
import { tick } from '../../src/features/tick/server'
import { machineNow } from '../../src/kernel/clock'
import type { Job } from '../../src/kernel/due'
import { randomToken } from './identity'
import { logInvocation } from './log'
import { openMp } from './mpOfEnv'
import { openDatabase, openFiles, openPhotos, openSecurity, wxContext } from './sdk'
import { readSettings } from './settings'
import { wxStore } from './store'
import { openWecom } from './wecomOfEnv'
import { openWxa } from './wxa'

/**
 * Makes the entry of the timer function. A client can call any function with a forged `{Type: 'Timer'}`, so the event is
 * not believed: the platform's own source must say trigger, and no member may stand behind the call.
 */
export function runTimer(name: string, jobs: ReadonlyMap<string, Job<Context>>) {
  return async function main(): Promise<{ ok: boolean; code: string }> {
    const started = performance.now()
    const elapsed = () => performance.now() - started
    const { OPENID, SOURCE } = wxContext()
    const requestId = randomToken()
    if (OPENID !== undefined || !String(SOURCE ?? '').startsWith('wx_trigger')) {
      logInvocation({ function: name, method: null, requestId, wire: 0, ms: 0, code: 'NOT_A_TIMER' })
      return { ok: false, code: 'NOT_A_TIMER' }
    }
    const now = machineNow()
    const meter = { calls: 0 }
    const store = wxStore(openDatabase(), meter)
    const context: Context = {
      now,
      requestId,
      store,
      wecom: openWecom(now),
      mp: openMp(now),
      wxa: openWxa(),
      security: openSecurity(),
      photos: openPhotos(),
      files: openFiles(),
      caller: { kind: 'anyone' },
      token: randomToken,
      settings: readSettings(process.env),
    }
    const run = await tick(jobs, context, elapsed)
    for (const { key, kind, error } of run.failed) {
      console.error(JSON.stringify({ function: name, requestId, key, kind, error: describe(error) }))
    }
    const code = run.failed.length > 0 ? 'SOME_FAILED' : 'OK'
    logInvocation({ function: name, method: 'tick', requestId, wire: meter.calls, ms: Math.round(elapsed()), code })
    return { ok: run.failed.length === 0, code }
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
