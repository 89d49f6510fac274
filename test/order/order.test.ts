import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { memberIdOf, unionKeyOf } from '../../cloudfunctions/platform/identity'
import { demoStaff } from '../../local/demo/staff'
import type { Context } from '../../src/context'
import type { OrderPreview, OrderView } from '../../src/features/order/contract'
import type { Order, Refund } from '../../src/features/order/rules'
import { link } from '../../src/features/person/identities'
import { forgetPerson } from '../../src/features/person/privacy'
import type { Fact, Person } from '../../src/features/person/rules'
import { newAccount } from '../../src/features/points/account'
import type { GridCell } from '../../src/features/sop/grid'
import { settled, storeOf } from '../checkin/ledgerOf'
import { openWorld, type World } from '../cloud/world'
import { underFaults } from '../faults/underFaults'

const [SECRET, KEY] = ['test-secret', 'k'.repeat(40)]
const MEMBER = memberIdOf(SECRET, 'o-xiaoman')
const UNION = 'u-union-of-somebody-01'
let world: World
let token: string

before(async () => {
  world = await openWorld({ now: '2026-11-22T01:00:00Z', timers: false, env: { ORDER_KEY: KEY } })
  await world.db.collection('staff').add({ data: (await demoStaff()).map((person) => ({ ...person })) })
  await storeOf(world).insert('accounts', newAccount(MEMBER, 0))
  const { answer } = await world.call('staff', 'staff.login', { name: 'demo', password: 'jiepai-demo' })
  token = (settled(answer) as { token: string }).token
})
after(() => world.close())

const staff = (method: string, input: unknown) => world.call('staff', method, input, { token })
const all = async <T>(collection: string) =>
  (await world.db.collection(collection).limit(1000).get()).data as unknown as T[]
/** Long enough for a look, and for the fold that follows it. */
async function settle(): Promise<void> {
  for (let i = 0; i < 3; i++) await tick()
}
async function tick(): Promise<void> {
  await world.setClock(new Date(Date.parse(world.now()) + 4 * 60_000).toISOString())
  await world.fireTimer('tick')
}
function gridOf(...rows: (string | number | null)[][]) {
  const head = ['订单号', '时间', '金额', '门店', '会员码', 'external_userid', 'unionid', '退款单号']
  const cells = [head, ...rows].flatMap((row, y) =>
    row.flatMap((value, x): GridCell[] =>
      value === null ? [] : [{ ref: `${String.fromCharCode(65 + x)}${y + 1}`, value }],
    ),
  )
  return { fileName: '订单.csv', sheets: [{ name: '表1', cells, merges: [] }] }
}
async function commit(grid: ReturnType<typeof gridOf>, source = 'pos') {
  const preview = settled((await staff('order.previewImport', { grid, source })).answer) as OrderPreview
  return staff('order.commitImport', { grid, source, digest: preview.digest })
}
const TABLE = gridOf(
  ['A1', '2026-11-20 10:00', '128.50', '静安寺店', MEMBER.slice(1, 9).toUpperCase(), null, null, null],
  ['A2', '2026-11-21 10:00', 99.9, null, null, 'wmNobodyYet01', null, null],
  ['A3', '2026-11-21 11:00', '10', null, null, null, UNION, null],
  ['A4', '2026-11-21 12:00', '20', null, null, null, null, null],
  ['A1', '2026-11-22 08:00', '128.50', null, null, null, null, 'R1'],
  ['A2', '2026-11-22 08:30', '9.90', null, null, null, null, 'R2'],
)

interface Sent {
  status: number
  wireCalls: number
  actions: readonly string[]
  ok: boolean
  answer: { ok: boolean; code?: string; results?: { orderNo: string; result: string; code?: string }[] }
}
async function send(
  body: string,
  { key = KEY, time = Math.floor(Date.parse(world.now()) / 1000), signed = body } = {},
): Promise<Sent> {
  const sign = createHmac('sha256', key).update(`${time}\n${signed}`).digest('hex')
  const headers = { 'content-type': 'application/json', 'x-jiepai-time': String(time), 'x-jiepai-sign': sign }
  const response = await fetch(`${world.url}/http/inbound/orders`, { method: 'POST', headers, body })
  const actions = world.server.cloud.functions.callsOf(response.headers.get('x-request-id') ?? '')
  const text = await response.text()
  const read = (text.startsWith('{') ? JSON.parse(text) : {}) as Sent['answer']
  const ok = response.status === 200
  return { status: response.status, wireCalls: actions.length, actions, ok, answer: { ...read, ok } }
}

