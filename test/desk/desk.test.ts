import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { staffMethods } from '../../src/contracts'
import { deeds } from '../../src/deeds'
import type { SentRow, TickView } from '../../src/features/delivery/contract'
import type { DayRates, StoreRates } from '../../src/features/delivery/storeRates'
import type { DeskHit, DeskStart } from '../../src/features/desk/contract'
import type { MemberChoices, MemberPage } from '../../src/features/member/contract'
import { newAccount } from '../../src/features/points/account'
import type { StaffRole } from '../../src/kernel/rpc'
import '../../src/features/person/collections'
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

test('the list of members goes along indexes page by page, and a store sees the people of its groups alone', async () => {
  const { world } = shop
  const store = storeOf(world)
  const now = Date.parse(world.now())
  const groups = await store.find('groups', { gone: false }, { sort: [['_id', 1]] })
  const [own, far] = groups
  assert.ok(own && far)
  await store.update('groups', { _id: far._id }, { owner: 'somebody-else' })
  assert.ok(
    !(await shop.staff<MemberChoices>('member.getChoices', {}, manager)).groups.some(({ id }) => id === far._id),
  )
  const id = (n: number) => `m${n.toString(16).padStart(24, '0')}`
  await store.insertAll(
    'accounts',
    Array.from({ length: 40 }, (_, n) => ({
      ...newAccount(id(n), now - (n % 7) * 1000),
      consent: { version: 1, at: now },
      segments: n % 10 === 0 ? ['老客'] : [],
      checkin: { ...newAccount(id(n), now).checkin, lastDay: n % 2 === 0 ? MONDAY : null, streak: n % 2 === 0 ? 1 : 0 },
    })),
  )
  const face = (key: string, kind: 'wxa' | 'ext', n: number) => ({
    ...{ _id: `${kind}:${key}`, schema: 1 as const, kind, union: `u${n}`, conflict: false, person: `u${n}`, was: [] },
    ...{ createdAt: now, dirtyAt: null, askAt: null, visitedAt: now, forgetting: null, revision: 1 },
  })
  const tie = (n: number, place: string, open = true) => ({
    ...{ _id: `g:${place}:wm${n}`, schema: 1 as const, kind: 'group' as const, place, externalUserid: `wm${n}` },
    ...{ marks: [], open, since: now, seenAt: now, revision: 1 },
  })
  await store.insertAll(
    'identities',
    [1, 2, 3].flatMap((n) => [face(id(n), 'wxa', n), face(`wm${n}`, 'ext', n)]),
  )
  await store.insertAll('ties', [tie(1, own._id), tie(1, far._id), tie(2, far._id), tie(3, own._id, false)])
  const list = (input: object, as?: { openid: string }) => shop.staff<MemberPage>('member.list', input, as)
  const every = async (input: object, as?: { openid: string }) => {
    const codes: string[] = []
    let page = await list(input, as)
    for (let turn = 0; turn < 40; turn++) {
      codes.push(...page.rows.map(({ memberId }) => memberId))
      if (page.next === null) return codes
      page = await list({ ...input, after: page.next }, as)
    }
    throw new Error('the list does not end')
  }
  const mine = (codes: string[]) => codes.filter((each) => Number.parseInt(each.slice(1), 16) < 40)
  for (const sort of ['joined', 'seen']) {
    const codes = await every({ sort, limit: 7 })
    assert.deepEqual(mine(codes).sort(), Array.from({ length: 40 }, (_, n) => id(n)).sort(), sort)
    assert.equal(new Set(codes).size, codes.length)
  }
  assert.equal(mine(await every({ filter: { segment: '老客' }, limit: 3 })).length, 4)
  assert.equal(mine(await every({ filter: { seen: 'never' }, limit: 9 })).length, 20)
  assert.deepEqual(mine(await every({ filter: { code: id(5).slice(1, 25).toUpperCase() } })), [id(5)])
  const [first] = (await list({ filter: { code: id(1).slice(1, 25) } })).rows
  assert.deepEqual(first?.groups.slice().sort(), [own.name, far.name].sort())
  assert.ok(!JSON.stringify(first).includes('wm1') && !JSON.stringify(first).includes('o-'))
  // A person who left the group, and one of another store's group, are nobody's business here.
  assert.deepEqual(await every({}, manager), [id(1)])
  assert.deepEqual((await list({ filter: { group: own._id } }, manager)).rows[0]?.groups, [own.name])
  assert.deepEqual(await every({ filter: { group: far._id } }, manager), [])
  assert.deepEqual(await every({ filter: { group: far._id } }), [id(1), id(2)])
  const examined = world.examined()
  await list({ filter: { segment: '老客' } })
  assert.ok(world.examined() - examined < 30)
})

test('a list taken as a file, and a tag, stand in the log of deeds', async () => {
  const request = 'a'.repeat(32)
  const page = await shop.staff<MemberPage>('member.exportList', { request, limit: 5, filter: { segment: '老客' } })
  assert.equal(page.rows.length, 4)
  const stranger = { request: 'b'.repeat(32), after: { at: '1', id: 'm' } }
  assert.equal(
    (await shop.world.call('staff', 'member.exportList', stranger, { openid: 'o-staff-demo' })).answer.ok,
    false,
  )
  const [row] = page.rows
  const turn = { memberId: row?.memberId, segment: '双十二' }
  type Turned = { segments: string[]; changed: boolean }
  assert.deepEqual(await shop.staff<Turned>('member.turnSegment', { ...turn, on: true }), {
    ...{ segments: ['双十二', '老客'], changed: true },
  })
  assert.equal((await shop.staff<Turned>('member.turnSegment', { ...turn, on: true })).changed, false)
  assert.deepEqual((await shop.staff<Turned>('member.turnSegment', { ...turn, on: false })).segments, ['老客'])
  const { found } = await shop.staff<{ found: { memberId: string | null; why: string | null }[] }>('member.lookUp', {
    codes: [row?.memberId.slice(1), 'ffffffff', '00000000'],
  })
  assert.deepEqual(
    found.map(({ memberId, why }) => memberId ?? why),
    [row?.memberId, 'none', 'many'],
  )
  const log = await storeOf(shop.world).find('audit_log', {})
  assert.deepEqual(
    log
      .filter(({ method }) => method.startsWith('member.'))
      .map(({ method }) => method)
      .sort(),
    ['member.exportList', 'member.turnSegment', 'member.turnSegment'],
  )
})
