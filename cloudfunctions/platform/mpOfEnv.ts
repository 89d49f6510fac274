import { createMp, type Mp } from './mp'
import { readMpSettings } from './settings'

let shared: Mp | undefined
let clock = 0

/** The 公众号 client of this environment, one an instance; see `openWecom`. */
export function openMp(now: number): Mp {
  clock = now
  shared ??= createMp({ ...readMpSettings(process.env), now: () => clock })
  return shared
}
