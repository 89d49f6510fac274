/** `npm run simulate -- [--days 30] [--groups 50] [--seed 7]`: a month of the whole product in minutes; see test/simulate. */
import './lib/node-version.mjs'
import { spawn } from 'node:child_process'
import { ensureInstalled } from './lib/install.mjs'
import { buildPart, staleParts, withBuildLock } from './lib/parts.mjs'
import { refuse, root } from './lib/run.mjs'

await ensureInstalled()
await withBuildLock(async () => {
  for (const name of staleParts(['functions'])) {
    console.error(`building ${name}…`)
    const { ok, output } = await buildPart(name)
    if (!ok) refuse(`The part "${name}" could not be built.\n${output.trim()}`)
  }
})
const args = ['--import', 'tsx', 'test/simulate/main.ts', ...process.argv.slice(2)]
const run = spawn(process.execPath, args, { cwd: root, env: { ...process.env, TZ: 'UTC' }, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => run.kill(signal))
run.on('exit', (code) => process.exit(code === null ? 1 : code))
