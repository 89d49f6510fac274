import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type {
  AnswerRow,
  AnswerView,
  OpenSurvey,
  PhotoAnswer,
  PreferencesView,
  SurveyDetail,
  SurveyList,
  SurveyResults,
  TextAnswer,
} from '../../src/features/survey/contract'
import { counted, noCounts } from '../../src/features/survey/rollup'
import type { FollowUp } from '../../src/features/survey/rules'
import { accountOf, ledgerOf, storeOf } from '../checkin/ledgerOf'
import { picture } from '../post/desk'
import {
  type Bureau,
  codeOf,
  memberOf,
  newRequest,
  openBureau,
  PREFERENCE,
  picked,
  said,
  scored,
  template,
} from './bureau'

const MEMBERS = Array.from({ length: 20 }, (_, i) => `o${i + 1}`)
let bureau: Bureau
before(async () => {
  bureau = await openBureau(MEMBERS)
})
after(() => bureau.world.close())
const store = () => storeOf(bureau.world)

test('the seeds’ two questions become preferences that the member sees, corrects and deletes', async () => {
  const reward = { points: 20, batch: null }
  await bureau.publish('preference', template('preference', { reward }))
  const open = await bureau.ask<OpenSurvey>(bureau.member('survey.open', { survey: 'preference' }))
  assert.equal(open.standing, 'open')
  const sms = open.pages[0]?.questions[0]
  assert.ok(sms && 'options' in sms)
  assert.equal(sms.options[0]?.text, '短信')
  assert.equal(sms.options[0]?.instead, '小程序订阅消息', 'a way that leads nowhere stays, marked')

  const taken = await bureau.answer('preference', PREFERENCE)
  assert.equal(codeOf(taken), 'OK')
  assert.ok(taken.wireCalls <= 4, `${taken.wireCalls} wire calls`)
  const account = await accountOf(bureau.world, 'o1')
  assert.equal(account?.balances.points, 20)
  const segments = ['喜欢的活动·抽奖', '喜欢的活动·晒图返礼', '通知方式·短信', '通知方式·社群通知'].sort()
  assert.deepEqual(
    account?.segments.filter((each) => !each.startsWith('免打扰')),
    segments,
  )

  const list = await bureau.ask<SurveyList>(bureau.member('survey.list', {}))
  assert.deepEqual(
    [list.waiting.map(({ survey }) => survey), list.done.map(({ survey }) => survey)],
    [[], ['preference']],
  )
  assert.equal(
    (await bureau.ask<OpenSurvey>(bureau.member('survey.open', { survey: 'preference' }))).why,
    '这一期你已经答过了，谢谢你。',
  )
  const mine = await bureau.ask<AnswerView>(bureau.member('survey.myAnswers', { id: list.done[0]?.id }))
  assert.equal(mine.lines[2]?.answer, '抽奖、晒图返礼')
  const foreign = bureau.member('survey.myAnswers', { id: list.done[0]?.id }, 'o2')
  assert.equal(codeOf(await foreign), 'NO_SUCH_ANSWER', 'another member reads it')

  await bureau.later(6 * 60_000)
  await bureau.tick()
  const consents = await store().get('consents', memberOf('o1'))
  assert.deepEqual(consents?.preferences.quiet, { from: '22:00', until: '08:00' }, 'the gate knows the hours')
  const set = (key: string, values: string[]) =>
    bureau.ask<PreferencesView>(bureau.member('survey.setPreference', { key, values }))
  await set('activity', ['秒杀'])
  const { preferences } = await set('quiet', [])
  assert.deepEqual(preferences.find(({ key }) => key === 'activity')?.values, ['秒杀'])
  assert.deepEqual(preferences.find(({ key }) => key === 'quiet')?.values, [])
  assert.equal((await store().get('consents', memberOf('o1')))?.preferences.quiet, null)
  assert.equal(
    codeOf(await bureau.member('survey.setPreference', { key: 'activity', values: ['蹦极'] })),
    'NO_SUCH_PREFERENCE',
  )
  await bureau.later(6 * 60_000)
  await bureau.tick()
  assert.ok(
    (await accountOf(bureau.world, 'o1'))?.segments.includes('喜欢的活动·秒杀'),
    'counting writes over a correction',
  )
})

