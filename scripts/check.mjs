/** `npm run check`: format, lint, types and architecture, in less than a minute. */
import './lib/node-version.mjs'
import { runChecks } from './lib/checks.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { findSuites, runNodeTests } from './lib/suites.mjs'

await ensureInstalled()
const [checks, architecture] = await Promise.all([runChecks(), runNodeTests(findSuites().architecture)])
const results = [
  ...checks,
  { name: 'architecture', ok: architecture.failed === 0 && architecture.passed > 0, ...architecture },
]
for (const { name, ok, output, ms } of results) {
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${(ms / 1000).toFixed(1)} s)`)
  if (!ok) console.log(output.trim().replace(/^/gm, '    '))
}
process.exit(results.every(({ ok }) => ok) ? 0 : 1)
