import assert from 'node:assert/strict'
import { memberIdOf } from '../../cloudfunctions/platform/identity'
import { demoWechat } from '../../local/demo/wechat'
import { createWechat } from '../../local/wechat/wechat'
import '../../src/features/post/collections'
import '../../src/features/staff/collections'
import type { MineView, PostView } from '../../src/features/post/contract'
import { inboxOf, type Post, postIdOf } from '../../src/features/post/rules'
import { dayOf } from '../../src/kernel/day'
import { storeOf } from '../checkin/ledgerOf'
import { type CallResult, openWorld, type World } from '../cloud/world'

/** Monday, 09:00 in Shanghai. */
export const MONDAY = '2026-11-23T01:00:00Z'
const SECRET = 'test'
export const memberOf = (openid: string) => memberIdOf(SECRET, openid)
export const idOf = (openid: string, day = '2026-11-23') => postIdOf(memberOf(openid), day)

/** The smallest picture; `mark` makes it another one, or one that the simulated check does not like. */
export function picture(mark = ''): Buffer {
  const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  return Buffer.concat([Buffer.from(dot, 'base64'), Buffer.from(mark)])
}

export interface Desk {
  world: World
  member(method: string, input: unknown, openid?: string): Promise<CallResult>
  staff(method: string, input: unknown, who?: string): Promise<CallResult>
  /** The answer's data; a refusal fails the test. */
  ask<T>(result: Promise<CallResult>): Promise<T>
  /** Uploads as a phone does, to the folder that the server named; answers the fileID. */
  upload(name: string, bytes?: Buffer, openid?: string): Promise<string>
  publish(input: { text?: string; photos?: string[]; request?: string }, openid?: string): Promise<CallResult>
  /** Moves the clock; what WeChat has to say by then arrives. */
  later(ms: number): Promise<void>
  tick(): Promise<void>
  stored(openid?: string): Promise<Post>
  mine(openid?: string): Promise<PostView>
  wall(openid?: string): Promise<string[]>
  /** An event as the platform pushes it. */
  push(traceId: string | null, suggest: string, change?: Record<string, unknown>, source?: string): Promise<void>
  /** Arms a fault of the simulated WeChat. */
  fault(api: string, kind: string, errcode?: number): Promise<void>
  points(openid?: string): Promise<number>
}

export async function openDesk(): Promise<Desk> {
  const world = await openWorld({
    timers: false,
    now: MONDAY,
    env: { JIEPAI_SECRET: SECRET, JIEPAI_DEMO: '1' },
    wechat: (parts) => {
      const wechat = createWechat(parts)
      wechat.seed(demoWechat)
      return wechat
    },
  })
  const store = storeOf(world)
  const person = { schema: 1 as const, password: null, stores: [], wecomUserId: null, active: true }
  const idle = { failures: 0, lockedUntil: 0 }
  await store.insertAll('staff', [
    { _id: 'zhou', login: 'zhou', name: '周宁', roles: ['owner'], openid: 'o-zhou', ...person, ...idle },
    { _id: 'mei', login: 'mei', name: '小美', roles: ['guide'], openid: 'o-mei', ...person, ...idle },
  ])
  let requests = 0

  const desk: Desk = {
    world,
    member: (method, input, openid = 'o1') => world.call('member', method, input, { openid }),
    staff: (method, input, who = 'zhou') => world.call('staff', method, input, { openid: `o-${who}` }),
    async ask<T>(result: Promise<CallResult>) {
      const { answer } = await result
      if (!answer.ok) throw new Error(`${answer.code}: ${answer.message}`)
      return answer.data as T
    },
    async upload(name, bytes = picture(name), openid = 'o1') {
      const cloudPath = `${inboxOf(memberOf(openid))}/${name}.png`
      return (await world.sdk.uploadFile({ cloudPath, fileContent: bytes })).fileID
    },
    publish({ text = '', photos = [], request = (++requests).toString(16).padStart(32, '0') }, openid = 'o1') {
      const day = dayOf(Date.parse(world.now()))
      return desk.member('post.publish', { request, day, text, photos }, openid)
    },
    later: (ms) => world.setClock(new Date(Date.parse(world.now()) + ms).toISOString()),
    async tick() {
      const run = await world.fireTimer('tick')
      assert.ok(run.ok, run.message)
    },
    async stored(openid = 'o1') {
      const post = await store.get('posts', idOf(openid))
      assert.ok(post, 'the post is missing')
      return post
    },
    async mine(openid = 'o1') {
      const { post } = await desk.ask<MineView>(desk.member('post.getMine', {}, openid))
      assert.ok(post, 'no post of today')
      return post
    },
    async wall(openid = 'o9') {
      const { items } = await desk.ask<{ items: { text: string }[] }>(desk.member('post.getWall', {}, openid))
      return items.map(({ text }) => text)
    },
    async push(traceId, suggest, change = {}, source = 'wx_unknown') {
      const event = { MsgType: 'event', Event: 'wxa_media_check', appid: 'wxlocal0000000000', FromUserName: 'o1' }
      const said = { trace_id: traceId, version: 2, errcode: 0, result: { suggest, label: 100 } }
      await world.server.cloud.invoke('inbound', { ...event, ...said, ...change }, { source })
    },
    async fault(api, kind, errcode) {
      const response = await fetch(`${world.url}/wechat/api/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(api === '' ? { clear: true } : { api, kind, errcode }),
      })
      assert.equal(response.status, 200)
    },
    async points(openid = 'o1') {
      return (await store.get('accounts', memberOf(openid)))?.balances.points ?? 0
    },
  }
  for (const openid of ['o1', 'o2']) await desk.ask(desk.member('member.giveConsent', { version: 1 }, openid))
  return desk
}
