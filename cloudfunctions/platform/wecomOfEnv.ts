import { readWecomSettings } from './settings'
import { createWecom, type Wecom } from './wecom'

let shared: Wecom | undefined
let clock = 0

/**
 * The WeCom client of this environment, one an instance, so that its access token is fetched once while the instance
 * lives. `now` moves with the invocation: a client must not outlive its token because the instance slept.
 */
export function openWecom(now: number): Wecom {
  clock = now
  shared ??= createWecom({ ...readWecomSettings(process.env), now: () => clock })
  return shared
}
