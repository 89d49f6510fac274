import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { CheckinBook } from '../../src/features/checkin/book'
import type { BookView, MakeUpAnswer, ScoreView } from '../../src/features/checkin/contract'
import { CHECKIN_REMIND } from '../../src/features/checkin/jobs'
import { recountStreak } from '../../src/features/checkin/rules'
import { schedule } from '../../src/kernel/due'
import type { World } from '../cloud/world'
import { batchFields, codeOfAnswer, MONDAY, newRequest, openCoupons } from '../coupon/shopCoupons'
import { brandOf } from './brand'
import { accountOf, ledgerOf, settled, storeOf } from './ledgerOf'

let world: World
let blank: string
let brand: ReturnType<typeof brandOf>

before(async () => {
  world = await openCoupons()
  brand = brandOf(world)
  blank = world.snapshot()
})
beforeEach(() => world.restore(blank))
after(() => world.close())

const streak3 = (gifts: CheckinBook['daily']) => ({ steps: [{ days: 3, gifts }] })
const oneCard = streak3([{ kind: 'makeup_card', amount: 1 }])
const ids = async (openid: string) =>
  (await ledgerOf(world, openid)).map(({ _id }) => _id.replace(/m[0-9a-f]{24}/, 'm'))

test('a card that was earned repairs the missed day once, and the answer is the same when it was lost', async () => {
  await brand.setBook(oneCard)
  await brand.comeOn('o1', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-27')
  const score = await brand.score<ScoreView>('o1')
  assert.deepEqual(score.repairable, ['2026-11-26'])
  assert.deepEqual([score.streak, score.cards.held, score.broke?.repair], [1, 1, { cards: 1, streak: 5 }])
  assert.equal(score.broke?.sentence, '11 月 26 日没打卡，连续 3 天停在了前一天。补上就接回连续 5 天，要 1 张补签卡。')

  const request = newRequest()
  const first = await brand.makeUp('o1', '2026-11-26', request)
  assert.deepEqual(settled(first.answer), {
    day: '2026-11-26',
    streak: 5,
    awarded: 0,
    rewards: [],
    balance: 40,
    cards: 0,
  })
  assert.equal(first.wireCalls, 2)
  assert.deepEqual(settled((await brand.makeUp('o1', '2026-11-26', request)).answer), settled(first.answer))
  assert.equal(codeOfAnswer(await brand.makeUp('o1', '2026-11-25', request)), 'ID_REUSED')
  assert.equal((settled((await brand.checkIn('o1')).answer) as MakeUpAnswer).streak, 5)
  assert.deepEqual((await ids('o1'))[0], 'makeup:m:2026-11-26')
  const after = await brand.score<ScoreView>('o1')
  assert.deepEqual(
    after.marks.find(({ day }) => day === 26),
    { day: 26, mark: 'made' },
  )
  assert.equal(after.broke, null)
})

test('what cannot be repaired is refused with a sentence, and nothing is written', async () => {
  await brand.setBook({ ...oneCard, cards: { windowDays: 3, perMonth: 1, price: 5, life: { kind: 'never' } } })
  await brand.comeOn('o1', '2026-11-20', '2026-11-21', '2026-11-22', '2026-11-26')
  const seq = (await accountOf(world, 'o1'))?.seq
  const refused = async (day: unknown) => {
    const { answer } = await brand.makeUp('o1', day as string)
    assert.ok(!answer.ok && /[一-鿿].*。/.test(answer.message ?? ''), String(answer.message))
    return answer.code
  }
  const days = ['2026-11-27', '2026-11-26', '2026-11-19', '2026-11-22', '2026-02-30', -1, null]
  const codes = []
  for (const day of days) codes.push(await refused(day))
  const late = await brand.makeUp('o1', '2026-11-22')
  assert.equal(codeOfAnswer(late), 'NOT_MISSED')
  assert.deepEqual(codes, [
    'NOT_YET',
    'IS_TODAY',
    'BEFORE_JOINING',
    'NOT_MISSED',
    'BAD_INPUT',
    'BAD_INPUT',
    'BAD_INPUT',
  ])
  assert.equal(codeOfAnswer(await brand.makeUp('o2', '2026-11-25')), 'BEFORE_JOINING')
  assert.equal((await accountOf(world, 'o1'))?.seq, seq)

  settled((await brand.makeUp('o1', '2026-11-25')).answer)
  assert.equal(codeOfAnswer(await brand.makeUp('o1', '2026-11-24')), 'MONTH_LIMIT')
  await brand.comeOn('o1', '2026-12-01')
  assert.equal(codeOfAnswer(await brand.makeUp('o1', '2026-11-24')), 'TOO_LONG_AGO')
  assert.equal(codeOfAnswer(await brand.makeUp('o1', '2026-11-30')), 'NO_CARD')
})

test('points buy a card in one deed of two entries, up to the limit of the month', async () => {
  await brand.setBook({ cards: { windowDays: 7, perMonth: 2, price: 10, life: { kind: 'days', days: 5 } } })
  assert.equal(codeOfAnswer(await brand.buyCard('o1')), 'INSUFFICIENT_POINTS')
  await brand.comeOn('o1', '2026-11-23', '2026-11-24', '2026-11-25')
  const request = newRequest()
  const bought = await brand.buyCard('o1', request)
  assert.deepEqual(settled(bought.answer), { cards: 1, balance: 40, expires: '2026-11-30' })
  assert.equal(bought.wireCalls, 2)
  assert.deepEqual(settled((await brand.buyCard('o1', request)).answer), settled(bought.answer))
  await brand.sweep()
  assert.deepEqual(settled((await brand.buyCard('o1', request)).answer), settled(bought.answer))
  settled((await brand.buyCard('o1')).answer)
  assert.equal(codeOfAnswer(await brand.buyCard('o1')), 'BUY_LIMIT')
  for (const wrong of [1, '', 'x'.repeat(32), undefined]) {
    const { answer } = await world.call('member', 'checkin.buyCard', { request: wrong }, { openid: 'o1' })
    assert.equal(answer.ok ? 'OK' : answer.code, 'BAD_INPUT')
  }
  // After its last day a card repairs nothing.
  await brand.comeOn('o1', '2026-11-30', '2026-12-02')
  assert.equal(codeOfAnswer(await brand.makeUp('o1', '2026-12-01')), 'NO_CARD')
})

test("a coupon of a reward is given by the tick, once, and the day's protection shows", async () => {
  const { batch } = settled(
    (await brand.staff('coupon.createBatch', { request: newRequest(), batch: batchFields() })).answer,
  ) as { batch: { _id: string } }
  settled((await brand.staff('coupon.setState', { id: batch._id, state: 'running' })).answer)
  await brand.setBook({ shield: 1, ...streak3([{ kind: 'coupon', batch: batch._id, title: '满 99 减 20' }]) })
  await brand.comeOn('o1', '2026-11-23', '2026-11-24')
  await brand.comeOn('o1', '2026-11-26')
  const again = settled((await brand.checkIn('o1')).answer) as { rewards: unknown[] }
  assert.deepEqual(again.rewards[1], { title: '连续 3 天', points: 0, gift: '满 99 减 20' })
  await brand.sweep()
  await brand.sweep()
  const coupons = await storeOf(world).find('coupons', {})
  assert.deepEqual([coupons.length, (await accountOf(world, 'o1'))?.effects], [1, []])
  const score = await brand.score<ScoreView>('o1')
  assert.deepEqual(score.shield, { perMonth: 1, left: 0 })
  assert.deepEqual(
    score.marks.find(({ day }) => day === 25),
    { day: 25, mark: 'shielded' },
  )
})

test('a day off that was entered for the SOPs is a rest here too, unless the check-in has a word of its own', async () => {
  const weekdays = { weekdays: [], holidays: true }
  const own = [{ day: '2026-11-25', kind: 'workday' as const, name: '店庆' }]
  await brand.setBook({ rest: weekdays, overrides: own })
  const days = ['2026-11-24', '2026-11-25', '2026-11-26'].map((day) => ({ day, work: false, name: '店休' }))
  const asked = { year: 2026, days, revision: 0, request: 'a'.repeat(32) }
  for (const again of [asked, asked]) settled((await brand.staff('sop.setHolidays', again)).answer)
  const other = { year: 2027, days: [], revision: 1, request: 'b'.repeat(32) }
  settled((await brand.staff('sop.setHolidays', other)).answer)
  const twice = { ...asked, days: [days[0], days[0]] }
  assert.equal(codeOfAnswer(await brand.staff('sop.setHolidays', twice)), 'BAD_INPUT')
  await brand.later(6000)
  await brand.comeOn('o1', '2026-11-22', '2026-11-23')
  const rests: boolean[] = []
  for (const day of [24, 25, 26]) {
    await world.setClock(`2026-11-${day}T01:00:00Z`)
    rests.push((await brand.score<ScoreView>('o1')).restToday)
  }
  assert.deepEqual(rests, [true, false, true])
  // Both books are fresh: days off cost a check-in no wire call.
  assert.deepEqual([(await brand.checkIn('o1')).wireCalls, (await brand.checkIn('o1')).wireCalls], [2, 1])
  const book = await storeOf(world).get('rule_books', 'holidays')
  assert.deepEqual([book?.revision, (await storeOf(world).find('rule_books', { _id: 'holidays:0' })).length], [1, 0])
})

test('sixty-four check-ins and a repair at once come to one day, one card and one streak', async () => {
  await brand.setBook(oneCard)
  await brand.comeOn('o1', '2026-11-23', '2026-11-24', '2026-11-25')
  await world.setClock('2026-11-26T16:30:00Z')
  const request = newRequest()
  const answers = await Promise.all(
    Array.from({ length: 68 }, (_, i) =>
      i % 17 === 16 ? brand.makeUp('o1', '2026-11-26', request) : brand.checkIn('o1'),
    ),
  )
  for (const { answer } of answers) settled(answer)
  const account = await accountOf(world, 'o1')
  assert.deepEqual([account?.checkin.streak, account?.balances], [5, { points: 50 - 10, growth: 0, makeup_card: 0 }])
  assert.equal(account && recountStreak(account.checkin), 5)
  assert.deepEqual((await ids('o1')).slice(0, 2).sort(), ['checkin:daily:m:2026-11-27', 'makeup:m:2026-11-26'])
})

test("rules are the operators': sound, meant, one editor at a time, with their history", async () => {
  const rules = async () => settled((await brand.staff('checkin.getRules', {})).answer) as BookView
  const { book, revision } = await rules()
  assert.deepEqual([revision, book.daily], [0, [{ kind: 'points', amount: 10 }]])
  const send = async (change: unknown, as = 'o-zhou', seen = revision) => {
    const input = { request: newRequest(), revision: seen, book: { ...book, ...(change as object) } }
    const { answer } = await world.call('staff', 'checkin.setRules', input, { openid: as })
    if (!answer.ok) assert.match(answer.message ?? '', /[一-鿿]/)
    return answer.ok ? 'OK' : answer.code
  }
  const campaign = (id: string, from: string, until: string) => ({
    ...{ id, title: id, from, until, consecutive: [], cycle: null, cumulative: [], calendar: [], budgetPerDay: null },
  })
  const [first, second] = [campaign('a', '2026-12-01', '2026-12-12'), campaign('b', '2026-12-12', '2026-12-20')]
  const refused = [
    await send({ campaigns: [first, second] }),
    await send({ campaigns: [campaign('a', '2026-12-02', '2026-12-01')] }),
    await send({ campaigns: [{ ...first, calendar: [{ day: '2026-12-24', gifts: book.daily }] }] }),
    await send({
      steps: [
        { days: 7, gifts: book.daily },
        { days: 3, gifts: book.daily },
      ],
    }),
    await send({ daily: [{ kind: 'points', amount: '10' }] }),
    await send({ daily: [{ kind: 'points', amount: -1 }] }),
    await send({ shield: Number.NaN }),
    await send({ dayStart: 1e9 }),
    await send({}, 'o-xiaomei'),
    await send({}, 'o-nobody'),
  ]
  const bad = 'BAD_INPUT'
  const codes = ['CAMPAIGNS_OVERLAP', 'ENDS_BEFORE_START', 'BAD_CALENDAR_DAY', 'BAD_STEPS', bad, bad, bad, bad]
  assert.deepEqual(refused.slice(0, 8), codes)
  assert.deepEqual(refused.slice(8), ['FORBIDDEN', 'NOT_STAFF'])
  assert.equal((await rules()).revision, 0)
  assert.equal(await send({ dayStart: 180 }), 'OK')
  assert.equal(await send({ shield: 2 }), 'RULES_CHANGED')
  assert.equal(await send({ dayStart: 180, shield: 2 }, 'o-zhou', 1), 'OK')
  const { by, revision: now } = await rules()
  assert.deepEqual([by, now], ['zhou', 2])
  // Half past two in the night belongs to the day before.
  await world.setClock('2026-11-23T18:30:00Z')
  assert.equal((settled((await brand.checkIn('o1')).answer) as { day: string }).day, '2026-11-23')
})

test('who may lose a streak is reminded once, with the words and before the day is over', async () => {
  await schedule(storeOf(world), { key: CHECKIN_REMIND, kind: CHECKIN_REMIND, at: Date.parse(MONDAY) })
  await world.fireTimer('tick')
  const days = ['2026-11-23', '2026-11-24', '2026-11-25']
  for (const openid of ['o1', 'o2']) await world.call('member', 'member.giveConsent', { version: 1 }, { openid })
  for (const day of days) {
    await brand.comeOn('o1', day)
    await brand.comeOn('o2', day)
  }
  await brand.comeOn('o3', days[2] ?? '')
  await world.setClock('2026-11-26T01:00:00Z')
  settled((await brand.checkIn('o2')).answer)
  const wishes = async () => (await storeOf(world).find('intents', { kind: 'checkin.reminder' })) ?? []
  await world.fireTimer('tick')
  const early = (await wishes()).length
  await world.setClock('2026-11-26T12:15:00Z')
  await world.fireTimer('tick')
  await brand.sweep()
  const said = (await wishes()).filter(({ _id }) => _id.endsWith('2026-11-26'))
  assert.equal(said.length, 1)
  assert.deepEqual(said[0]?.vars, { 栏目: '每日打卡', 天数: '3', 打后: '4', 截止: '2026年11月27日 00:00' })
  assert.equal(said[0]?.expiresAt, Date.parse('2026-11-26T16:00:00Z'))
  assert.equal(early, 0)
})
