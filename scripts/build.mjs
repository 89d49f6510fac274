/** `npm run build [-- part …]`: builds the functions, the H5 member app, the mini-program and the admin page into `dist/`. */
import './lib/node-version.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { buildPart, parts, withBuildLock } from './lib/parts.mjs'
import { refuse } from './lib/run.mjs'

const named = process.argv.slice(2)
const unknown = named.find((name) => !parts[name])
if (unknown) refuse(`There is no part "${unknown}" to build: the parts are ${Object.keys(parts).join(', ')}.`)

await ensureInstalled()
const failed = await withBuildLock(async () => {
  const bad = []
  for (const name of named.length > 0 ? named : Object.keys(parts)) {
    const { ok, output, ms } = await buildPart(name)
    console.log(`${name}: ${ok ? 'built' : 'FAILED'} in ${(ms / 1000).toFixed(1)} s`)
    if (!ok) bad.push(`${name}\n${output.trim()}`)
  }
  return bad
})
for (const text of failed) console.error(`\n--- ${text}`)
process.exit(failed.length > 0 ? 1 : 0)
