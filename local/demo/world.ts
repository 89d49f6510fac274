import { openDatabaseAt } from '../../cloudfunctions/platform/sdk'
import { wxStore } from '../../cloudfunctions/platform/store'
import type { RpcAnswer } from '../../src/kernel/rpc'
import type { Store } from '../../src/kernel/store'
import type { LocalServer } from '../server'

export interface DemoWorld {
  store: Store
  /** A call as a page or a phone would make it. */
  call(
    fn: 'member' | 'staff',
    method: string,
    input: unknown,
    as: { openid?: string; token?: string },
  ): Promise<RpcAnswer>
  /** Runs the timer function once, now. */
  tick(): Promise<void>
  now(): number
  /** Moves the clock without letting timers fire. */
  setNow(now: number): Promise<void>
}

/** The simulated phones of people. */
export interface Phones {
  /** Something that a person does. */
  act<T>(action: string, body: unknown): Promise<T>
  /** The same, and the brand hears the callback of it before this returns. */
  hear(action: string, body: object): Promise<void>
  /** Puts a file where a phone uploads it to; answers its fileID. */
  upload(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<string>
}

/** A local server as what fills it sees it; its timers must not run and nobody else may use it. */
export function worldOf(server: LocalServer): DemoWorld & Phones {
  const world: DemoWorld & Phones = {
    store: wxStore(openDatabaseAt(`${server.url}/cloud/admin`)),
    async call(fn, method, input, { openid, token }) {
      const headers: Record<string, string> = { 'content-type': 'application/json' }
      if (openid) headers['x-wx-openid'] = openid
      if (token) headers.authorization = `Bearer ${token}`
      const body = JSON.stringify({ method, input })
      const response = await fetch(`${server.url}/call/${fn}`, { method: 'POST', headers, body })
      return (await response.json()) as RpcAnswer
    },
    async act<T>(action: string, body: unknown) {
      const response = await fetch(`${server.url}/wechat/api/${action}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      const answer = (await response.json()) as T & { ok: boolean; message?: string }
      if (!answer.ok) throw new Error(`seeding ${action}: ${answer.message}`)
      return answer
    },
    async hear(action, body) {
      const told = await world.act<{ callback: { query: string; body: string } }>(action, { ...body, hold: true })
      const { query, body: sealed } = told.callback
      const sent = { method: 'POST', body: sealed, headers: { 'content-type': 'text/xml' } }
      const door = action.startsWith('mp-') ? 'inbound/mp' : 'inbound'
      const heard = await fetch(`${server.url}/http/${door}?${query}`, sent)
      await heard.arrayBuffer()
      if (!heard.ok) throw new Error(`seeding ${action}: the callback was answered ${heard.status}`)
    },
    async upload(path, bytes) {
      const put = await fetch(`${server.url}/storage/${path}`, { method: 'PUT', body: bytes })
      if (!put.ok) throw new Error(`seeding ${path}: the upload was answered ${put.status}`)
      return `cloud://local.6c6f-local/${path}`
    },
    async tick() {
      await server.cloud.timers.fire('tick')
    },
    now: () => server.cloud.clock.now(),
    setNow: (now) => server.cloud.clock.set(now, false),
  }
  return world
}

/** A call whose refusal is a mistake of the demo. */
export async function ask<T = unknown>(
  world: Pick<DemoWorld, 'call'>,
  fn: 'member' | 'staff',
  method: string,
  input: unknown,
  as: { openid?: string; token?: string },
): Promise<T> {
  const answer = await world.call(fn, method, input, as)
  if (!answer.ok) throw new Error(`seeding ${method}: ${answer.code} ${answer.message}`)
  return answer.data as T
}
