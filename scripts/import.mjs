/** `npm run import -- file.xlsx [--dry-run]`: the admin page's import from the shell; see importWorkbook.ts. */
import './lib/node-version.mjs'
import { spawnSync } from 'node:child_process'
import { ensureInstalled } from './lib/install.mjs'
import { root } from './lib/run.mjs'

await ensureInstalled()
const args = ['--import', 'tsx', `${root}scripts/importWorkbook.ts`, ...process.argv.slice(2)]
// npm runs scripts in the project; the file's name was typed elsewhere, so it is read from there.
const { status } = spawnSync(process.execPath, args, {
  cwd: root,
  env: { ...process.env, JIEPAI_TYPED_IN: process.env.INIT_CWD || process.cwd() },
  stdio: 'inherit',
})
process.exit(status === null ? 1 : status)
