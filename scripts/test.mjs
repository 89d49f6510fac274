/**
 * `npm test [-- --only part,part] [-- words of a path]`: everything, in two lanes, because much of it waits on one core.
 * The last line sums up. A part that ran nothing counts as failed: a suite that vanished must not look like a green one.
 */
import './lib/node-version.mjs'
import { ensureBrowser } from './lib/browser.mjs'
import { runChecks } from './lib/checks.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { buildPart, staleParts, withBuildLock } from './lib/parts.mjs'
import { refuse } from './lib/run.mjs'
import { findSuites, rulesInZones, runBundles, runJest, runNodeTests, screensIn, zones } from './lib/suites.mjs'
import { bundleTests } from './lib/testBundles.mjs'

const known = ['check', 'architecture', 'rules', 'functions', 'ui', 'weapp', 'e2e']
const args = process.argv.slice(2)
const onlyAt = args.indexOf('--only')
const only = onlyAt >= 0 ? String(args[onlyAt + 1]).split(',') : known
const filter = args.find((arg, index) => !arg.startsWith('-') && (onlyAt < 0 || index !== onlyAt + 1)) || ''
const stranger = only.find((part) => !known.includes(part))
if (stranger) refuse(`There is no part "${stranger}" of the tests: the parts are ${known.join(', ')}.`)

await ensureInstalled()
const suites = findSuites(filter)
let passed = 0
let failed = 0

/** Prints a part's line and adds it to the sum. */
function report(name, result) {
  const nothing = result.passed + result.failed === 0
  passed += result.passed
  failed += result.failed + (nothing ? 1 : 0)
  const verdict = nothing ? 'ran nothing, counted as failed' : `${result.passed} passed, ${result.failed} failed`
  console.log(`${name.padEnd(36)} ${verdict} (${(result.ms / 1000).toFixed(1)} s)`)
  if (result.failed > 0) console.log(result.output.trim().replace(/^/gm, '    '))
}

const wanted = (part) => only.includes(part)
/** With a filter, a part without a matching file is simply not meant. */
const meant = (part, files) => wanted(part) && (filter === '' || files.length > 0)

async function build(names) {
  return withBuildLock(async () => {
    let good = true
    for (const name of staleParts(names)) {
      const { ok, output, ms } = await buildPart(name)
      report(`build ${name}`, { passed: ok ? 1 : 0, failed: ok ? 0 : 1, output, ms })
      good = good && ok
    }
    return good
  })
}

async function checks() {
  if (!wanted('check') || filter !== '') return
  for (const { name, ok, output, ms } of await runChecks()) {
    report(name, { passed: ok ? 1 : 0, failed: ok ? 0 : 1, output, ms })
  }
}

async function nodeLane() {
  if (meant('architecture', suites.architecture)) report('architecture', await runNodeTests(suites.architecture))
  if (meant('rules', suites.rules)) {
    const runIn = await rulesInZones(suites.rules)
    for (const zone of zones) report(`rules, TZ=${zone}`, await runIn(zone))
  }
  await checks()
  // A suite and the function that it calls wait for each other in turn, so two of them share a core well.
  await Promise.all([functionTests(), functionTests()])
}

/** Suites that starve a function at every wire call take minutes: they go first, each by itself. */
const heavy = /(faults|races|model|restart)[^/]*\.test\.ts$/i
const waiting = functionSuites()

function functionSuites() {
  if (!meant('functions', suites.functions)) return []
  const folderOf = (file) => file.split('/')[1]
  const light = suites.functions.filter((file) => !heavy.test(file))
  const folders = [...new Set(light.map(folderOf))]
  return [
    ...suites.functions.filter((file) => heavy.test(file)).map((file) => [file.slice('test/'.length), [file]]),
    ...folders.map((folder) => [folder, light.filter((file) => folderOf(file) === folder)]),
  ]
}

/** Both lanes take from the same pile, so that neither core waits for the other. */
async function functionTests() {
  while (functionsReady) {
    const next = waiting.shift()
    if (next === undefined) return
    const [name, files] = next
    report(`functions: ${name}`, await runBundles(await bundleTests(files, name.replaceAll('/', '-')), { TZ: 'UTC' }))
  }
}

async function pageLane() {
  const components = suites.jest.filter(({ folder }) => folder !== 'test/weapp')
  const weapp = suites.jest.filter(({ folder }) => folder === 'test/weapp')
  const browses = meant('e2e', suites.e2e)
  await pageTests(components, weapp, browses)
  await functionTests()
}

async function pageTests(components, weapp, browses) {
  if (meant('ui', components)) {
    if (components.length === 0) report('components', { passed: 0, failed: 0, ms: 0, output: '' })
    for (const { folder, files } of components) {
      for (const zone of zones) await componentTests(folder, screensIn(zone, files), zone)
    }
  }
  if (!functionsReady) return
  const outputs = [...(meant('weapp', weapp) || browses ? ['weapp'] : []), ...(browses ? ['h5', 'admin'] : [])]
  if (!(await build(outputs))) return
  for (const { folder, files } of meant('weapp', weapp) ? weapp : []) {
    report('the built mini-program', await runJest(folder, files, { TZ: 'UTC' }))
  }
  if (browses) await browserTests()
}

async function componentTests(folder, files, zone) {
  if (files.length > 0) report(`components ${folder}, TZ=${zone}`, await runJest(folder, files, { TZ: zone }))
}

async function browserTests() {
  const browser = await ensureBrowser()
  if (browser.missing) return report('browser', { passed: 0, failed: 1, ms: 0, output: browser.missing })
  report('browser', await runNodeTests(suites.e2e, { TZ: 'UTC', JIEPAI_BROWSER: browser.path }))
}

const began = Date.now()
// Both lanes call the functions, so their bundles come first; it takes half a second.
const calls = ['functions', 'weapp', 'e2e'].some(wanted)
const functionsReady = calls && (await build(['functions']))
await Promise.all([nodeLane(), pageLane()])
console.log(`took ${((Date.now() - began) / 1000).toFixed(0)} s`)
console.log(`total: ${passed} passed, ${failed} failed`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
