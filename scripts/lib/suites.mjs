import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { root, run } from './run.mjs'
import { bundleTests, joinBundles } from './testBundles.mjs'

/** Zones a phone or a developer's machine may be in; the product's own day is Asia/Shanghai in each of them. */
export const zones = ['UTC', 'Asia/Shanghai', 'America/New_York']
/** Who takes the machine's day for Shanghai's, or UTC for the machine's, is wrong here by a day. */
const farZone = 'America/New_York'
/** A suite that hangs is stopped after this time (ms), so that the command always ends with its sum. */
const patience = 15 * 60_000

/**
 * All test files by the way they run. A folder with a `jest.config.cjs` belongs to jest; of the others, files that import
 * nothing but rules run in every zone.
 * @param {string} filter part of a path; empty takes all
 */
export function findSuites(filter = '') {
  const all = filesUnder(join(root, 'test')).map((file) => relative(root, file))
  const jestFolders = all.filter((file) => file.endsWith('/jest.config.cjs')).map((file) => dirname(file))
  const own = all.filter((file) => /\.test\.tsx?$/.test(file) && file.includes(filter))
  const nodeFiles = own.filter((file) => !jestFolders.some((folder) => file.startsWith(`${folder}/`)))
  const special = (file) => /^test\/(e2e|architecture)/.test(file)
  const plain = nodeFiles.filter((file) => !special(file))
  return {
    architecture: nodeFiles.filter((file) => file.startsWith('test/architecture')),
    rules: plain.filter(isPure),
    functions: plain.filter((file) => !isPure(file)),
    e2e: nodeFiles.filter((file) => file.startsWith('test/e2e/')),
    jest: jestFolders
      .map((folder) => ({ folder, files: own.filter((file) => file.startsWith(`${folder}/`)) }))
      .filter(({ files }) => files.length > 0),
  }
}

/** A rules test: by its name, or because all it imports of the project are pure files. */
function isPure(file) {
  if (file.endsWith('.rules.test.ts')) return true
  const imports = [...readFileSync(join(root, file), 'utf8').matchAll(/from '(\.[^']+)'/g)].map((match) => match[1])
  return (
    imports.length > 0 &&
    imports.every((path) => /\/src\/(kernel|features)\//.test(path) && !/\/(server|jobs|admin|pages)(\/|$)/.test(path))
  )
}

/**
 * Which of these files run in this zone: all in the far one, those of screens that are about the clock (`*.zones.test.tsx`) in
 * each. That nothing asks the machine for its local time is a law of `test/architecture`.
 */
export function screensIn(zone, files) {
  return zone === farZone ? files : files.filter((file) => /\.zones\.test\.tsx?$/.test(file))
}

/**
 * Runs TypeScript files under Node's own test runner, each in a process of its own.
 * @returns {Promise<{passed: number, failed: number, output: string, ms: number}>} a skipped test counts as failed
 */
export function runNodeTests(files, env) {
  return runNode(['--import', 'tsx', '--test', ...timeLimit(), ...files], env)
}

/** The same for bundles of tests (see `testBundles.mjs`). */
export function runBundles(bundles, env) {
  return runNode(['--enable-source-maps', '--test', ...timeLimit(), ...bundles], env)
}

/** Tests of pure rules, all in one process per zone. */
export async function rulesInZones(files) {
  const entry = joinBundles(await bundleTests(files, 'rules'), 'rules')
  return (zone) => runNode(['--enable-source-maps', entry], { TZ: zone })
}

async function runNode(args, env) {
  const options = { env, timeout: patience }
  const { code, output, ms, cpu } = await run(process.execPath, ['--test-reporter=spec', ...args], options)
  const count = (word) => Number((output.match(new RegExp(`^(?:ℹ|#) ${word} (\\d+)$`, 'm')) || [0, 0])[1])
  const passed = count('pass')
  const failed = count('fail') + count('cancelled') + count('skipped') + count('todo')
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed, output: failuresOf(output), ms, cpu }
}

/** Node knows the option since 20.11; a single test that hangs is then named before the whole suite is stopped. */
function timeLimit() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major > 20 || minor >= 11 ? [`--test-timeout=${patience / 2}`] : []
}

/** The runner repeats what failed at its end; the rest of a long log hides it. */
function failuresOf(output) {
  const at = output.lastIndexOf('failing tests:')
  return at >= 0 ? output.slice(at) : output.split('\n').slice(-60).join('\n')
}

/** Runs jest in one folder; same answer as `runNodeTests`. */
export async function runJest(folder, files, env) {
  const folderOfReport = mkdtempSync(join(tmpdir(), 'jiepai-jest-'))
  const report = join(folderOfReport, 'report.json')
  const args = [
    // A screen is thrown away after each test: with a small nursery a seventh of the time is spent on collecting it.
    '--max-semi-space-size=64',
    'node_modules/jest/bin/jest.js',
    '--config',
    `${folder}/jest.config.cjs`,
    '--ci',
    '--json',
    '--outputFile',
    report,
    '--runTestsByPath',
    ...files,
  ]
  const { code, output, ms, cpu } = await run(process.execPath, args, { env, timeout: patience })
  const sums = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null
  rmSync(folderOfReport, { recursive: true })
  if (!sums) return { passed: 0, failed: 1, output, ms, cpu }
  const failed = sums.numFailedTests + sums.numPendingTests + sums.numTodoTests + sums.numRuntimeErrorTestSuites
  const text = output.replace(/^\{"numFailedTestSuites.*$/m, '')
  return { passed: sums.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed, output: text, ms, cpu }
}

function filesUnder(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)]))
}
