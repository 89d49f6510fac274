import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { collections } from '../../cloudfunctions/platform/indexes'
import { openDatabaseAt } from '../../cloudfunctions/platform/sdk'
import { wxStore } from '../../cloudfunctions/platform/store'
import { seedDemo, seedPeople } from '../../local/demo/seed'
import { demoWechat } from '../../local/demo/wechat'
import { type LocalServer, startLocal } from '../../local/server'
import { MP_BASE } from '../../local/wechat/mp'
import { createWechat } from '../../local/wechat/wechat'
import { firstWork } from '../../src/jobs'
import { scheduleAll } from '../../src/kernel/due'
import type { RpcAnswer } from '../../src/kernel/rpc'

const home = resolve(__dirname, '../..')

export interface Product {
  readonly url: string
  readonly server: LocalServer
  /** Log lines of server and functions. */
  readonly logs: readonly string[]
  /** Moves the frozen clock; everything that falls due on the way has run when it resolves. */
  setClock(now: string): Promise<void>
  /** A call as a page makes it; throws the sentence of a refusal. */
  call<T>(fn: 'member' | 'staff', method: string, input: unknown, as: { openid?: string; token?: string }): Promise<T>
  close(): Promise<void>
}

/**
 * The product as `npm start` runs it, in a folder and on a port of its own, with a clock that stands.
 * @param seed `people`: staff and groups but no plan, as before the first import; `demo`: the whole demo brand
 */
export async function openProduct(now: string, seed: 'people' | 'demo'): Promise<Product> {
  // The cloud runs in UTC and a worker thread takes the zone of its process.
  process.env.TZ = 'UTC'
  const dataDir = mkdtempSync(join(tmpdir(), 'jiepai-product-'))
  const logs: string[] = []
  const server = await startLocal({
    dataDir,
    port: 0,
    functionsDir: join(home, 'dist/cloudfunctions'),
    h5Dir: join(home, 'dist/h5'),
    adminDir: join(home, 'dist/admin'),
    collections,
    env: (baseUrl) => ({
      JIEPAI_SECRET: 'test-secret',
      // Not the demonstration: who has not consented is a stranger, as in the cloud.
      JIEPAI_DEMO: '',
      JIEPAI_BRAND: demoWechat.brand.name,
      JIEPAI_APPID: demoWechat.brand.appid,
      WECOM_BASE_URL: baseUrl,
      WECOM_CORPID: demoWechat.corpid,
      WECOM_SECRET: demoWechat.secret,
      WECOM_AGENTID: String(demoWechat.agentid),
      MP_BASE_URL: `${baseUrl}${MP_BASE}`,
      MP_APPID: demoWechat.mp?.appid ?? '',
      MP_SECRET: demoWechat.mp?.secret ?? '',
    }),
    wechat: (parts) => {
      const wechat = createWechat(parts)
      wechat.seed(demoWechat)
      return wechat
    },
    log: (line) => logs.push(line),
    timers: false,
  })
  const { clock, timers } = server.cloud
  await clock.set(Date.parse(now), true)
  if (seed === 'demo') await seedDemo(server)
  else {
    const store = wxStore(openDatabaseAt(`${server.url}/cloud/admin`))
    await seedPeople(store)
    await scheduleAll(store, firstWork(clock.now()))
  }
  await clock.set(Date.parse(now), true)
  timers.start()
  return {
    url: server.url,
    server,
    logs,
    setClock: (at) => clock.set(Date.parse(at), true),
    async call(fn, method, input, { openid, token }) {
      const headers: Record<string, string> = { 'content-type': 'application/json' }
      if (openid !== undefined) headers['x-wx-openid'] = openid
      if (token !== undefined) headers.authorization = `Bearer ${token}`
      const body = JSON.stringify({ method, input })
      const response = await fetch(`${server.url}/call/${fn}`, { method: 'POST', headers, body })
      const answer = (await response.json()) as RpcAnswer
      if (!answer.ok) throw new Error(`${method}: ${answer.code} ${answer.message}`)
      return answer.data as never
    },
    async close() {
      await server.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