test('what no phone of ours sends is refused with a sentence, and nothing is written', async () => {
  const before = await store().count('survey_responses', {})
  const tries: [string, object][] = [
    ['UNKNOWN_QUESTION', { answers: [...PREFERENCE, picked('nothing', 'a')] }],
    ['IMPOSSIBLE_PATH', { path: ['what', 'how'] }],
    ['IMPOSSIBLE_PATH', { path: ['how'] }],
    ['BAD_ANSWER', { answers: PREFERENCE.slice(0, 2) }],
    ['BAD_ANSWER', { answers: [...PREFERENCE.slice(1), scored('notify', 3)] }],
    ['BAD_ANSWER', { answers: [...PREFERENCE.slice(1), picked('notify', 'pigeon')] }],
    ['UNKNOWN_QUESTION', { answers: [...PREFERENCE, picked('notify', 'sms')] }],
    ['BAD_INPUT', { answers: [...PREFERENCE, said('games', 'x'.repeat(1_000_000))] }],
    ['BAD_INPUT', { answers: [{ question: 'notify', answer: { kind: 'files', files: Array(100).fill('a') } }] }],
    ['BAD_INPUT', { answers: [{ question: 'notify', answer: { kind: 'number', number: '3' } }] }],
    ['NO_SUCH_VERSION', { version: 99 }],
    ['ROUND_OVER', { round: '2025Q1' }],
    ['NO_SUCH_SURVEY', { survey: 'nowhere' }],
  ]
  for (const [code, change] of tries) {
    const result = await bureau.answer('preference', PREFERENCE, 'o2', change)
    assert.equal(codeOf(result), code, JSON.stringify(change).slice(0, 100))
    assert.match(result.answer.message ?? '', /[。？！]$/)
  }
  assert.equal(codeOf(await bureau.member('survey.submit', {}, 'o-stranger')), 'BAD_INPUT')
  const stranger = await bureau.answer('preference', PREFERENCE, 'o-stranger')
  assert.equal(codeOf(stranger), 'CONSENT_REQUIRED')
  assert.equal(await store().count('survey_responses', {}), before)
})

test('a version published while somebody answers: both are taken, each with its own texts', async () => {
  const started = await bureau.handIn('preference', PREFERENCE)
  const one = await bureau.ask<SurveyDetail>(bureau.staff('survey.one', { survey: 'preference' }))
  const draft = structuredClone(one.draft)
  const [page] = draft.pages
  assert.ok(page?.questions[0])
  page.questions[0].title = '怎么通知您好？'
  const save = { survey: 'preference', revision: one.revision, request: newRequest(), name: '偏好', draft }
  const { revision } = await bureau.ask<SurveyDetail>(bureau.staff('survey.saveDraft', save))
  const stale = { ...save, request: newRequest(), name: '另一个' }
  assert.equal(codeOf(await bureau.staff('survey.saveDraft', stale)), 'CHANGED_MEANWHILE')
  assert.equal(
    codeOf(await bureau.staff('survey.publish', { survey: 'preference', revision, request: newRequest() }, 'he')),
    'FORBIDDEN',
  )
  await bureau.ask(bureau.staff('survey.publish', { survey: 'preference', revision, request: newRequest() }))
  await bureau.later(6000)
  assert.equal(codeOf(await bureau.member('survey.submit', started, 'o3')), 'OK')
  assert.equal(codeOf(await bureau.answer('preference', PREFERENCE, 'o4')), 'OK')
  const [old, fresh] = await Promise.all(
    ['o3', 'o4'].map((openid) => store().get('survey_responses', `preference::${memberOf(openid)}`)),
  )
  assert.deepEqual([old?.version, old?.old, fresh?.version, fresh?.old], [1, true, 2, false])
  const asked = await bureau.ask<AnswerView>(bureau.member('survey.myAnswers', { id: old?._id }, 'o3'))
  assert.equal(asked.lines[0]?.question, '您更希望我们用什么样的形式通知您最新的优惠信息？')
  await bureau.later(8 * 86_400_000)
  assert.equal(codeOf(await bureau.member('survey.submit', started, 'o3')), 'OK', 'it was taken, its phone never heard')
  assert.equal(
    codeOf(await bureau.member('survey.submit', { ...started, request: newRequest() }, 'o5')),
    'VERSION_OVER',
  )
})

