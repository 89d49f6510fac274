/** `npm run restore -- --env <environment id> --from <folder>`: puts a backup into an empty environment; see backup/restore.ts. */
import './lib/node-version.mjs'
import { spawnSync } from 'node:child_process'
import { ensureInstalled } from './lib/install.mjs'
import { root } from './lib/run.mjs'

await ensureInstalled()
const args = ['--import', 'tsx', `${root}scripts/backup/main.ts`, 'restore', ...process.argv.slice(2)]
// npm runs scripts in the project; the folder's name was typed elsewhere, so it is read from there.
const { status } = spawnSync(process.execPath, args, {
  cwd: root,
  env: { ...process.env, TZ: 'UTC', SILENCE: 'true', JIEPAI_TYPED_IN: process.env.INIT_CWD || process.cwd() },
  stdio: 'inherit',
})
process.exit(status === null ? 1 : status)
