import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { CALLABLE, handleCall, handleHttp } from './calls'
import type { Clock } from './clock'
import { Cloud } from './cloud/cloud'
import { claimFolder } from './cloud/folderLock'
import { APP_ID } from './cloud/functions'
import type { OpenapiHandler } from './cloud/openapi'
import type { CollectionSpecs } from './cloud/store'
import { handleControl } from './controls'
import { refuse, respondJson } from './respond'
import { fileWithin, sendFile } from './staticFiles'

/** The simulated WeChat as the server mounts it. */
export interface WechatPart {
  /** Answers `/cgi-bin/*` and `/wechat/*`; false leaves the request to others. */
  handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean>
  readonly openapi?: OpenapiHandler
  /** As the platform tells it to a function that this person calls. */
  unionidOf?(openid: string): string | undefined
  /** All that decides what it does next, as one text; undefined while something is on its way. */
  state?(): string | undefined
  close?(): void
}

/** What the simulated WeChat gets from the server. */
export interface WechatParts {
  readonly dataDir: string
  readonly clock: Clock
  readonly baseUrl: string
  /** Message push of the mini-program, as the platform sends it to the function `inbound`. */
  readonly push: (event: Record<string, unknown>) => Promise<void>
}

export interface LocalOptions {
  /** Folder of all data; one process at a time. */
  readonly dataDir: string
  readonly functionsDir: string
  readonly collections: CollectionSpecs
  /** 0 takes a free port. */
  readonly port: number
  readonly host?: string
  /** Listening beyond loopback must be asked for. */
  readonly allowRemote?: boolean
  /** Configuration variables of the functions; gets the server's own address. */
  readonly env?: (baseUrl: string) => Record<string, string>
  readonly wechat?: (parts: WechatParts) => WechatPart
  readonly openapi?: OpenapiHandler
  /** Functions that `/call` reaches; `member` and `staff` unless told. */
  readonly callable?: ReadonlySet<string> | 'all'
  readonly h5Dir?: string
  readonly adminDir?: string
  readonly log?: (line: string) => void
  readonly timeoutMs?: number
  /** Instances of one function that run at once. */
  readonly maxRunning?: number
  readonly heapMb?: number
  readonly transactionLifeMs?: number
  /** Whether timers fire by themselves; otherwise only when told. */
  readonly timers?: boolean
}

export interface LocalServer {
  readonly url: string
  readonly port: number
  readonly cloud: Cloud
  readonly wechat: WechatPart | undefined
  close(): Promise<void>
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1', '[::1]'])

/** Starts everything on one port. Throws FolderInUse, or the error of the port or the folder. */
export async function startLocal(options: LocalOptions): Promise<LocalServer> {
  const host = options.host ?? '127.0.0.1'
  if (!LOOPBACK.has(host) && options.allowRemote !== true)
    throw new RangeError(`refusing to listen on ${host}: it is not loopback`)
  const dataDir = resolve(options.dataDir)
  const release = claimFolder(dataDir)
  const server = createServer({ keepAliveTimeout: 65_000 })
  try {
    await listen(server, options.port, host)
    return mount({ ...options, dataDir, host }, server, release)
  } catch (error) {
    server.close()
    release()
    throw error
  }
}

/** Puts the cloud and the simulated WeChat behind a server that listens. */
function mount(options: LocalOptions & { host: string }, server: Server, release: () => void): LocalServer {
  const { dataDir, host } = options
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const log = options.log ?? (() => undefined)
  let wechat: WechatPart | undefined
  const openapi: OpenapiHandler = async (...call) => {
    const handler = options.openapi ?? wechat?.openapi
    return handler === undefined ? { errCode: -604100, errMsg: 'API not found' } : handler(...call)
  }
  const cloud = new Cloud({
    dataDir,
    functionsDir: resolve(options.functionsDir),
    collections: options.collections,
    env: options.env?.(url) ?? {},
    baseUrl: () => url,
    openapi,
    log,
    timeoutMs: options.timeoutMs,
    maxRunning: options.maxRunning,
    heapMb: options.heapMb,
    transactionLifeMs: options.transactionLifeMs,
  })
  const push = async (event: Record<string, unknown>) => {
    // A push names no client as its source; `wx_unknown` is what the platform says of everything else.
    await cloud.invoke('inbound', { ...event, appid: APP_ID }, { source: 'wx_unknown' })
  }
  wechat = options.wechat?.({ dataDir, clock: cloud.clock, baseUrl: url, push })
  if (options.timers !== false) cloud.timers.start()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    route({ options, cloud, wechat, loopback: LOOPBACK.has(host) }, request, response).catch((error: unknown) => {
      log(`${request.method} ${request.url}: ${error instanceof Error ? error.stack : String(error)}`)
      if (!response.headersSent) refuse(response, 500, 'INTERNAL', '服务暂时没有完成这次操作，请稍后再试')
      else response.destroy()
    })
  })
  return {
    url,
    port,
    cloud,
    wechat,
    close: async () => {
      const closed = new Promise<void>((done) => server.close(() => done()))
      cloud.close()
      wechat?.close?.()
      server.closeAllConnections()
      await closed
      release()
    },
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      done()
    })
  })
}