test('a table is shown first, written once, and matched as far as its buyers are known', async () => {
  const preview = settled((await staff('order.previewImport', { grid: TABLE, source: 'pos' })).answer) as OrderPreview
  assert.deepEqual(preview.fresh, { rows: 6, cents: 12850 + 9990 + 1000 + 2000, back: 12850 + 990 })
  assert.equal((await all('orders')).length, 0)
  assert.deepEqual(settled((await commit(TABLE)).answer), { orders: 4, refunds: 2, known: 0, matched: 1 })
  const before = [await all('orders'), await all('refunds'), await all('facts')]
  assert.deepEqual(settled((await commit(TABLE)).answer), { orders: 0, refunds: 0, known: 6, matched: 0 })
  assert.deepEqual([await all('orders'), await all('refunds'), await all('facts')], before)
  // Nobody bought twice: the only order went back whole.
  await settle()
  const [person] = await all<Person>('people')
  assert.deepEqual(
    [person?._id, person?.orderCents, person?.steps.map(({ step }) => step)],
    [`wxa:${MEMBER}`, 0, ['refund']],
  )

  const other = gridOf(['A1', '2026-11-20 10:00', '128.51', null, null, null, null, null])
  assert.equal((await commit(other)).answer.code, 'ROWS_BROKEN')
  const again = settled((await staff('order.previewImport', { grid: other, source: 'pos' })).answer) as OrderPreview
  assert.match(again.rows[0]?.issues.map(({ message }) => message).join() ?? '', /金额不一样/)
  assert.equal(
    settled((await commit(other, 'tmall')).answer) instanceof Object,
    true,
    'another system counts by itself',
  )
})

test('who is unmatched is counted, and matched when the link appears; an order may be told again with its buyer', async () => {
  const counts = async () => settled((await staff('order.getCounts', {})).answer)
  assert.deepEqual(await counts(), { orders: 5, unmatched: 4, refunds: 2, unmatchedRefunds: 1 })
  const context = { store: storeOf(world), now: Date.parse(world.now()), settings: { secret: SECRET } } as Context
  await link(context, 'ext:wmNobodyYet01', UNION)
  await settle()
  assert.deepEqual(await counts(), { orders: 5, unmatched: 2, refunds: 2, unmatchedRefunds: 0 })
  const person = (await all<Person>('people')).find(({ _id }) => _id === unionKeyOf(SECRET, UNION))
  assert.deepEqual([person?.orderCents, person?.again !== null], [9990 - 990 + 1000, true])

  await commit(gridOf(['A4', '2026-11-21 12:00', '20', null, MEMBER.slice(1, 9), null, null, null]))
  const { rows } = settled((await staff('order.list', { show: 'all', no: 'A' })).answer) as { rows: OrderView[] }
  assert.deepEqual(
    rows.map(({ source, no, state, back }) => [source, no, state, back]),
    [
      ['pos', 'A4', 'matched', 0],
      ['pos', 'A3', 'matched', 0],
      ['pos', 'A2', 'matched', 990],
      ['tmall', 'A1', 'waiting', 0],
      ['pos', 'A1', 'matched', 12850],
    ],
  )
  const refunds = settled((await staff('order.list', { show: 'refunds', from: '2026-11-22' })).answer) as {
    rows: OrderView[]
  }
  assert.deepEqual(
    refunds.rows.map(({ no, of }) => [no, of]),
    [
      ['R2', 'A2'],
      ['R1', 'A1'],
    ],
  )
})