test('a quota of one and twenty at once: one gets in, and two devices of one member are one answer', async () => {
  const quotas = [{ key: 'first', name: '前 1 名', when: { fact: 'nps', answered: true }, cap: 1 }]
  await bureau.publish(
    'prize',
    template('nps_quarter', { quotas, triggers: [], rounds: 'once', listed: true, reward: { points: 5, batch: null } }),
  )
  const input = await bureau.handIn('prize', [scored('nps', 9)])
  const results = await Promise.all(
    MEMBERS.map((openid) => bureau.member('survey.submit', { ...input, request: newRequest() }, openid)),
  )
  const codes = results.map(codeOf).sort()
  assert.deepEqual(codes, ['OK', ...Array(19).fill('QUOTA_FULL')].sort())
  const winner = MEMBERS[results.findIndex(({ answer }) => answer.ok)] ?? ''
  assert.ok((results.find(({ answer }) => answer.ok)?.wireCalls ?? 9) <= 6)
  assert.equal(
    codeOf(await bureau.member('survey.submit', { ...input, request: newRequest() }, winner)),
    'ALREADY_ANSWERED',
  )
  const [slots] = await store().find('survey_slots', { survey: 'prize' })
  assert.deepEqual([slots?.slots[0]?.left, slots?.takers], [0, [`first:${memberOf(winner)}`]])
  assert.equal((await ledgerOf(bureau.world, winner)).filter(({ bizId }) => bizId.endsWith(':prize')).length, 1)

  await bureau.publish('twice', template('nps_quarter', { triggers: [], rounds: 'once', listed: true }))
  const both = await bureau.handIn('twice', [scored('nps', 0), said('why', '客服不理人，希望改进')])
  const devices = await Promise.all(
    [newRequest(), newRequest()].map((request) => bureau.member('survey.submit', { ...both, request })),
  )
  assert.deepEqual(devices.map(codeOf).sort(), ['ALREADY_ANSWERED', 'OK'])
  assert.equal(await store().count('survey_responses', { survey: 'twice' }), 1)
})

test('anonymous, once only and rewarded: the answer names nobody, the reward no answer, and closing burns the bridge', async () => {
  const reason = [picked('reason', 'noisy')]
  await bureau.publish(
    'leaving',
    template('leaving', { reward: { points: 8, batch: null }, triggers: [], listed: true }),
  )
  assert.equal(codeOf(await bureau.answer('leaving', reason)), 'OK')
  assert.equal(codeOf(await bureau.answer('leaving', reason)), 'ALREADY_ANSWERED')
  const [response] = await store().find('survey_responses', { survey: 'leaving' })
  const entry = (await ledgerOf(bureau.world, 'o1')).find(({ bizId }) => bizId.endsWith(':leaving'))
  assert.equal(entry?.delta, 8)
  const stored = JSON.stringify(response)
  assert.ok(!stored.includes(memberOf('o1')) && !stored.includes(String(entry?.at)), stored)
  assert.deepEqual(
    [response?.at, response?.via, response?.member, response?.seconds, response?.times],
    [null, null, null, null, []],
  )
  assert.equal(response?.day, '2026-11-30', 'the Monday of the week, not the day')
  const subject = response?._id.split(':')[2] ?? ''
  assert.ok(!JSON.stringify(await store().find('accounts', {})).includes(subject))

  const turn = (to: string) => bureau.staff('survey.turn', { survey: 'leaving', to, request: newRequest() })
  await bureau.ask(turn('close'))
  assert.equal((await store().get('surveys', 'leaving'))?.secret, null)
  assert.equal(codeOf(await turn('reopen')), 'ANONYMOUS_CLOSED')
  await bureau.later(6000)
  assert.equal(
    codeOf(await bureau.answer('preference', reason, 'o2', { survey: 'leaving', version: 1, path: ['why'] })),
    'SURVEY_CLOSED',
  )
})

