import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './run.mjs'

const out = join(root, 'dist/tests')

/**
 * Makes one plain file of each test file, our sources inside and packages outside: a process that loads TypeScript by
 * itself spends half a second before its first test. Modules are not shared between the files, as they would not be between
 * processes. Line numbers in failures are those of the sources (`--enable-source-maps`).
 * @param {string[]} files paths in the checkout
 * @param {string} name of the folder; two runs at once need two
 * @returns {Promise<string[]>} paths of what was made, in the same order
 */
export async function bundleTests(files, name) {
  const { build } = await import('esbuild')
  const folder = join(out, name)
  rmSync(folder, { recursive: true, force: true })
  await build({
    absWorkingDir: root,
    entryPoints: files,
    outdir: folder,
    outbase: root,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: `node${process.versions.node}`,
    sourcemap: 'inline',
    sourcesContent: false,
    tsconfig: join(root, 'tsconfig.json'),
    logLevel: 'warning',
    plugins: [{ name: 'where a source stands', setup: keepPlaces }],
  })
  return files.map((file) => join(folder, file.replace(/\.tsx?$/, '.cjs')))
}

/** Sources go on to find what stands beside them, although they are loaded from elsewhere. */
function keepPlaces({ onLoad }) {
  onLoad({ filter: /\.ts$/ }, ({ path }) => {
    if (path.includes('node_modules')) return null
    const source = readFileSync(path, 'utf8')
    const places = []
    const name = (word, value) => places.push(`const ${word} = ${JSON.stringify(value)};`)
    if (/\b__dirname\b/.test(source)) name('__dirname', dirname(path))
    if (/\b__filename\b/.test(source)) name('__filename', path)
    if (!/\bimport\.meta\b/.test(source)) return { contents: places.join('') + source, loader: 'ts' }
    name('placeOfSource', { url: pathToFileURL(path).href, dirname: dirname(path), filename: path })
    return { contents: places.join('') + source.replace(/\bimport\.meta\b/g, 'placeOfSource'), loader: 'ts' }
  })
}

/**
 * One file that runs several bundles in one process, each as a suite of its own, so that hooks of one do not reach another.
 * A bundle that cannot be loaded is a failed suite.
 */
export function joinBundles(bundles, name) {
  const suites = bundles.map((bundle) => {
    const title = JSON.stringify(bundle.slice(out.length + name.length + 2))
    return `describe(${title}, () => { require(${JSON.stringify(bundle)}) })`
  })
  const entry = join(out, `${name}.cjs`)
  writeFileSync(entry, `const { describe } = require('node:test')\n${suites.join('\n')}\n`)
  return entry
}
