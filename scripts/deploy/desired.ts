import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { collections } from '../../cloudfunctions/platform/indexes'
import { refuse } from '../../src/kernel/errors'
import type { Desired, DesiredFile, DesiredFunction, Variable } from './state'
import type { ZipEntry } from './zip'

/** Member, staff and inbound first: what they store is there when the timer first looks. */
export const FUNCTIONS = ['member', 'staff', 'inbound', 'tick'] as const

const OF_ALL: readonly Variable[] = [
  { name: 'JIEPAI_SECRET', required: true, fixed: true },
  { name: 'JIEPAI_BRAND' },
  { name: 'JIEPAI_APPID', required: true },
  { name: 'WECOM_CORPID' },
  { name: 'WECOM_SECRET' },
  { name: 'WECOM_AGENTID' },
  { name: 'MP_APPID' },
  { name: 'MP_SECRET' },
]

/** Only who checks callbacks holds the keys of callbacks. `test/deploy` keeps this list true to what the functions read. */
export const VARIABLES: Readonly<Record<string, readonly Variable[]>> = {
  member: OF_ALL,
  staff: OF_ALL,
  tick: OF_ALL,
  inbound: [
    ...OF_ALL,
    { name: 'WECOM_CALLBACK_TOKEN' },
    { name: 'WECOM_CALLBACK_AES_KEY' },
    { name: 'MP_CALLBACK_TOKEN' },
    { name: 'MP_CALLBACK_AES_KEY' },
    { name: 'ORDER_KEY' },
  ],
}

/** `inbound` tells the platforms apart by the path, so each path is a route of its own and reaches the function whole. */
const ROUTES = [
  { path: '/call/staff', function: 'staff' },
  { path: '/inbound', function: 'inbound' },
  { path: '/inbound/mp', function: 'inbound' },
  { path: '/inbound/orders', function: 'inbound' },
]

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
  '.ico': 'image/x-icon',
}

/** The desired state out of the built `dist` folder. */
export function readDesired(
  dist: string,
  chosen: { apiDomain: string | null; pageDomains: readonly string[] },
): Desired {
  return {
    collections,
    functions: FUNCTIONS.map((name) => readFunction(dist, name)),
    routes: ROUTES,
    files: readPage(join(dist, 'admin')),
    ...chosen,
  }
}

/** Name and contents of the files of a built function, by name. */
export function bundleOf(dist: string, name: string): ZipEntry[] {
  const folder = join(dist, 'cloudfunctions', name)
  if (!existsSync(join(folder, 'index.js'))) refuse('NOT_BUILT', `云函数 ${name} 还没有构建，先运行 npm run build。`)
  return readdirSync(folder)
    .sort()
    .map((file) => ({ name: file, bytes: readFileSync(join(folder, file)) }))
}

function readFunction(dist: string, name: string): DesiredFunction {
  const entries = bundleOf(dist, name)
  const hash = createHash('sha256')
  for (const { name: file, bytes } of entries) hash.update(`${file}\0${bytes.length}\0`).update(bytes)
  const text = entries.find((entry) => entry.name === 'config.json')
  const config = JSON.parse(Buffer.from(text?.bytes ?? []).toString('utf8')) as {
    timeout: number
    triggers?: { name: string; config: string }[]
  }
  return {
    name,
    digest: hash.digest('hex'),
    timeout: config.timeout,
    triggers: (config.triggers ?? []).map(({ name: trigger, config: cron }) => ({ name: trigger, cron })),
    variables: VARIABLES[name] ?? [],
  }
}

/** The admin page; its entry comes last, so that nobody is sent to a part that is not there yet. */
function readPage(folder: string): DesiredFile[] {
  if (!existsSync(join(folder, 'index.html'))) refuse('NOT_BUILT', '运营台还没有构建，先运行 npm run build。')
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort((a, b) => Number(a.endsWith('index.html')) - Number(b.endsWith('index.html')) || (a < b ? -1 : 1))
    .map((path) => {
      const entry = path.endsWith('index.html')
      return {
        key: `admin/${path.slice(folder.length + 1).replaceAll('\\', '/')}`,
        bytes: readFileSync(path),
        type: TYPES[extname(path)] ?? 'application/octet-stream',
        // Other files carry a hash of their contents in their names.
        cache: entry ? 'no-cache' : 'public, max-age=31536000, immutable',
      }
    })
}