test('a picture is the member’s own, checked by WeChat, and shown to staff only when it passed', async () => {
  const definition = template('after_activity', { triggers: [], rounds: 'once' })
  const [page] = definition.pages
  const photo = { key: 'photo', title: '晒一张', help: '', required: true, showIf: null, prefers: null }
  const pages = [{ ...(page ?? assert.fail()), questions: [{ ...photo, type: 'image' as const, max: 2 }] }]
  await bureau.publish('show', { ...definition, pages })
  const { uploadTo } = await bureau.ask<OpenSurvey>(bureau.member('survey.open', { survey: 'show' }))
  const upload = await bureau.world.sdk.uploadFile({ cloudPath: `${uploadTo}/a.png`, fileContent: picture() })
  const give = { survey: 'show', version: 1, question: 'photo', file: upload.fileID }
  assert.equal(codeOf(await bureau.member('survey.photo', give, 'o2')), 'NOT_YOUR_PHOTO')
  const { file } = await bureau.ask<{ file: string }>(bureau.member('survey.photo', give))
  assert.equal((await bureau.ask<{ file: string }>(bureau.member('survey.photo', give))).file, file, 'a lost answer')
  const answers = [{ question: 'photo', answer: { kind: 'files' as const, files: [file] } }]
  assert.equal(codeOf(await bureau.answer('show', answers, 'o2')), 'NOT_YOUR_PHOTO')
  assert.equal(codeOf(await bureau.answer('show', answers)), 'OK')
  const seen = () =>
    bureau.ask<{ photos: PhotoAnswer[] }>(bureau.staff('survey.photos', { survey: 'show', version: 1 }))
  const [hidden] = (await seen()).photos
  assert.deepEqual([hidden?.urls, hidden?.hidden], [[], 1], 'shown before WeChat has answered')
  await bureau.later(2 * 60_000)
  assert.equal((await seen()).photos[0]?.urls.length, 1)
})

