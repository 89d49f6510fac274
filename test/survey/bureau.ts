import assert from 'node:assert/strict'
import { memberIdOf } from '../../cloudfunctions/platform/identity'
import { demoWechat } from '../../local/demo/wechat'
import { createWechat } from '../../local/wechat/wechat'
import '../../src/features/intent/collections'
import '../../src/features/staff/collections'
import type { Staff } from '../../src/features/staff/rules'
import '../../src/features/survey/collections'
import type { OpenSurvey, SurveyDetail } from '../../src/features/survey/contract'
import type { Definition } from '../../src/features/survey/definition'
import { firstSurveyWork } from '../../src/features/survey/jobs'
import type { Given } from '../../src/features/survey/model'
import { submitView } from '../../src/features/survey/submission'
import { TEMPLATES } from '../../src/features/survey/templates'
import { scheduleAll } from '../../src/kernel/due'
import { storeOf } from '../checkin/ledgerOf'
import { type CallResult, openWorld, type World } from '../cloud/world'

/** Monday, 10:00 in Shanghai. */
export const MONDAY = '2026-11-23T02:00:00Z'
const SECRET = 'test'
export const memberOf = (openid: string) => memberIdOf(SECRET, openid)
export const codeOf = ({ answer }: CallResult) => (answer.ok ? 'OK' : answer.code)

let requests = 0
export const newRequest = () => (++requests).toString(16).padStart(32, '0')

export function template(key: string, change: Partial<Definition> = {}): Definition {
  const found = TEMPLATES.find((each) => each.key === key)
  assert.ok(found, key)
  return { ...found.definition, ...change }
}

export const picked = (question: string, ...options: string[]): Given => ({
  question,
  answer: { kind: 'picked', options, other: null },
})
export const scored = (question: string, number: number): Given => ({ question, answer: { kind: 'number', number } })
export const said = (question: string, text: string): Given => ({ question, answer: { kind: 'text', text } })

/** The answers of one who likes draws and photos, and sleeps at night. */
export const PREFERENCE: Given[] = [
  picked('notify', 'sms', 'group'),
  picked('quiet', 'q2200_0800'),
  picked('activity', 'draw', 'photo'),
]

export interface Bureau {
  world: World
  member(method: string, input: unknown, openid?: string): Promise<CallResult>
  staff(method: string, input: unknown, who?: string): Promise<CallResult>
  ask<T>(result: Promise<CallResult>): Promise<T>
  /** Makes and publishes a survey. */
  publish(survey: string, definition: Definition): Promise<SurveyDetail>
  /** What a phone sends; `change` tampers with it. */
  handIn(survey: string, answers: Given[], change?: object): Promise<Record<string, unknown>>
  /** Opens and hands in. */
  answer(survey: string, answers: Given[], openid?: string, change?: object): Promise<CallResult>
  later(ms: number): Promise<void>
  tick(): Promise<void>
}

export async function openBureau(members: readonly string[]): Promise<Bureau> {
  const world = await openWorld({
    timers: false,
    now: MONDAY,
    env: { JIEPAI_SECRET: SECRET, JIEPAI_DEMO: '0' },
    wechat: (parts) => {
      const wechat = createWechat(parts)
      wechat.seed(demoWechat)
      return wechat
    },
  })
  const store = storeOf(world)
  const person = (id: string, role: Staff['roles'][number]): Staff => ({
    ...{ _id: id, schema: 1, login: id, name: `${id}姐`, password: null, roles: [role], stores: [] },
    ...{ openid: `o-${id}`, wecomUserId: null, active: true, failures: 0, lockedUntil: 0 },
  })
  await store.insertAll('staff', [person('zhou', 'operator'), person('mei', 'guide'), person('he', 'viewer')])
  await scheduleAll(store, firstSurveyWork(Date.parse(MONDAY)))
  const bureau: Bureau = {
    world,
    member: (method, input, openid = 'o1') => world.call('member', method, input, { openid }),
    staff: (method, input, who = 'zhou') => world.call('staff', method, input, { openid: `o-${who}` }),
    async ask<T>(result: Promise<CallResult>) {
      const { answer } = await result
      if (!answer.ok) throw new Error(`${answer.code}: ${answer.message}`)
      return answer.data as T
    },
    async publish(survey, draft) {
      const made = { survey, revision: 0, request: newRequest(), name: draft.title, draft }
      const { revision } = await bureau.ask<SurveyDetail>(bureau.staff('survey.saveDraft', made))
      return bureau.ask(bureau.staff('survey.publish', { survey, revision, request: newRequest() }))
    },
    async handIn(survey, answers, change = {}) {
      const open = await bureau.ask<OpenSurvey>(bureau.member('survey.open', { survey }, 'o-reader'))
      const path = submitView(open, answers).steps.map(({ page }) => page)
      const { version, round } = open
      const via = { route: 'list' }
      return { survey, version, round, request: newRequest(), path, answers, via, seconds: 60, times: [], ...change }
    },
    async answer(survey, answers, openid = 'o1', change = {}) {
      return bureau.member('survey.submit', await bureau.handIn(survey, answers, change), openid)
    },
    later: (ms) => world.setClock(new Date(Date.parse(world.now()) + ms).toISOString()),
    async tick() {
      const run = await world.fireTimer('tick')
      assert.ok(run.ok, run.message)
    },
  }
  await Promise.all(
    ['o-reader', ...members].map((openid) => bureau.ask(bureau.member('member.giveConsent', { version: 1 }, openid))),
  )
  return bureau
}
