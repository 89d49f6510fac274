/**
 * Bundles every cloud function with the SDK inside, so that a deploy uploads one folder and the cloud installs nothing.
 * The local cloud runs these very files. Usage: `node scripts/build-functions.mjs [name …]`.
 */
import { copyFileSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
/** The product's functions; the one list that scripts and tests share. */
export const functionNames = ['member', 'staff', 'tick', 'inbound']
/** CloudBase's newest runtime that the mini-program console offers everywhere is Nodejs16.13. */
const target = 'node16.13'
/** Code of the workbench must never travel to the cloud. */
const forbidden = /^(local|test|scripts|config)\//

/**
 * Builds the named functions (all that have an entry unless named) into `dist/cloudfunctions/<name>`.
 * One that esbuild refuses (it has printed why) does not keep the others back.
 * @returns {Promise<{name: string, bytes: number, failure: string | null}[]>} size of each bundle, or why there is none
 */
export async function buildFunctions(names = functionNames) {
  const { build } = await import('esbuild')
  const present = names.filter((name) => existsSync(join(root, 'cloudfunctions', name, 'index.ts')))
  return Promise.all(
    present.map((name) => buildOne(build, name).catch((error) => ({ name, bytes: 0, failure: error.message }))),
  )
}

async function buildOne(build, name) {
  const source = join(root, 'cloudfunctions', name)
  const out = join(root, 'dist/cloudfunctions', name)
  mkdirSync(out, { recursive: true })
  const result = await build({
    absWorkingDir: root,
    entryPoints: [`cloudfunctions/${name}/index.ts`],
    outfile: join(out, 'index.js'),
    bundle: true,
    platform: 'node',
    target,
    format: 'cjs',
    minify: true,
    // Names and licences of what is inside go to index.js.LEGAL.txt beside the bundle.
    legalComments: 'external',
    // ES modules of valibot and ours before the CommonJS twins: only those can be shaken.
    mainFields: ['module', 'main'],
    tsconfig: 'tsconfig.server.json',
    metafile: true,
    logLevel: 'warning',
  })
  const strangers = Object.keys(result.metafile.inputs).filter((file) => forbidden.test(file))
  if (strangers.length > 0) {
    rmSync(out, { recursive: true })
    throw new Error(`cloud function ${name} would carry code of the workbench: ${strangers.join(', ')}`)
  }
  for (const file of ['config.json', 'package.json']) {
    if (existsSync(join(source, file))) copyFileSync(join(source, file), join(out, file))
  }
  return { name, bytes: statSync(join(out, 'index.js')).size, failure: null }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const named = process.argv.slice(2)
  const built = await buildFunctions(named.length > 0 ? named : functionNames)
  for (const { name, bytes, failure } of built) {
    console.log(`dist/cloudfunctions/${name}: ${failure ? `FAILED: ${failure}` : `${(bytes / 1024).toFixed(0)} KB`}`)
  }
  if (built.length === 0) console.log('no function has an entry')
  process.exitCode = built.length === 0 || built.some(({ failure }) => failure) ? 1 : 0
}
