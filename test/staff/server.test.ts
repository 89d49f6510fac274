import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { hashPassword } from '../../cloudfunctions/platform/identity'
import type { Staff } from '../../src/features/staff/rules'
import '../../src/features/staff/collections'
import { settled, storeOf } from '../checkin/ledgerOf'
import { openWorld, type World } from '../cloud/world'

const NOW = '2026-11-23T01:00:00Z'
let world: World
let blank: string

const person = (id: string, change: Partial<Staff> = {}): Staff => ({
  _id: id,
  schema: 1,
  login: id,
  name: id,
  password: null,
  roles: ['operator'],
  stores: [],
  openid: null,
  wecomUserId: null,
  active: true,
  failures: 0,
  lockedUntil: 0,
  ...change,
})

before(async () => {
  world = await openWorld({ timers: false, now: NOW })
  const password = await hashPassword('correct horse')
  await storeOf(world).insertAll('staff', [
    person('zhou', { password }),
    person('xiaomei', { roles: ['guide'], wecomUserId: 'xiaomei', openid: 'o-xiaomei' }),
    person('aling', { roles: ['guide'], wecomUserId: 'aling' }),
    person('gone', { password, active: false }),
  ])
  blank = world.snapshot()
})
beforeEach(async () => {
  world.restore(blank)
  await world.setClock(NOW)
})
after(() => world.close())

const login = (name: string, password: string) => world.call('staff', 'staff.login', { name, password })
const codeOf = (answer: { ok: boolean; code?: string }) => (answer.ok ? 'OK' : answer.code)

async function tokenOf(name = 'zhou') {
  return (settled((await login(name, 'correct horse')).answer) as { token: string }).token
}

test('a session opens with the right password, serves, and ends with logout', async () => {
  const token = await tokenOf('ZHOU')
  const me = await world.call('staff', 'staff.getMe', {}, { token })
  assert.equal((settled(me.answer) as { staff: { id: string } }).staff.id, 'zhou')
  await world.call('staff', 'staff.logout', {}, { token })
  assert.equal(codeOf((await world.call('staff', 'staff.getMe', {}, { token })).answer), 'SESSION_EXPIRED')
})

test('a session ends after twelve hours, and at once when the person is deactivated', async () => {
  const token = await tokenOf()
  await world.setClock('2026-11-23T12:59:59Z')
  assert.equal(codeOf((await world.call('staff', 'staff.getMe', {}, { token })).answer), 'OK')
  await world.setClock('2026-11-23T13:00:00Z')
  assert.equal(codeOf((await world.call('staff', 'staff.getMe', {}, { token })).answer), 'SESSION_EXPIRED')
  const second = await tokenOf()
  await storeOf(world).update('staff', { _id: 'zhou' }, { active: false })
  assert.equal(codeOf((await world.call('staff', 'staff.getMe', {}, { token: second })).answer), 'SESSION_EXPIRED')
})

test('an unknown name, a wrong password and a person who left are refused with the same words', async () => {
  const answers = await Promise.all([login('nobody', 'x'), login('zhou', 'x'), login('gone', 'correct horse')])
  assert.deepEqual(
    answers.map(({ answer }) => [answer.code, answer.message]),
    Array(3).fill([answers[0]?.answer.code, answers[0]?.answer.message]),
  )
  assert.equal(answers[0]?.answer.code, 'WRONG_LOGIN')
})

test('the fifth wrong password locks for fifteen minutes, the right one in between clears the count', async () => {
  for (let i = 0; i < 4; i++) await login('zhou', 'wrong')
  await tokenOf()
  for (let i = 0; i < 5; i++) assert.equal(codeOf((await login('zhou', 'wrong')).answer), 'WRONG_LOGIN')
  assert.equal(codeOf((await login('zhou', 'correct horse')).answer), 'LOCKED')
  await world.setClock('2026-11-23T01:15:00Z')
  assert.equal(codeOf((await login('zhou', 'correct horse')).answer), 'OK')
})

test('neither a token nor a password is stored readable', async () => {
  const token = await tokenOf()
  const { data: sessions } = await world.db.collection('staff_sessions').get()
  const { data: staff } = await world.db.collection('staff').get()
  const stored = JSON.stringify([sessions, staff])
  assert.ok(sessions.length === 1 && !stored.includes(token) && !stored.includes('correct horse'))
})

test('a code binds one phone, once; another phone and a later try are refused', async () => {
  const token = await tokenOf()
  const made = await world.call('staff', 'staff.createBindCode', { staffId: 'aling' }, { token })
  const { code } = settled(made.answer) as { code: string }
  const bind = (openid: string) => world.call('staff', 'staff.bind', { code }, { openid })
  assert.equal((settled((await bind('o-aling')).answer) as { staff: { bound: boolean } }).staff.bound, true)
  assert.equal(codeOf((await bind('o-aling')).answer), 'OK')
  assert.equal(codeOf((await bind('o-stranger')).answer), 'WRONG_CODE')
  assert.equal(codeOf((await bind('o-xiaomei')).answer), 'ALREADY_BOUND')
  const me = await world.call('staff', 'staff.getMe', {}, { openid: 'o-aling' })
  assert.equal((settled(me.answer) as { staff: { id: string } }).staff.id, 'aling')
})

test('two phones that enter one code at the same instant: one is bound', async () => {
  const token = await tokenOf()
  const made = await world.call('staff', 'staff.createBindCode', { staffId: 'aling' }, { token })
  const { code } = settled(made.answer) as { code: string }
  const answers = await Promise.all(
    ['o-a', 'o-b', 'o-c'].map((openid) => world.call('staff', 'staff.bind', { code }, { openid })),
  )
  assert.deepEqual(answers.map(({ answer }) => codeOf(answer)).sort(), ['OK', 'WRONG_CODE', 'WRONG_CODE'])
})

test('a code ends after ten minutes and guessing ends after ten tries a day', async () => {
  const token = await tokenOf()
  const made = await world.call('staff', 'staff.createBindCode', { staffId: 'aling' }, { token })
  const { code } = settled(made.answer) as { code: string }
  for (let i = 0; i < 10; i++) {
    const { answer } = await world.call('staff', 'staff.bind', { code: '00000000' }, { openid: 'o-guesser' })
    assert.equal(codeOf(answer), 'WRONG_CODE')
  }
  assert.equal(
    codeOf((await world.call('staff', 'staff.bind', { code }, { openid: 'o-guesser' })).answer),
    'TOO_MANY_TRIES',
  )
  await world.setClock('2026-11-23T01:10:00Z')
  assert.equal(codeOf((await world.call('staff', 'staff.bind', { code }, { openid: 'o-late' })).answer), 'WRONG_CODE')
})

test('a guide may not do what an operator does, and a stranger nothing', async () => {
  const asGuide = await world.call('staff', 'staff.createBindCode', { staffId: 'aling' }, { openid: 'o-xiaomei' })
  assert.equal(codeOf(asGuide.answer), 'FORBIDDEN')
  const asMember = await world.call('staff', 'staff.list', {}, { openid: 'o-member' })
  assert.equal(codeOf(asMember.answer), 'NOT_STAFF')
  for (const token of [undefined, 'short', 'f'.repeat(32)]) {
    const { answer } = await world.call('staff', 'staff.list', {}, token ? { token } : {})
    assert.ok(['UNAUTHENTICATED', 'SESSION_EXPIRED'].includes(String(codeOf(answer))))
  }
})
