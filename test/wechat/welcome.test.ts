import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { FULI1, openWorld, type World } from './harness'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const SEND = 'externalcontact/send_welcome_msg'
const TEMPLATE = 'externalcontact/group_welcome_template'

/** The code that the callback of a new friend carries. */
async function code(): Promise<string> {
  const { body } = await world.page('add-friend', { userid: 'xiaomei', name: '阿蓝', hold: true })
  assert.equal(body.ok, true)
  const client = world.client()
  const { name } = await client.getContact(String(body.externalUserid))
  assert.equal(name, '阿蓝')
  return String(body.code)
}

test('a welcome code is good once and for twenty seconds', async () => {
  const first = await code()
  const text = { content: '你好' }
  assert.equal((await world.cgi(SEND, { welcome_code: 'other', text })).body.errcode, 41050)
  assert.equal((await world.cgi(SEND, { welcome_code: first })).body.errcode, 40058)
  assert.equal(
    (await world.cgi(SEND, { welcome_code: first, text: { content: '长'.repeat(1334) } })).body.errcode,
    45002,
  )
  assert.equal((await world.cgi(SEND, { welcome_code: first, text })).body.errcode, 0)
  assert.equal((await world.cgi(SEND, { welcome_code: first, text })).body.errcode, 41051)
  const second = await code()
  await world.clock.advance(20_000)
  assert.equal((await world.cgi(SEND, { welcome_code: second, text })).body.errcode, 41050)
})

test('a group’s template takes 3,000 bytes and one attachment, and is edited, read and removed by its id', async () => {
  const client = world.client()
  const id = await client.addGroupWelcome({ text: '%NICKNAME%，欢迎' })
  await client.editGroupWelcome(id, { text: '%NICKNAME%，来了' })
  assert.deepEqual((await world.cgi(`${TEMPLATE}/get`, { template_id: id })).body.text, { content: '%NICKNAME%，来了' })
  const long = await world.cgi(`${TEMPLATE}/add`, { text: { content: '长'.repeat(1001) } })
  assert.equal(long.body.errcode, 45002)
  const link = { title: 'a', url: 'https://example.com' }
  const two = await world.cgi(`${TEMPLATE}/add`, { link, miniprogram: { title: 'a' } })
  assert.equal(two.body.errcode, 40058)
  assert.equal((await world.page('pick-welcome', { chatId: FULI1, templateId: id })).status, 200)
  await world.page('join-group', { chatId: FULI1, name: '小"北' })
  const group = (await world.state()).groups.find(({ chatId }) => chatId === FULI1)
  assert.equal(group?.messages.at(-1)?.bubble.text, '小"北，来了')
  await client.removeGroupWelcome(id)
  await assert.rejects(client.removeGroupWelcome(id), { code: 41058 })
  await assert.rejects(client.getContact('wmNobody'), { code: 40096, kind: 'bad_target' })
})