test('results are counted once, equal a recount, and cost the same for few and many', async () => {
  const answers: [string, number, string][] = [
    ['o2', 0, '=1+1 客服不理人'],
    ['o3', 10, '喜欢秒杀'],
    ['o4', 9, '秒杀很好'],
  ]
  for (const [openid, score, words] of answers) {
    const given = [scored('nps', score), said('why', words)]
    assert.equal(codeOf(await bureau.answer('twice', given, openid, { via: { route: 'group', group: 'wr1' } })), 'OK')
  }
  await bureau.later(6 * 60_000)
  await bureau.tick()
  await bureau.tick()
  const examined = bureau.world.examined()
  const asking = await bureau.staff('survey.results', { survey: 'twice' })
  const read = bureau.world.examined() - examined
  const results = asking.answer.data as SurveyResults
  const responses = await store().find('survey_responses', { survey: 'twice' })
  const { definition } = (await store().get('survey_versions', 'twice:1')) ?? assert.fail('no version')
  assert.deepEqual(
    results.counts,
    responses.reduce((sum, each) => counted(sum, definition, each), noCounts),
  )
  const nps = results.questions[0]?.nps
  assert.deepEqual(
    [nps?.n, nps?.detractors, nps?.promoters, nps?.value],
    [4, 2, 2, null],
    'too few answers for a number',
  )
  assert.deepEqual(results.routes.map(({ route, responses: n }) => [route, n]).sort(), [
    ['group', 3],
    ['list', 1],
  ])
  assert.ok(
    results.questions[1]?.words.some(({ word, n }) => word === '秒杀' && n === 2),
    JSON.stringify(results.questions[1]?.words),
  )
  assert.ok(asking.wireCalls <= 6 && read < 20, `${asking.wireCalls} calls, ${read} documents`)

  const found = await bureau.ask<{ answers: TextAnswer[] }>(
    bureau.staff('survey.answers', { survey: 'twice', search: '秒杀' }),
  )
  assert.equal(found.answers.length, 2)
  assert.ok(!JSON.stringify(found).includes(memberOf('o3')), 'the identity is masked')
  const rows = await bureau.ask<{ header: string[]; rows: string[][] }>(
    bureau.staff('survey.exportRows', { survey: 'twice', version: 1 }),
  )
  assert.equal(rows.rows.length, 4)
  assert.ok(rows.rows.flat().includes("'=1+1 客服不理人"), 'a formula would run')
  const behind = async (input: object) =>
    bureau.ask<{ rows: AnswerRow[] }>(
      bureau.staff('survey.listRows', { survey: 'twice', version: 1, round: results.round, question: 'nps', ...input }),
    )
  for (const value of [0, 9, 10]) {
    const n = results.questions[0]?.scale[value]
    assert.equal((await behind({ value: String(value) })).rows.length, n, `${value} points`)
  }
  assert.equal((await behind({})).rows.length, results.questions[0]?.answered)
  assert.equal((await behind({ to: '2020-01-01' })).rows.length, 0)
  assert.ok(!JSON.stringify(await behind({})).includes(memberOf('o3')), 'the identity is masked')

  const { followUps } = await bureau.ask<{ followUps: FollowUp[] }>(
    bureau.staff('survey.followUps', { survey: 'twice' }, 'mei'),
  )
  assert.deepEqual(
    followUps.map(({ score }) => score),
    [0, 0],
  )
  const close = { id: followUps[0]?._id, note: '已电话道歉', request: newRequest() }
  await bureau.ask(bureau.staff('survey.closeFollowUp', close, 'mei'))
  assert.equal(codeOf(await bureau.staff('survey.closeFollowUp', close, 'mei')), 'OK')
  assert.equal(
    codeOf(await bureau.staff('survey.closeFollowUp', { ...close, request: newRequest() })),
    'FOLLOW_UP_DONE',
  )

  await bureau.ask(
    bureau.member(
      'survey.forgetAnswer',
      { id: responses.find(({ memberId }) => memberId === memberOf('o3'))?._id },
      'o3',
    ),
  )
  const left = await bureau.ask<{ answers: TextAnswer[] }>(
    bureau.staff('survey.answers', { survey: 'twice', search: '秒杀' }),
  )
  assert.equal(left.answers.length, 1)
  await bureau.ask(
    bureau.staff('survey.youSaidWeDid', { survey: 'twice', text: '客服多了一位', request: newRequest() }),
  )
  const { notes } = await bureau.ask<SurveyList>(bureau.member('survey.list', {}))
  assert.equal(notes[0]?.text, '客服多了一位')
})

test('a trigger asks once, rests over all surveys, and leaves alone who answered or never agreed', async () => {
  const triggers = [{ on: 'round' as const, percent: 100 }]
  await bureau.publish('quarter', template('nps_quarter', { triggers }))
  await bureau.publish('month', template('nps_quarter', { triggers, rounds: 'month' }))
  assert.equal(codeOf(await bureau.answer('quarter', [scored('nps', 8)], 'o1')), 'OK')
  for (let look = 0; look < 3; look++) {
    await bureau.later(11 * 60_000)
    await bureau.tick()
  }
  const wishes = await store().find('intents', { kind: 'survey.invite' }, { limit: 100 })
  const perMember = new Map<string, number>()
  for (const { memberId } of wishes) perMember.set(memberId, (perMember.get(memberId) ?? 0) + 1)
  assert.equal(perMember.size, MEMBERS.length + 1, 'the reader counts too')
  assert.ok(
    [...perMember.values()].every((n) => n === 1),
    'two surveys within the days of rest',
  )
  const toFirst = wishes.filter(({ memberId }) => memberId === memberOf('o1')).map(({ what }) => what)
  assert.deepEqual(toFirst, ['month:2026-12'], 'who answered is asked by the other one')
  const { invited, bias } = await bureau.ask<SurveyResults>(bureau.staff('survey.results', { survey: 'quarter' }))
  assert.ok(invited <= MEMBERS.length && bias.includes('没有'), `${invited} ${bias}`)
  assert.equal(bureau.world.violations.length, 0)
})
