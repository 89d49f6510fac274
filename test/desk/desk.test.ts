import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { staffMethods } from '../../src/contracts'
import { deeds } from '../../src/deeds'
import type { SentRow, TickView } from '../../src/features/delivery/contract'
import type { DayRates, StoreRates } from '../../src/features/delivery/storeRates'
import type { DeskHit, DeskStart } from '../../src/features/desk/contract'
import type { StaffRole } from '../../src/kernel/rpc'
import { storeOf } from '../checkin/ledgerOf'
import { importTable, openShop, type Shop } from '../delivery/shop'

const MONDAY = '2026-11-23'
let shop: Shop
/** Of 阿玲 (guide) and 陈一诺 (store manager) of 南京西路店, and somebody who only reads. */
const guide = { openid: 'o-staff-aling' }
const manager = { openid: 'o-staff-dianzhang' }
const viewer = { openid: 'o-viewer' }

before(async () => {
  shop = await openShop()
})
after(() => shop.close())

const start = () => shop.staff<DeskStart>('desk.getStart', {})
const search = async (words: string, as?: { openid: string }) =>
  (await shop.staff<{ hits: DeskHit[] }>('desk.search', { words }, as)).hits

test('the first steps tell what is really done, from nothing to the first version', async () => {
  const empty = await start()
  assert.equal(empty.sop, null)
  assert.deepEqual(empty.groups, { count: 0, members: 0, owners: 0, syncedAt: 0, names: [] })
  await shop.world.db.collection('due').add({
    data: { _id: 'groups.sync', kind: 'groups.sync', at: 0, freeAt: 0, lease: null, payload: {} },
  })
  await shop.tickAt(MONDAY, '08:51')
  const read = await start()
  assert.equal(read.groups.count, 4)
  assert.equal(read.groups.owners, 3)
  assert.deepEqual(read.bound, { count: 3, missing: [] })
  await storeOf(shop.world).update('staff', { _id: 'aling' }, { openid: null })
  assert.deepEqual((await start()).bound, { count: 2, missing: [{ user: 'aling', name: '阿玲', known: true }] })
  await storeOf(shop.world).update('staff', { _id: 'aling' }, { openid: 'o-staff-aling' })
  const { draft } = await importTable(shop)
  const { sop } = await start()
  assert.deepEqual([sop?.sop, sop?.live, sop?.latest], [draft.sop, 0, draft.number])
})

test('a search finds words inside nodes, groups, coupons, colleagues and a member by code, in at most six reads', async () => {
  const store = storeOf(shop.world)
  const [person] = await store.find('staff', { _id: 'demo' }, { limit: 1 })
  assert.ok(person)
  await store.insert('staff', { ...person, _id: 'viewer', login: 'viewer', roles: ['viewer'], openid: viewer.openid })
  const [node] = await search('午间 好物')
  assert.ok(node?.kind === 'node' && node.title === '午间好物')
  assert.ok((await search('ＶＩＰ')).some((hit) => hit.kind === 'group' && hit.title.includes('VIP')))
  assert.ok((await search('小美')).some((hit) => hit.kind === 'colleague'))
  assert.deepEqual(await search('绝无此物'), [])
  await shop.member('member.giveConsent', { version: 1 }, 'o-member-01')
  await shop.member('checkin.checkIn', {}, 'o-member-01')
  const [account] = await store.find('accounts', {}, { limit: 1 })
  const code = (account?._id ?? '').slice(1, 9)
  assert.deepEqual(
    (await search(code.toLowerCase())).map(({ kind, title }) => [kind, title]),
    [['member', code.toUpperCase()]],
  )
  const { wireCalls } = await shop.world.call('staff', 'desk.search', { words: code }, manager)
  assert.ok(wireCalls <= 7, `${wireCalls}: one finds the caller, six search`)
  assert.equal((await start()).checkedIn, true)

  assert.deepEqual(await search(code, guide), [])
  assert.deepEqual(await search(code, viewer), [])
  assert.ok((await search(code, manager)).some(({ kind }) => kind === 'member'))
  assert.ok(!(await search('小美', manager)).some(({ kind }) => kind === 'colleague'))
  assert.equal(await shop.refused('desk.search', { words: ' ' }), 'BAD_INPUT')
  assert.equal(await shop.refused('desk.search', { words: 'x'.repeat(65) }), 'BAD_INPUT')
})

