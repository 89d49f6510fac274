import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import type { Examination } from '../../src/features/doctor/contract'
import { openShop, type Shop } from '../delivery/shop'

const DAY = '2026-11-23'
let shop: Shop

before(async () => {
  shop = await openShop()
  await shop.tickAt(DAY, '08:50')
})
after(() => shop.close())

const fault = (api: string, more: object) => shop.wechat.act('faults', { api, times: 3, ...more })

async function look(): Promise<Map<string, string>> {
  const { checks } = await shop.staff<Examination>('doctor.examine', {})
  for (const { says } of checks) {
    assert.match(says, /[一-鿿].*。$/s)
    // Nothing of what the environment is told in secret, and no hint or link of the platform.
    assert.doesNotMatch(says, /demo-secret|demo-mp-secret|test-secret|Token123|hint|https?:/)
  }
  return new Map(checks.map(({ id, state, says }) => [id, `${state} ${says}`]))
}

test('a shop that is set up: what is there is said, what nobody used yet is named', async () => {
  await shop.wechat.act('add-friend', { openid: 'o-member-01', userid: 'xiaomei' })
  await shop.tickAt(DAY, '08:55')
  const seen = await look()
  for (const id of [
    'env',
    'wecom.token',
    'address',
    'wecom.rights',
    'mp.token',
    'door.wecom',
    'union.wecom',
    'quota',
    'tick',
  ]) {
    assert.match(seen.get(id) ?? '', /^ok /, `${id}: ${seen.get(id)}`)
  }
  assert.match(seen.get('door.mp') ?? '', /^warn 还没收到过事件，请在公众平台/)
  assert.match(seen.get('orders') ?? '', /^warn 还没有订单进来.*ORDER_KEY/)
  const told = {
    schema: 1,
    source: 'shop',
    no: '1',
    cents: 1,
    store: null,
    state: 'waiting',
    dirtyAt: null,
    revision: 0,
  }
  const at = Date.parse(shop.world.now())
  await shop.world.db
    .collection('orders')
    .add({ data: { _id: 'shop:1', ...told, want: '', at, createdAt: at, by: 'call' } })
  assert.match((await look()).get('orders') ?? '', /^ok 订单系统的签名调用是通的/)
  const { answer, wireCalls } = await shop.world.call('staff', 'doctor.examine', {}, { openid: 'o-staff-xiaomei' })
  assert.equal(answer.code, 'FORBIDDEN')
  assert.ok(wireCalls <= 1)
})

test('each way in which WeChat refuses has its own sentence, and shows the address that WeChat saw', async () => {
  const USERS = 'externalcontact/get_follow_user_list'
  const QUOTA = 'mp/openapi/quota/get'
  for (const [api, errcode, id, says] of [
    ['gettoken', 40001, 'wecom.token', /^fail 对方返回 40001：应用的 Secret 不对/],
    [USERS, 60020, 'address', /^fail 出口 IP 127\.0\.0\.1 不在名单里，请把它加进企业微信应用的「企业可信 IP」/],
    [USERS, 48002, 'wecom.rights', /^fail 对方返回 48002：.*可调用接口的应用/],
    [USERS, 50002, 'wecom.rights', /^fail 对方返回 50002/],
    [USERS, -1, 'wecom.token', /^fail 对方返回 -1/],
    ['externalcontact/batch/get_by_user', 48002, 'wecom.rights', /^fail 对方返回 48002/],
    ['externalcontact/batch/get_by_user', 84061, 'union.wecom', /^warn 还没有人可查/],
    [QUOTA, 40164, 'address', /^fail 出口 IP 127\.0\.0\.1 不在名单里，请把它加进公众号的「IP 白名单」/],
    [QUOTA, 48001, 'mp.token', /^ok /],
    ['mp/stable_token', 40125, 'mp.token', /^fail 对方返回 40125/],
  ] as const) {
    // Tokens live for two hours and stay in the instance.
    if (api === 'gettoken') await shop.setTime(DAY, '21:00')
    if (api === 'mp/stable_token') await shop.setTime('2026-11-24', '21:00')
    await fault(api, { kind: 'errcode', errcode })
    assert.match((await look()).get(id) ?? '', says, `${api} ${errcode}`)
    await shop.wechat.act('faults', { clear: true })
    await shop.setTime(DAY, '08:55')
  }
  await fault(USERS, { kind: 'cut-before', times: 9 })
  const cut = await look()
  assert.match(cut.get('wecom.token') ?? '', /^fail .*请过几分钟再查一次。$/)
  assert.match(cut.get('wecom.range') ?? '', /^warn 前面几项没通过/)
  await shop.wechat.act('faults', { clear: true })
})

test('who is out of range, unbound corporations, a clock that stands: all named with what to do', async () => {
  await shop.wechat.act('rules', { bound: false, hiddenStaff: ['aling'] })
  await shop.setTime(DAY, '10:30')
  const seen = await look()
  assert.match(seen.get('wecom.range') ?? '', /^fail 阿玲.*权限配置/)
  assert.match(seen.get('union.wecom') ?? '', /^fail 看了 1 位，只有 0 位带着 unionid.*微信开发者 ID/)
  assert.match(seen.get('tick') ?? '', /^fail 定时器上一次跑在 .*前/)
  await shop.wechat.act('rules', { bound: true, hiddenStaff: [] })
  // The same from the shell, with its own way to end.
  const run = promisify(execFile)
  const { stdout, code } = await run(
    process.execPath,
    ['scripts/doctor.mjs', '--url', shop.world.url, '--name', 'demo'],
    {
      env: { ...process.env, JIEPAI_PASSWORD: 'jiepai-demo' },
    },
  ).then(
    ({ stdout }) => ({ stdout, code: 0 }),
    (error: { stdout: string; code: number }) => error,
  )
  assert.equal(code, 1)
  assert.match(stdout, /✗ 定时器：/)
  assert.match(stdout, /✓ 企业微信的凭证：能拿到凭证。/)
})
