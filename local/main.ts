import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { collections } from '../cloudfunctions/platform/indexes'
import { FolderInUse } from './cloud/folderLock'
import { demoEnv } from './demo/env'
import { seedLived } from './demo/lived/live'
import { seedDemo } from './demo/seed'
import { demoWechat } from './demo/wechat'
import { OWNER_LOGIN, seedEmptyBrand } from './emptyBrand'
import { type LocalServer, startLocal } from './server'
import { createWechat } from './wechat/wechat'

const HOME = resolve(__dirname, '..')
const port = Number(process.env.PORT ?? 4000)
const dataDir = resolve(process.env.JIEPAI_DATA ?? join(HOME, '.data'))
/** What a folder was filled with is written in it: a brand of one's own never turns into the demo, nor the other way round. */
const demoDone = join(dataDir, 'demo-seeded')
const brandDone = join(dataDir, 'brand-begun')

// The cloud runs its functions in UTC, and a worker thread has the zone of its process.
process.env.TZ = 'UTC'

void main()

async function main(): Promise<void> {
  try {
    const password = await seedOnce()
    const server = await start(port, true, console.log)
    printAddresses(server, password)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(server))
  } catch (error) {
    console.error(sentenceOf(error))
    process.exit(1)
  }
}

function start(onPort: number, timers: boolean, log: (line: string) => void): Promise<LocalServer> {
  return startLocal({
    dataDir,
    port: onPort,
    timers,
    functionsDir: join(HOME, 'dist/cloudfunctions'),
    h5Dir: join(HOME, 'dist/h5'),
    adminDir: join(HOME, 'dist/admin'),
    collections,
    // In a brand of one's own members are asked for their consent as in the cloud.
    env: (baseUrl) => ({ ...demoEnv(baseUrl), JIEPAI_DEMO: existsSync(brandDone) ? '0' : '1' }),
    wechat: (parts) => {
      const wechat = createWechat({ ...parts, callbackUrl: `${parts.baseUrl}/http/inbound` })
      wechat.seed(demoWechat)
      return wechat
    },
    log,
  })
}

/**
 * Fills a new data folder with the demo brand and a week of its life (JIEPAI_DEMO=bare: as it was before its first day; 0: with an owner
 * alone), on a port that nobody knows: while it is filled the clock stands in the past, and a caller would be answered for a day that is over. A folder whose filling was interrupted is filled again from the start.
 *
 * @returns the password of a new brand's owner, else null
 */
async function seedOnce(): Promise<string | null> {
  if (existsSync(demoDone) || existsSync(brandDone)) return null
  const empty = process.env.JIEPAI_DEMO === '0'
  const server = await start(0, false, sayTrouble)
  try {
    if (process.env.JIEPAI_DEMO === 'bare') await seedDemo(server)
    else if (!empty) {
      console.log('正在过完示例品牌的最近七天…  living the last seven days of the demo brand…')
      await seedLived(server)
    } else {
      const password = await seedEmptyBrand(server)
      mkdirSync(dataDir, { recursive: true })
      writeFileSync(brandDone, '')
      return password
    }
  } finally {
    await server.close()
  }
  writeFileSync(demoDone, '')
  return null
}

/** Thousands of calls that went well are nobody's business. */
function sayTrouble(line: string): void {
  if (!line.includes('"code":"') || line.includes('"code":"INTERNAL"')) console.log(line)
}

/** @param password of the owner that was just made */
function printAddresses({ url }: LocalServer, password: string | null): void {
  const login = existsSync(demoDone)
    ? 'demo / jiepai-demo'
    : `${OWNER_LOGIN} / ${password ?? 'the password of its first start'}`
  console.log(`节拍 Jiepai is running.
  member app        ${url}/
  admin page        ${url}/admin/      (${login})
  simulated WeChat  ${url}/wechat/
  data              ${dataDir}
Stop it with Ctrl-C.`)
}

async function stop(server: LocalServer): Promise<void> {
  await server.close()
  process.exit(0)
}

/** One sentence that says what to do; an error that nobody foresaw keeps its trace. */
function sentenceOf(error: unknown): string {
  if (error instanceof FolderInUse) {
    return `The data folder ${dataDir} is already served by another process: stop it, or choose another folder with JIEPAI_DATA.`
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use: stop the program that uses it, or choose another one with PORT.`
  if (code === 'EACCES' && String((error as NodeJS.ErrnoException).syscall) === 'listen') {
    return `Port ${port} needs more rights than this process has: choose one above 1023 with PORT.`
  }
  if (
    [
      'EACCES',
      'EPERM',
      'ENOENT',
      'EROFS',
      'ENOTDIR',
      'EEXIST',
      'ENOSPC',
      'SQLITE_CANTOPEN',
      'SQLITE_READONLY',
    ].includes(code)
  ) {
    return `The data folder ${dataDir} cannot be written (${code}): choose another one with JIEPAI_DATA.`
  }
  if (code === 'ERR_SOCKET_BAD_PORT') return `PORT must be a number from 0 to 65535, and it is "${process.env.PORT}".`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
