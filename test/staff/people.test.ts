import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { hashPassword } from '../../cloudfunctions/platform/identity'
import type { AuditLine } from '../../src/features/audit/contract'
import '../../src/features/audit/collections'
import { keep, summary } from '../../src/features/audit/rules'
import type { SessionView } from '../../src/features/staff/contract'
import type { Staff } from '../../src/features/staff/rules'
import '../../src/features/staff/collections'
import { settled, storeOf } from '../checkin/ledgerOf'
import { openWorld, type World } from '../cloud/world'
import { underFaults } from '../faults/underFaults'

const NOW = '2026-11-23T01:00:00Z'
const TOKEN = 'a1'.repeat(16)
const SESSION = createHash('sha256').update(TOKEN).digest('hex')
const SCENE = SESSION.slice(0, 24)
const XIAOMEI = { name: '小美', roles: ['guide'], stores: ['南京西路店'], wecomUserId: 'xiaomei' }
let world: World
let blank: string
let token: string

const person = (id: string, change: Partial<Staff> = {}): Staff => ({
  ...{ _id: id, schema: 1, login: id, name: id, password: null, roles: ['guide'], stores: [], openid: null },
  ...{ wecomUserId: null, active: true, failures: 0, lockedUntil: 0 },
  ...change,
})

before(async () => {
  world = await openWorld({ timers: false, now: NOW })
  const password = await hashPassword('correct horse')
  await storeOf(world).insertAll('staff', [
    person('zhou', { name: '周运营', password, roles: ['owner', 'operator'], openid: 'o-zhou' }),
    person('xiaomei', { ...XIAOMEI, roles: ['guide'], openid: 'o-xiaomei', password }),
  ])
  token = await tokenOf('zhou', 'correct horse')
  blank = world.snapshot()
})
beforeEach(async () => {
  world.restore(blank)
  await world.setClock(NOW)
})
after(() => world.close())

async function tokenOf(name: string, password: string): Promise<string> {
  return (settled((await world.call('staff', 'staff.login', { name, password })).answer) as { token: string }).token
}
async function ask<T>(method: string, input: unknown, as: { token?: string; openid?: string } = { token }): Promise<T> {
  return settled((await world.call('staff', method, input, as)).answer) as T
}
async function refused(method: string, input: unknown, as: { token?: string; openid?: string } = { token }) {
  const { answer } = await world.call('staff', method, input, as)
  return answer.ok ? 'OK' : answer.code
}
const deedsOf = async (more: object = {}) =>
  (await ask<{ lines: AuditLine[] }>('audit.list', { from: '2026-11-23', to: '2026-11-23', ...more })).lines

test('a colleague is added once, changed, and shut out the moment they leave', async () => {
  const aling = { login: 'aling', name: '阿玲', roles: ['guide'], stores: [], wecomUserId: 'aling' }
  await ask('staff.add', aling)
  await ask('staff.add', aling)
  assert.equal(await refused('staff.add', { ...aling, name: '另一位' }), 'LOGIN_TAKEN')
  assert.equal(await refused('staff.add', { ...aling, login: 'other' }), 'WECOM_TAKEN')
  assert.equal(await refused('staff.add', { ...aling, login: '../x' }), 'BAD_INPUT')
  await ask('staff.setPassword', { staffId: 'aling', password: 'a long password' })
  const hers = await tokenOf('aling', 'a long password')
  assert.equal(
    await refused('staff.edit', { staffId: 'aling', ...XIAOMEI, active: true }, { token: hers }),
    'FORBIDDEN',
  )
  await ask('staff.edit', {
    staffId: 'aling',
    name: '阿玲',
    roles: ['guide'],
    stores: [],
    wecomUserId: null,
    active: false,
  })
  assert.equal(await refused('staff.getMe', {}, { token: hers }), 'SESSION_EXPIRED')
  assert.equal((await storeOf(world).get('staff', 'aling'))?.openid, null)
})

