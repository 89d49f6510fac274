import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A deployed function: its bundle and what its config.json says. */
export interface FunctionSpec {
  readonly name: string
  readonly file: string
  readonly timeoutMs: number
  readonly timers: readonly { readonly name: string; readonly config: string }[]
}

interface Config {
  readonly timeout?: number
  readonly triggers?: readonly { readonly name: string; readonly type: string; readonly config: string }[]
}

/** Seconds a function may run when its config.json does not say. */
const DEFAULT_TIMEOUT_S = 20

/** Finds the functions of a folder: every folder in it that has an index.js. Throws on a broken config.json. */
export function readFunctions(folder: string): Map<string, FunctionSpec> {
  const specs = new Map<string, FunctionSpec>()
  if (!existsSync(folder)) return specs
  for (const name of readdirSync(folder).sort()) {
    const file = join(folder, name, 'index.js')
    if (existsSync(file)) specs.set(name, { name, file, ...readConfig(join(folder, name, 'config.json')) })
  }
  return specs
}

function readConfig(file: string): Pick<FunctionSpec, 'timeoutMs' | 'timers'> {
  const config: Config = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Config) : {}
  const timers = (config.triggers ?? [])
    .filter(({ type }) => type === 'timer')
    .map((each) => ({ name: each.name, config: each.config }))
  return { timeoutMs: (config.timeout ?? DEFAULT_TIMEOUT_S) * 1000, timers }
}