test('a signed call is believed, an order at a time; forged, late, broken and huge ones are refused and write nothing', async () => {
  const at = Date.parse(world.now()) - 1000
  const body = JSON.stringify({
    source: 'shop',
    orders: [
      { orderNo: 'S1', at, cents: 500, memberCode: MEMBER.slice(1, 9) },
      { orderNo: 'S2', at, cents: 1.5 },
      { orderNo: 'S3', at: 'never', cents: 5 },
      { orderNo: 'S1', refundNo: 'B1', at, cents: 900 },
    ],
  })
  const now = Math.floor(Date.parse(world.now()) / 1000)
  const before = (await all('orders')).length
  const refused = [
    await send(body, { key: 'x'.repeat(40) }),
    await send(body, { signed: `${body} ` }),
    await send(body, { time: now - 301 }),
    await send(body, { time: now + 301 }),
    await send('{', {}),
    await send(JSON.stringify({ source: 'shop', orders: Array.from({ length: 201 }, () => ({})) })),
    await send('x'.repeat(10_000_000)),
  ]
  assert.deepEqual(
    refused.map(({ status, wireCalls }) => [status, wireCalls]),
    [
      ...[
        [403, 0],
        [403, 0],
        [403, 0],
        [403, 0],
        [400, 0],
        [400, 0],
        [413, 0],
      ],
    ],
  )
  assert.equal((await all('orders')).length, before)
  const taken = await send(body)
  assert.deepEqual(
    taken.answer.results?.map(({ result, code }) => code ?? result),
    ['new', 'BAD_ORDER', 'BAD_ORDER', 'TOO_MUCH_BACK'],
  )
  const replayed = await send(body)
  assert.equal(replayed.answer.results?.[0]?.result, 'known')
  assert.equal((await all('orders')).length, before + 1)
  await settle()
  const person = (await all<Person>('people')).find(({ _id }) => _id === `wxa:${MEMBER}`)
  assert.deepEqual([person?.orderCents, person?.again === null], [2500, false])
})

test('both ways in survive a cut and a death at every wire call: each number once, each buyer found', async () => {
  const at = Date.parse(world.now()) - 1000
  const orders = [
    { orderNo: 'F1', at, cents: 500, memberCode: MEMBER.slice(1, 9) },
    { orderNo: 'F1', refundNo: 'F1R', at, cents: 100 },
  ]
  const check = async (numbers: string[]) => {
    const mine = <T extends { no: string }>(list: T[]) => list.filter(({ no }) => numbers.includes(no))
    const told = [...mine(await all<Order>('orders')), ...mine(await all<Refund>('refunds'))]
    assert.deepEqual(
      told.map(({ no, state, dirtyAt }) => [no, state, dirtyAt]),
      numbers.map((no) => [no, 'matched', null]),
    )
    const facts = (await all<Fact>('facts')).filter(({ _id }) => numbers.some((no) => _id.endsWith(`:${no}`)))
    assert.deepEqual(facts.map(({ cents }) => cents).sort(), [-100, 500].slice(2 - numbers.length))
  }
  const call = await underFaults(world, {
    action: () => send(JSON.stringify({ source: 'fault', orders })),
    kinds: ['cut'],
    sweep: tick,
    check: () => check(['F1', 'F1R']),
  })
  const grid = gridOf(['F2', '2026-11-20', '5', null, MEMBER.slice(1, 9), null, null, null])
  const { digest } = settled((await staff('order.previewImport', { grid, source: 'fault' })).answer) as OrderPreview
  const table = await underFaults(world, {
    action: () => staff('order.commitImport', { grid, source: 'fault', digest }),
    kinds: ['kill'],
    sweep: tick,
    check: () => check(['F2']),
  })
  assert.ok(call.points > 6 && table.points > 8, `${call.points} ${table.points}`)
})

test('the orders of a member who is forgotten stay and lead to no one', async () => {
  await forgetPerson({ store: storeOf(world), now: Date.parse(world.now()) }, MEMBER)
  const orders = await all<Order>('orders')
  assert.ok(!JSON.stringify(orders).includes(MEMBER))
  assert.ok(orders.some(({ state }) => state === 'forgotten'))
  await commit(TABLE)
  await settle()
  assert.ok(!(await all<Fact>('facts')).some(({ _id }) => _id === 'order:pos:A1'))
})
