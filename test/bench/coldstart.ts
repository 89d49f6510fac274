import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { type Figures, type Group, median, rounded } from './group'

const home = resolve(__dirname, '../..')
const functions = ['member', 'staff', 'tick', 'inbound']
const ROUNDS = 15

/** Loading a function in a fresh process against loading the bare SDK from node_modules, in turns. */
export const coldstart: Group = {
  name: 'coldstart',
  goals: Object.fromEntries(functions.map((name) => [`coldstart.${name}.ratio`, 0.75])),
  async measure({ say }) {
    say(`starting ${ROUNDS * (functions.length + 1)} processes`)
    const targets: [string, string][] = [
      ['sdk', 'wx-server-sdk'],
      ...functions.map((name): [string, string] => [name, join(home, 'dist/cloudfunctions', name)]),
    ]
    const times = new Map<string, number[]>(targets.map(([name]) => [name, []]))
    for (let round = -1; round < ROUNDS; round++) {
      for (const [name, target] of targets) {
        const ms = load(target)
        if (round >= 0) times.get(name)?.push(ms)
      }
    }
    const of = (name: string) => median(times.get(name) ?? [])
    const figures: Figures = { 'coldstart.sdk.ms': rounded(of('sdk')) }
    for (const name of functions) {
      figures[`coldstart.${name}.ms`] = rounded(of(name))
      figures[`coldstart.${name}.ratio`] = rounded(of(name) / of('sdk'))
    }
    return figures
  },
}

/** Milliseconds of one `require` in a new process. */
function load(target: string): number {
  const script = `const t = performance.now(); require(${JSON.stringify(target)}); console.log(performance.now() - t)`
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', script], { cwd: home, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${target} could not be loaded: ${stderr}`)
  return Number(stdout)
}
