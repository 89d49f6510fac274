import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { demoWechat } from '../../local/demo/wechat'
import { openWorld, type World } from './harness'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

function message(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    touser: 'xiaomei',
    agentid: demoWechat.agentid,
    msgtype: 'text',
    text: { content: '10:00 该发话题了' },
    ...change,
  }
}

async function send(change: Record<string, unknown> = {}) {
  const answer = await world.cgi('message/send', message(change))
  assert.equal(answer.status, 200)
  return answer.body
}

async function received(userid: string): Promise<number> {
  return (await world.state()).notices.filter((notice) => notice.userid === userid).length
}

test('unknown receivers come back in invaliduser with errcode 0, the others get the message', async () => {
  const body = await send({ touser: 'xiaomei|ghost|aling|ghost2' })
  assert.deepEqual([body.errcode, body.invaliduser], [0, 'ghost|ghost2'])
  assert.deepEqual([await received('xiaomei'), await received('aling'), await received('dianzhang')], [1, 1, 0])
})

test('@all reaches every member of staff in the visible range', async () => {
  await world.page('rules', { hiddenStaff: ['aling'] })
  await send({ touser: '@all' })
  assert.deepEqual([await received('xiaomei'), await received('aling'), await received('dianzhang')], [1, 0, 1])
})

test('nobody named is 82001, nobody valid 81013, another application 40056, another type 40008', async () => {
  assert.equal((await send({ touser: undefined })).errcode, 82001)
  assert.equal((await send({ touser: 'ghost' })).errcode, 81013)
  assert.equal((await send({ agentid: 7 })).errcode, 40056)
  assert.equal((await send({ msgtype: 'voice', voice: {} })).errcode, 40008)
  assert.equal((await send({ text: { content: '长'.repeat(700) } })).errcode, 45002)
})

test('a textcard needs its url, a mini-program notice takes titles of 4 to 12 characters', async () => {
  const card = { title: '发送提醒', description: '福利群1 还有 2 条没发', url: 'https://example.com' }
  assert.equal((await send({ msgtype: 'textcard', textcard: card })).errcode, 0)
  assert.equal((await send({ msgtype: 'textcard', textcard: { ...card, url: undefined } })).errcode, 40058)
  const notice = { appid: demoWechat.brand.appid, page: 'features/delivery/pages/queue/index', title: '该发话题了' }
  assert.equal((await send({ msgtype: 'miniprogram_notice', miniprogram_notice: notice })).errcode, 0)
  const short = { ...notice, title: '发' }
  assert.equal((await send({ msgtype: 'miniprogram_notice', miniprogram_notice: short })).errcode, 40058)
  const other = { ...notice, appid: 'wxother' }
  assert.equal((await send({ msgtype: 'miniprogram_notice', miniprogram_notice: other })).errcode, 40013)
})

test('with the duplicate check the same message inside the interval arrives once and keeps its msgid', async () => {
  const check = { enable_duplicate_check: 1, duplicate_check_interval: 600 }
  const first = await send(check)
  await world.clock.advance(599_000)
  const second = await send(check)
  assert.deepEqual([second.errcode, second.msgid], [0, first.msgid])
  assert.equal(await received('xiaomei'), 1)
  await send({ ...check, text: { content: '另一句' } })
  assert.equal(await received('xiaomei'), 2)
  await world.clock.advance(1000)
  await send(check)
  assert.equal(await received('xiaomei'), 3)
})

test('without the duplicate check the same message arrives twice', async () => {
  await send()
  await send()
  assert.equal(await received('xiaomei'), 2)
})

test('above the limit of a minute a message to one person is dropped without a word', async () => {
  await world.page('rules', { noticesPerMinute: 2 })
  for (let i = 0; i < 4; i++) assert.equal((await send({ text: { content: `第 ${i} 条` } })).errcode, 0)
  assert.equal(await received('xiaomei'), 2)
})
