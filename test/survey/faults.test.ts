import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FaultKind } from '../../local/cloud/faults'
import { balancesOf } from '../../src/features/points/account'
import type { SurveyDetail } from '../../src/features/survey/contract'
import { SURVEY_ROLL } from '../../src/features/survey/roll'
import { counted, noCounts } from '../../src/features/survey/rollup'
import { schedule } from '../../src/kernel/due'
import { is } from '../../src/kernel/store'
import { accountOf, ledgerOf, storeOf } from '../checkin/ledgerOf'
import { type Attempt, underFaults } from '../faults/underFaults'
import {
  type Bureau,
  MONDAY,
  memberOf,
  newRequest,
  openBureau,
  PREFERENCE,
  picked,
  said,
  scored,
  template,
} from './bureau'

let bureau: Bureau
let points = 0
before(async () => {
  bureau = await openBureau(['o1', 'o2', 'o3'])
})
after(async () => {
  console.log(`surveys: ${points} cut points`)
  await bureau.world.close()
})
const store = () => storeOf(bureau.world)

let calls = 0
/** Each call has a clock of its own, so that no instance still knows the survey from another run. */
async function anew<T>(act: () => Promise<T>): Promise<T> {
  calls += 1
  await bureau.world.setClock(new Date(Date.parse(MONDAY) + calls * 10_000).toISOString())
  return act()
}

/** A job whose call was cut is tried again a minute later, one that was killed when its lease is over. */
async function sweep() {
  await bureau.later(4 * 60_000)
  await bureau.tick()
}

async function run(
  name: string,
  act: () => Promise<Attempt>,
  check: () => Promise<void>,
  kinds: FaultKind[],
  mends?: () => Promise<void>,
) {
  const action = () => anew(act)
  const report = await underFaults(bureau.world, { action, check, kinds, ...(mends && { sweep: mends }) })
  points += report.points
  console.log(`${name}: ${report.wireCalls} wire calls, ${report.points} cut points`)
}

/** A tick that has nothing to do but one item: what runs beside it was proven with it. */
async function only(kind: string, payload: Record<string, unknown> = {}) {
  await store().remove('due', {})
  await schedule(store(), { key: kind, kind, at: Date.parse(bureau.world.now()), payload })
}

async function tick(): Promise<Attempt> {
  const { ok, wireCalls, actions } = await bureau.world.fireTimer('tick')
  return { ok, wireCalls, actions }
}

/** One answer, one reward, one place. */
async function onceEach(survey: string, reward: number, openid = 'o1') {
  const responses = await store().find('survey_responses', { survey, _id: is.neq(`${survey}::${memberOf('o3')}`) })
  assert.equal(responses.length, 1, 'the answer is lost, or there are two')
  const account = await accountOf(bureau.world, openid)
  const ledger = await ledgerOf(bureau.world, openid)
  assert.equal(ledger.filter(({ bizType }) => bizType === 'survey').length, 1)
  assert.equal(account?.balances.points, reward)
  assert.deepEqual(balancesOf(ledger), account?.balances)
  for (const { slots, takers } of await store().find('survey_slots', { survey })) {
    assert.deepEqual([slots[0]?.left, takers.length], [1, 2])
  }
}

async function rollupsAreRight(survey: string) {
  const responses = await store().find('survey_responses', { survey })
  assert.ok(responses.every(({ rolled }) => rolled))
  const { definition } = (await store().get('survey_versions', `${survey}:1`)) ?? assert.fail()
  const recount = responses.reduce((sum, each) => counted(sum, definition, each), noCounts)
  const [rollup] = await store().find('survey_rollups', { survey, slice: 'all' })
  const { responses: n, questions } = rollup ?? assert.fail('no rollup')
  assert.deepEqual([n, questions], [recount.responses, recount.questions])
}

test('handing in survives every fault at every wire call', async () => {
  const quotas = [{ key: 'first', name: '前 3 名', when: { fact: 'activity', answered: true }, cap: 3 }]
  await bureau.publish('preference', template('preference', { reward: { points: 20, batch: null }, quotas }))
  await bureau.ask(bureau.answer('preference', PREFERENCE, 'o3'))
  const input = await bureau.handIn('preference', PREFERENCE)
  const submit = () => bureau.member('survey.submit', input)
  const check = async () => {
    await onceEach('preference', 20)
    assert.ok((await accountOf(bureau.world, 'o1'))?.segments.includes('喜欢的活动·抽奖'))
  }
  await run('submit', submit, check, ['cut', 'kill'])

  await bureau.publish('leaving', template('leaving', { reward: { points: 8, batch: null }, triggers: [] }))
  const secret = await bureau.handIn('leaving', [picked('reason', 'noisy')])
  const unnamed = () => bureau.member('survey.submit', secret, 'o2')
  await run('anonymous submit', unnamed, () => onceEach('leaving', 8, 'o2'), ['cut'])
})

test('counting, inviting and publishing survive a cut at every wire call', async () => {
  // The instance of the tick knows the version from here on, and the outboxes are empty.
  await bureau.publish('nps', template('nps_quarter', { triggers: [] }))
  await bureau.ask(bureau.answer('nps', [scored('nps', 9)], 'o2'))
  await bureau.tick()
  await bureau.tick()
  await bureau.ask(bureau.answer('nps', [scored('nps', 3), said('why', '排队太久')], 'o1'))
  await only(SURVEY_ROLL)
  const counting = async () => {
    await rollupsAreRight('nps')
    assert.equal(await store().count('followups', {}), 1)
    assert.equal(await store().count('survey_texts', {}), 1)
  }
  await run('counting', tick, counting, ['cut'], sweep)

  await only('survey.ask', { survey: 'nps', after: '' })
  const inviting = async () => {
    const wishes = await store().find('intents', { kind: 'survey.invite' })
    const others = ['o-reader', 'o3'].map(memberOf).sort()
    assert.deepEqual(wishes.map(({ memberId }) => memberId).sort(), others, 'who answered is left alone')
    assert.equal(await store().count('survey_invites', {}), 2)
  }
  await run('inviting', tick, inviting, ['cut'], sweep)

  const draft = { survey: 'fresh', revision: 0, request: newRequest(), name: '新', draft: template('first_week') }
  const { revision } = await bureau.ask<SurveyDetail>(bureau.staff('survey.saveDraft', draft))
  const press = { survey: 'fresh', revision, request: newRequest() }
  const publishing = async () => {
    const survey = await store().get('surveys', 'fresh')
    assert.deepEqual([survey?.state, survey?.live, survey?.published.length], ['live', 1, 1])
    assert.ok(await store().get('survey_versions', 'fresh:1'))
  }
  await run('publish', () => bureau.staff('survey.publish', press), publishing, ['cut'])
})
