/**
 * `npm run deploy -- --env <environment id> [--dry-run]`: makes a CloudBase environment what the sources say; see deploy/run.ts.
 * It needs TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY.
 */
import './lib/node-version.mjs'
import { spawnSync } from 'node:child_process'
import { ensureInstalled } from './lib/install.mjs'
import { buildPart, staleParts, withBuildLock } from './lib/parts.mjs'
import { refuse, root } from './lib/run.mjs'

await ensureInstalled()
await withBuildLock(async () => {
  for (const name of staleParts(['functions', 'admin'])) {
    console.log(`building ${name}…`)
    const { ok, output } = await buildPart(name)
    if (!ok) refuse(`The part "${name}" could not be built.\n${output.trim()}`)
  }
})
const args = ['--import', 'tsx', `${root}scripts/deploy/main.ts`, ...process.argv.slice(2)]
const { status } = spawnSync(process.execPath, args, {
  cwd: root,
  env: { ...process.env, TZ: 'UTC' },
  stdio: 'inherit',
})
process.exit(status === null ? 1 : status)
