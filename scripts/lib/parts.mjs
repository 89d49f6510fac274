import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root, runTool } from './run.mjs'

/**
 * What is built, from which sources, into what. A part is built again when the digest of its sources changed; a digest of
 * contents and not of times, because a checkout sets all times to now.
 */
const pages = /\/(pages|admin)\/|\.scss$|\.tsx$|\.h5\.ts$/
const servers = /\/admin\/|\/(server|jobs)\.ts$/
export const parts = {
  functions: {
    sources: ['cloudfunctions', 'src', 'scripts/build-functions.mjs', 'tsconfig.server.json'],
    without: pages,
    proof: 'dist/cloudfunctions/member/index.js',
    build: () => runTool('scripts/build-functions.mjs', []),
  },
  h5: {
    sources: ['config', 'src', 'tsconfig.pages.json'],
    without: servers,
    proof: 'dist/h5/index.html',
    build: () => taro('h5'),
  },
  weapp: {
    sources: ['config', 'src', 'tsconfig.pages.json', 'project.config.json'],
    without: servers,
    proof: 'dist/weapp/app.json',
    build: () => taro('weapp'),
  },
  admin: {
    sources: ['src', 'tsconfig.admin.json'],
    without: /\/pages\/|\/(server|jobs)\.ts$/,
    proof: 'dist/admin/index.html',
    build: () => runTool('node_modules/vite/bin/vite.js', ['build', '--config', 'src/admin/vite.config.ts']),
  },
}

/** Without CI=true Taro draws a progress bar out of control codes. */
function taro(type) {
  return runTool('node_modules/@tarojs/cli/bin/taro', ['build', '--type', type], {
    env: { CI: 'true', NODE_ENV: 'production', BROWSERSLIST_ENV: 'production' },
  })
}

const stampFile = join(root, 'dist/.stamps.json')

/** Names of the parts whose output is missing or older than its sources. */
export function staleParts(names = Object.keys(parts)) {
  const stamps = readStamps()
  return names.filter((name) => !existsSync(join(root, parts[name].proof)) || stamps[name] !== digestOf(parts[name]))
}

/**
 * Builds one part and stamps it.
 * @returns {Promise<{name: string, ok: boolean, output: string, ms: number, cpu?: number}>}
 */
export async function buildPart(name) {
  const digest = digestOf(parts[name])
  // From here until it has succeeded the part counts as missing, also if we are killed meanwhile.
  writeStamp(name, undefined)
  const { code, output, ms, cpu } = await parts[name].build()
  const ok = code === 0 && existsSync(join(root, parts[name].proof))
  if (ok) writeStamp(name, digest)
  return { name, ok, output, ms, cpu }
}

function digestOf(part) {
  const hash = createHash('sha256')
  for (const source of [...part.sources, 'package-lock.json']) {
    for (const file of filesUnder(join(root, source))) {
      const name = relative(root, file)
      if (!part.without.test(`/${name}`)) hash.update(name).update('\0').update(readFileSync(file))
    }
  }
  return hash.digest('hex')
}

function filesUnder(path) {
  if (!existsSync(path)) return []
  try {
    return readdirSync(path, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(path, entry.name)) : [join(path, entry.name)]))
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path]
    throw error
  }
}

function readStamps() {
  return existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {}
}

function writeStamp(name, digest) {
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stampFile, JSON.stringify({ ...readStamps(), [name]: digest }, null, 2))
}

const lockFile = join(root, 'dist/.building')

/** Two commands in one checkout must not write the same output: the second waits for the first. */
export async function withBuildLock(work) {
  mkdirSync(join(root, 'dist'), { recursive: true })
  let told = false
  while (!takeLock()) {
    if (!told) console.log('another command is building here, waiting for it…')
    told = true
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  const release = () => rmSync(lockFile, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

function takeLock() {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  if (!isAlive(Number(readFileSync(lockFile, 'utf8')))) rmSync(lockFile, { force: true })
  return false
}

/** Whether a process of this id runs. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