test('stores are told by the owners of their groups; a guide sees the own groups, a manager the store, headquarters all', async () => {
  const row = (id: string, target: string, owner: string, change: object) => ({
    ...{
      _id: `s:n:${target}:${MONDAY}:0:${id}`,
      schema: 1,
      sop: 's',
      version: 1,
      nodeKey: 'n',
      beat: `s:n:${MONDAY}:0`,
    },
    ...{ target, groupName: target, owner, date: MONDAY, slot: 0, attempt: 0, from: 0, until: 1, route: 'staff_task' },
    ...{
      column: '好物',
      module: '种草',
      parts: [],
      late: 'skip',
      state: 'sent',
      reason: null,
      evidence: null,
      claim: null,
    },
    ...{ msgid: null, sentAt: null, remindedAt: [], updatedAt: 0 },
    ...change,
  })
  for (const one of [
    row('0', 'g1', 'xiaomei', { state: 'missed' }),
    row('1', 'g1', 'xiaomei', { attempt: 1, state: 'late' }),
    row('0', 'g2', 'dianzhang', { deputyFor: 'aling', state: 'unconfirmed' }),
    row('0', 'g3', 'elsewhere', { state: 'skipped' }),
  ]) {
    await shop.world.db.collection('deliveries').add({ data: one })
  }
  const range = { from: MONDAY, to: MONDAY }
  const ask = async (as?: { openid: string }) =>
    (await shop.staff<{ stores: StoreRates[] }>('delivery.getStores', range, as)).stores
  const [own, other] = await ask()
  assert.ok(own && other)
  assert.deepEqual([own.store, own.planned, own.late, own.missed, own.unconfirmed], ['南京西路店', 2, 1, 0, 1])
  assert.deepEqual([other.store, other.planned, other.skipped], [null, 0, 1])
  assert.deepEqual(
    (await ask(manager)).map((one) => [one.store, one.groups.length]),
    [['南京西路店', 2]],
  )
  assert.deepEqual(
    (await ask(guide)).map((one) => one.groups.map(({ chatId }) => chatId)),
    [['g2']],
  )
  assert.equal((await ask(viewer)).length, 2)
  const { days } = await shop.staff<{ days: DayRates[] }>('delivery.getStores', range)
  assert.deepEqual(
    days.map(({ day, planned, late, unconfirmed, skipped }) => [day, planned, late, unconfirmed, skipped]),
    [[MONDAY, 2, 1, 1, 1]],
  )
  const listed = async (input: object, as?: { openid: string }) =>
    (await shop.staff<{ rows: SentRow[] }>('delivery.listRows', { ...range, ...input }, as)).rows.map(({ id }) => id)
  assert.deepEqual((await listed({})).length, 3)
  assert.equal((await listed({ which: 'planned' })).length, own.planned)
  assert.equal((await listed({ which: 'missed' })).length, 0, 'another attempt was late')
  assert.equal((await listed({ which: 'skipped', store: null })).length, other.skipped)
  assert.equal((await listed({ store: own.store, chatId: 'g2', which: 'unconfirmed' })).length, 1)
  assert.equal((await listed({}, guide)).length, 1, 'a guide sees their own group')
  assert.equal(await shop.refused('delivery.listRows', { from: '2026-10-01', to: MONDAY }), 'RANGE_TOO_LONG')
  const tick = await shop.staff<TickView>('delivery.getTick', {})
  assert.deepEqual(
    [tick.runs.length > 0, tick.waiting.every(({ at }) => at <= Date.parse(shop.world.now()))],
    [true, true],
  )
  assert.equal(await shop.refused('delivery.getStores', { from: '2026-10-01', to: MONDAY }), 'RANGE_TOO_LONG')

  const groupsOf = async (as: { openid: string }) =>
    (await shop.staff<{ groups: { name: string }[] }>('delivery.getBoard', {}, as)).groups.length
  assert.deepEqual([await groupsOf(viewer), await groupsOf(manager), await groupsOf(guide)], [4, 4, 1])
  const foreign = { chatId: 'wrHuajianVip', ...range }
  assert.equal(await shop.refused('delivery.getGroupDays', foreign, guide), 'NOT_YOUR_GROUP')
  assert.equal((await search('福利群', guide)).filter(({ kind }) => kind === 'group').length, 1)
  assert.deepEqual(shop.world.violations, [])
})

/** What nobody outside of headquarters may do, whatever the page shows. */
const onlyOffice: readonly StaffRole[] = ['reviewer', 'store_manager', 'guide', 'viewer']
/** Their own password, sessions and phone; each of these looks for itself whose it is. */
const ownDeeds = ['staff.changePassword', 'staff.revoke', 'staff.confirmScan']

test('every method that writes is closed to those who only look, except what is their own', () => {
  const open = Object.entries(staffMethods).flatMap(([name, { roles }]) => {
    const may: readonly string[] = roles
    const isDeed = deeds[name as keyof typeof deeds] !== null
    return isDeed && onlyOffice.some((role) => may.includes(role)) && !ownDeeds.includes(name)
      ? [`${name}: ${may.join(' ')}`]
      : []
  })
  assert.deepEqual(open, [
    'sop.sendBack: owner operator reviewer',
    'sop.approve: owner operator reviewer',
    'post.decide: owner operator reviewer',
    'survey.closeFollowUp: owner operator store_manager guide',
  ])
})
