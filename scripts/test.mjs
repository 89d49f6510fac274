/**
 * `npm test [-- --only part,part] [-- words of a path]`: everything. The last lines sum up: the dearest parts, the time, the result. A part that ran nothing counts as failed: a suite that vanished must not look like a green one.
 */
import './lib/node-version.mjs'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser } from './lib/browser.mjs'
import { runChecks } from './lib/checks.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { buildPart, staleParts, withBuildLock } from './lib/parts.mjs'
import { processorSeconds, refuse, root } from './lib/run.mjs'
import { findSuites, rulesInZones, runJest, runNodeTests, runTogether, screensIn, zones } from './lib/suites.mjs'
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
const told = []
let passed = 0
let failed = 0

/** Prints a part's line and adds it to the sum. */
function report(name, result) {
  const nothing = result.passed + result.failed === 0
  passed += result.passed
  failed += result.failed + (nothing ? 1 : 0)
  told.push({ name, ...result })
  const verdict = nothing ? 'ran nothing, counted as failed' : `${result.passed} passed, ${result.failed} failed`
  console.log(`${name.padEnd(36)} ${verdict} (${timeOf(result)})`)
  if (result.failed > 0) console.log(result.output.trim().replace(/^/gm, '    '))
}

/** By the clock, and where the system tells it by the processor: what runs beside it changes the first one only. */
function timeOf({ ms, cpu }) {
  return `${(ms / 1000).toFixed(1)} s${cpu === undefined ? '' : `, ${cpu.toFixed(1)} s of a core`}`
}

const wanted = (part) => only.includes(part)
/** With a filter, a part without a matching file is simply not meant. */
const meant = (part, files) => wanted(part) && (filter === '' || files.length > 0)

async function build(names) {
  return withBuildLock(async () => {
    let good = true
    for (const name of staleParts(names)) {
      const { ok, ...rest } = await buildPart(name)
      report(`build ${name}`, { passed: ok ? 1 : 0, failed: ok ? 0 : 1, ...rest })
      good = good && ok
    }
    return good
  })
}

async function checks() {
  for (const { name, ok, ...rest } of await runChecks()) {
    report(name, { passed: ok ? 1 : 0, failed: ok ? 0 : 1, ...rest })
  }
}

async function rules() {
  const runIn = await rulesInZones(suites.rules)
  return zones.map((zone) => async () => report(`rules, TZ=${zone}`, await runIn(zone)))
}

/** What runs by itself, in the order in which it is taken: what says soonest that something is wrong, then the longest. */
async function pileUp() {
  const pile = []
  if (wanted('check') && filter === '') pile.push(checks)
  if (meant('architecture', suites.architecture)) {
    pile.push(async () => report('architecture', await runNodeTests(suites.architecture)))
  }
  if (meant('rules', suites.rules)) pile.push(...(await rules()))
  pile.push(...componentTests())
  if (functionsReady && meant('functions', suites.functions)) pile.push(...functionTests())
  return pile
}

function componentTests() {
  const components = suites.jest.filter(({ folder }) => folder !== 'test/weapp')
  if (!meant('ui', components)) return []
  if (components.length === 0) report('components', { passed: 0, failed: 0, ms: 0, output: '' })
  return components.flatMap(({ folder, files }) =>
    zones
      .map((zone) => [zone, screensIn(zone, files)])
      .filter(([, screens]) => screens.length > 0)
      .map(([zone, screens]) => async () => {
        report(`components ${folder}, TZ=${zone}`, await runJest(folder, screens, { TZ: zone }))
      }),
  )
}

/** Suites that starve a function at every wire call take long for their size, and each runs by itself. */
const heavy = /(faults|races|model|restart)[^/]*\.test\.ts$/i

/** Files that share a process. More of them save little and hold on to memory: seven worlds, one after the other, made 1.2 GB. */
const TOGETHER = 4

function inParts(folder, files) {
  const count = Math.ceil(files.length / TOGETHER)
  const part = (n) => files.filter((_, index) => index % count === n)
  return Array.from({ length: count }, (_, n) => [count === 1 ? folder : `${folder} ${n + 1}`, part(n)])
}

/** The longest first, so that nothing long is left when the other core has nothing to do any more. */
function functionTests() {
  const folderOf = (file) => file.split('/')[1]
  const light = suites.functions.filter((file) => !heavy.test(file))
  const folders = [...new Set(light.map(folderOf))]
  const parts = [
    ...suites.functions.filter((file) => heavy.test(file)).map((file) => [file.slice('test/'.length), [file]]),
    ...folders.flatMap((folder) =>
      inParts(
        folder,
        light.filter((file) => folderOf(file) === folder),
      ),
    ),
  ]
  const sizeOf = (file) => statSync(join(root, file)).size
  const weightOf = ([name, files]) =>
    files.reduce((sum, file) => sum + sizeOf(file), 0) * (name === 'simulate' ? 60 : heavy.test(name) ? 6 : 1)
  return parts
    .map((part) => ({ part, weight: weightOf(part) }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ part: [name, files] }) => async () => {
      const folder = name.replaceAll(/[/ ]/g, '-')
      report(`functions: ${name}`, await runTogether(await bundleTests(files, folder), folder, { TZ: 'UTC' }))
    })
}

/** Takes from the pile until nothing is left. A suite and the function that it calls wait for each other in turn. */
async function takeFrom(pile) {
  for (let next = pile.shift(); next !== undefined; next = pile.shift()) await next()
}

/** Three builds and then the browser: nothing else hangs together for so long, so it begins at once. */
async function pages() {
  const weapp = suites.jest.filter(({ folder }) => folder === 'test/weapp')
  const browses = meant('e2e', suites.e2e)
  const outputs = [...(meant('weapp', weapp) || browses ? ['weapp'] : []), ...(browses ? ['h5', 'admin'] : [])]
  if (!functionsReady || !(await build(outputs))) return
  if (browses) await browserTests()
  for (const { folder, files } of meant('weapp', weapp) ? weapp : []) {
    report('the built mini-program', await runJest(folder, files, { TZ: 'UTC' }))
  }
}

async function browserTests() {
  const browser = await ensureBrowser()
  if (browser.missing) return report('browser', { passed: 0, failed: 1, ms: 0, output: browser.missing })
  report('browser', await runNodeTests(suites.e2e, { TZ: 'UTC', JIEPAI_BROWSER: browser.path }))
}

/** The dearest parts, so that one that has grown is seen. */
function printDearest() {
  const priceOf = ({ ms, cpu }) => cpu ?? ms / 1000
  const dearest = told.toSorted((a, b) => priceOf(b) - priceOf(a)).slice(0, 8)
  if (told.length > 8) for (const part of dearest) console.log(`  ${part.name.padEnd(36)} ${timeOf(part)}`)
}

const began = Date.now()
// Functions are called in most parts, so their bundles come first; it takes half a second.
const calls = ['functions', 'weapp', 'e2e'].some(wanted)
const functionsReady = calls && (await build(['functions']))
const pile = await pileUp()
await Promise.all([pages().then(() => takeFrom(pile)), takeFrom(pile), takeFrom(pile)])
printDearest()
console.log(`took ${timeOf({ ms: Date.now() - began, cpu: processorSeconds() })}`)
console.log(`total: ${passed} passed, ${failed} failed`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
