/** `npm run bench [-- --json] [--only group,group] [--quick]`: ratios and counts of the built product; see test/bench. */
import './lib/node-version.mjs'
import { spawn } from 'node:child_process'
import { ensureInstalled } from './lib/install.mjs'
import { buildPart, staleParts, withBuildLock } from './lib/parts.mjs'
import { refuse, root } from './lib/run.mjs'

await ensureInstalled()
await withBuildLock(async () => {
  for (const name of staleParts()) {
    console.error(`building ${name}…`)
    const { ok, output } = await buildPart(name)
    if (!ok) refuse(`The part "${name}" could not be built.\n${output.trim()}`)
  }
})
const args = ['--expose-gc', '--import', 'tsx', 'test/bench/main.ts', ...process.argv.slice(2)]
const bench = spawn(process.execPath, args, { cwd: root, env: { ...process.env, TZ: 'UTC' }, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => bench.kill(signal))
bench.on('exit', (code) => process.exit(code === null ? 1 : code))