interface Mounted {
  readonly options: LocalOptions
  readonly cloud: Cloud
  readonly wechat: WechatPart | undefined
  readonly loopback: boolean
}

async function route(mounted: Mounted, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { options, cloud, wechat } = mounted
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  // A page of another site must not reach this server by a name that resolves to loopback.
  if (mounted.loopback && !LOOPBACK.has(host)) return refuse(response, 403, 'FORBIDDEN_HOST', '请用 localhost 访问')
  const url = new URL(request.url ?? '/', 'http://localhost')
  const path = decodePath(url.pathname)
  if (path === undefined) return refuse(response, 400, 'BAD_PATH', '地址无法识别，请检查')
  const [, first = '', second = ''] = path.split('/')
  if (path === '/healthz') return respondJson(response, 200, { ok: true })
  if (first === 'cloud') return cloud.handle(second, request, response)
  if (first === 'call') {
    const unionidOf = (openid: string) => wechat?.unionidOf?.(openid)
    return handleCall(cloud, options.callable ?? CALLABLE, second, request, response, unionidOf)
  }
  if (first === 'http')
    return handleHttp(cloud, second, path.slice(`/http/${second}`.length) || '/', url, request, response)
  if (first === 'local') return handleControl(cloud, second, request, response)
  if (first === 'storage') return serveStorage(cloud, path.slice('/storage/'.length), request, response)
  if (
    wechat !== undefined &&
    (first === 'wechat' || first === 'cgi-bin') &&
    (await wechat.handle(request, response, url))
  )
    return
  servePages(options, path, request, response)
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

async function serveStorage(
  cloud: Cloud,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'PUT') {
    await cloud.storage.receive(path, request)
    response.writeHead(200)
    response.end()
    return
  }
  const file = fileWithin(cloud.storage.folder, path)
  if (file === undefined) return refuse(response, 404, 'NOT_FOUND', '没有这个文件')
  sendFile(response, file, request.method === 'HEAD')
}

/** The member app at `/` and the admin page at `/admin/`; paths without a file of their own get the page itself. */
function servePages(options: LocalOptions, path: string, request: IncomingMessage, response: ServerResponse): void {
  if (path === '/admin') {
    response.writeHead(302, { location: '/admin/' })
    response.end()
    return
  }
  const reading = request.method === 'GET' || request.method === 'HEAD'
  const file = reading ? pageFile(options, path) : undefined
  if (file === undefined) refuse(response, 404, 'NOT_FOUND', '没有这个地址；如果刚取得代码，请先运行 npm run build')
  else sendFile(response, file, request.method === 'HEAD')
}

function pageFile(options: LocalOptions, path: string): string | undefined {
  const admin = path.startsWith('/admin/')
  const folder = admin ? options.adminDir : options.h5Dir
  if (folder === undefined) return undefined
  const within = admin ? path.slice('/admin'.length) : path
  const wantsPage = !/\.[a-z0-9]+$/i.test(within)
  return fileWithin(resolve(folder), within) ?? (wantsPage ? fileWithin(resolve(folder), '/index.html') : undefined)
}
