/**
 * `npm run setup -- --login zhou --name 周运营`: what a new CloudBase environment needs before its first day, as files for
 * the console's import; see firstDocuments.ts.
 */
import './lib/node-version.mjs'
import { spawnSync } from 'node:child_process'
import { ensureInstalled } from './lib/install.mjs'
import { root } from './lib/run.mjs'

await ensureInstalled()
const args = ['--import', 'tsx', `${root}scripts/firstDocuments.ts`, ...process.argv.slice(2)]
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
process.exit(status === null ? 1 : status)