test('an owner can neither leave nor stop being an owner by their own hand', async () => {
  const me = { staffId: 'zhou', name: '周运营', stores: [], wecomUserId: null }
  assert.equal(await refused('staff.edit', { ...me, roles: ['owner'], active: false }), 'NOT_YOURSELF')
  assert.equal(await refused('staff.edit', { ...me, roles: ['operator'], active: true }), 'NOT_YOURSELF')
})

test('a new password of one’s own ends the other sessions, and the same request again is answered the same', async () => {
  const second = await tokenOf('zhou', 'correct horse')
  const change = { password: 'correct horse', next: 'a better battery' }
  assert.equal(await refused('staff.changePassword', { ...change, password: 'wrong' }), 'WRONG_PASSWORD')
  await ask('staff.changePassword', change)
  await ask('staff.changePassword', change)
  assert.equal(await refused('staff.getMe', {}, { token: second }), 'SESSION_EXPIRED')
  assert.equal(await refused('staff.getMe', {}), 'OK')
})

test('the owner sees and ends every session, others their own alone', async () => {
  const hers = await tokenOf('xiaomei', 'correct horse')
  const { sessions } = await ask<{ sessions: SessionView[] }>('staff.sessions', {})
  assert.deepEqual(sessions.map(({ name, mine }) => [name, mine]).sort(), [
    ['周运营', true],
    ['小美', false],
  ])
  const zhou = sessions.find(({ mine }) => mine)?.session
  assert.equal((await ask<{ sessions: SessionView[] }>('staff.sessions', {}, { token: hers })).sessions.length, 1)
  await ask('staff.revoke', { session: zhou }, { token: hers })
  assert.equal(await refused('staff.getMe', {}), 'OK', 'somebody ended the session of another')
  await ask('staff.revoke', { session: sessions.find(({ mine }) => !mine)?.session })
  assert.equal(await refused('staff.getMe', {}, { token: hers }), 'SESSION_EXPIRED')
})

test('a phone logs a browser in: one phone, within three minutes, and only that browser', async () => {
  await ask('staff.askScan', { session: SESSION }, {})
  await ask('staff.askScan', { session: SESSION }, {})
  assert.equal(await refused('staff.getMe', {}, { token: TOKEN }), 'SESSION_EXPIRED')
  assert.equal(await refused('staff.confirmScan', { scene: SCENE }, { openid: 'o-member' }), 'NOT_STAFF')
  await ask('staff.confirmScan', { scene: SCENE }, { openid: 'o-xiaomei' })
  await ask('staff.confirmScan', { scene: SCENE }, { openid: 'o-xiaomei' })
  assert.equal(await refused('staff.confirmScan', { scene: SCENE }, { openid: 'o-zhou' }), 'SCAN_OVER')
  const me = await ask<{ staff: { id: string } }>('staff.getMe', {}, { token: TOKEN })
  assert.equal(me.staff.id, 'xiaomei')
  assert.equal(
    await refused('staff.getMe', {}, { token: SESSION.slice(0, 32) }),
    'SESSION_EXPIRED',
    'the hash opened a session',
  )
  const late = createHash('sha256').update('late').digest('hex')
  await ask('staff.askScan', { session: late }, {})
  await world.setClock('2026-11-23T01:03:00Z')
  assert.equal(await refused('staff.confirmScan', { scene: late.slice(0, 24) }, { openid: 'o-zhou' }), 'SCAN_OVER')
})

test('under every fault a phone opens one session for one person', async () => {
  await ask('staff.askScan', { session: SESSION }, {})
  await underFaults(world, {
    action: () => world.call('staff', 'staff.confirmScan', { scene: SCENE }, { openid: 'o-zhou' }),
    check: async () => {
      const session = await storeOf(world).get('staff_sessions', SESSION)
      assert.equal(session?.staffId, 'zhou')
    },
    kinds: ['cut', 'kill'],
  })
})

