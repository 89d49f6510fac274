/**
 * `npm run conform -- --env <id>`: runs the cases of test/cloud/conformCases.ts against a real CloudBase environment and
 * says where it differs from what the product relies on (and from the local cloud, which passes the same cases).
 *
 * It needs TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY of an account with access to the environment (and
 * TENCENTCLOUD_REGION when it is not in Shanghai). It creates the collections `jiepai_conform` and
 * `jiepai_conform_unique` when they are missing, and writes and empties only these. Before the first run create a unique
 * index on the field `code` of `jiepai_conform_unique` in the console: the SDK cannot, and the case of it fails without.
 * A run takes about 150 calls. Afterwards both collections may be dropped in the console.
 */
import './lib/node-version.mjs'
import { spawn } from 'node:child_process'
import { ensureInstalled } from './lib/install.mjs'
import { refuse, root } from './lib/run.mjs'

const at = process.argv.indexOf('--env')
const env = at > 0 ? process.argv[at + 1] : undefined
if (!env) refuse('Which environment? Use: npm run conform -- --env <environment id>')
for (const name of ['TENCENTCLOUD_SECRETID', 'TENCENTCLOUD_SECRETKEY']) {
  if (!process.env[name])
    refuse(`${name} is missing: conform works with the keys of an account that may use the environment.`)
}
await ensureInstalled()
const child = spawn(process.execPath, ['--import', 'tsx', 'test/cloud/conformRun.ts', env], {
  cwd: root,
  env: { ...process.env, TZ: 'UTC', SILENCE: 'true' },
  stdio: 'inherit',
})
child.on('exit', (code) => process.exit(code ?? 1))