test('each deed is in the log with its before and after; a reading and a refusal before any write are not', async () => {
  const change = { staffId: 'xiaomei', ...XIAOMEI, name: '小美美', active: true }
  await ask('staff.edit', change)
  await ask('staff.setPassword', { staffId: 'xiaomei', password: 'a secret password' })
  await ask('staff.list', {})
  await refused('staff.edit', { ...change, staffId: 'nobody' })
  const lines = await deedsOf()
  assert.deepEqual(
    lines.map(({ deed, name, state }) => [deed, name, state]).sort(),
    [
      ['改同事资料', '周运营', 'done'],
      ['重设密码', '周运营', 'done'],
    ].sort(),
  )
  const [edit] = await deedsOf({ method: 'staff.edit', about: 'xiaomei' })
  assert.deepEqual(edit?.changes[0]?.before, { ...XIAOMEI, active: true })
  assert.equal(edit?.changes[0]?.after?.name, '小美美')
  assert.ok(!JSON.stringify(lines).includes('secret password') && !JSON.stringify(lines).includes('scrypt'))
  assert.deepEqual(await deedsOf({ about: 'somebody else' }), [])
  assert.equal(
    await refused('audit.list', { from: '2026-11-23', to: '2026-11-23' }, { openid: 'o-xiaomei' }),
    'FORBIDDEN',
  )
})

test('under every fault nothing is changed without an entry in the log', async () => {
  const change = { staffId: 'xiaomei', ...XIAOMEI, name: '小美美', active: true }
  const report = await underFaults(world, {
    action: () => world.call('staff', 'staff.edit', change, { token }),
    retry: () => world.call('staff', 'staff.getMe', {}, { token }),
    check: async () => {
      const changed = (await storeOf(world).get('staff', 'xiaomei'))?.name === '小美美'
      const entries = await storeOf(world).find('audit_log', { method: 'staff.edit' })
      assert.ok(entries.length === 1 || !changed, 'changed without a trace')
    },
    kinds: ['cut', 'kill'],
  })
  assert.ok(report.points > 8)
})

test('the log goes back page by page and forgets after its time', async () => {
  const store = storeOf(world)
  const at = Date.parse(NOW)
  const entry = { schema: 1 as const, at, staffId: 'zhou', name: '周运营', method: 'sop.publish', input: {} }
  const rest = { state: 'done' as const, changes: [], more: 0, about: [] }
  await store.insertAll('audit_log', [
    ...Array.from({ length: 120 }, (_, n) => ({ _id: `e${String(n).padStart(3, '0')}`, ...entry, ...rest })),
    { _id: 'old', ...entry, at: at - 900 * 86_400_000, ...rest },
  ])
  const seen: string[] = []
  let before: object | null = null
  do {
    const page: { lines: AuditLine[]; next: object | null } = await ask('audit.list', {
      ...{ from: '2026-11-23', to: '2026-11-23' },
      ...(before && { before }),
    })
    seen.push(...page.lines.map(({ id }) => id))
    before = page.next
  } while (before)
  assert.equal(new Set(seen).size, 120)
  await store.insert('due', {
    ...{ _id: 'audit.forget', schema: 1, kind: 'audit.forget', at, freeAt: at, lease: null, attempts: 0 },
    ...{ lastError: null, payload: {} },
  })
  await world.fireTimer('tick')
  assert.equal(await store.get('audit_log', 'old'), null)
  assert.equal(await store.count('audit_log', {}), 120)
})

test('what is kept is masked, cut and counted', () => {
  assert.equal(keep('hunter2', 'password'), '···')
  assert.deepEqual(keep({ nested: [{ token: 'x', fine: 1 }] }), { nested: [{ token: '···', fine: 1 }] })
  assert.match(String(keep('长'.repeat(5000))), /字符/)
  const change = { collection: 'c', did: 'update' as const, ids: Array.from({ length: 90 }, (_, n) => `i${n}`) }
  const kept = summary(Array(40).fill({ ...change, before: null, after: null }))
  assert.deepEqual([kept.changes.length, kept.more, kept.about.length, kept.changes[0]?.ids.length], [30, 10, 50, 10])
})
