import type { OpenSurvey, SurveyDetail } from '../../src/features/survey/contract'
import type { Answer } from '../../src/features/survey/model'
import { SURVEY_ROLL } from '../../src/features/survey/roll'
import { submitView } from '../../src/features/survey/submission'
import { TEMPLATES } from '../../src/features/survey/templates'
import { DEMO_LOGIN } from './staff'
import { demoWechat } from './wechat'
import { ask, type DemoWorld } from './world'

const SURVEY = 'first_week'
const PACES = ['right', 'many', 'right', 'few'] as const
const WISHES = ['中午消息有点多，想只看秒杀', '券点进去就领完了，希望多放一点', '回复再快一点就好了']

/** Publishes the survey about the first week; it asks nobody by itself and stands in no list. False: it was there. */
export async function seedFirstWeek(world: DemoWorld): Promise<boolean> {
  const { token } = await ask<{ token: string }>(world, 'staff', 'staff.login', DEMO_LOGIN, {})
  const staff = <T>(method: string, input: unknown) => ask<T>(world, 'staff', method, input, { token })
  const { surveys } = await staff<{ surveys: { id: string }[] }>('survey.surveys', {})
  if (surveys.some(({ id }) => id === SURVEY)) return false
  const template = TEMPLATES.find(({ key }) => key === SURVEY)
  if (!template) throw new Error(`no template ${SURVEY}`)
  const draft = { ...template.definition, triggers: [], listed: false }
  const made = await staff<SurveyDetail>('survey.saveDraft', {
    ...{ survey: SURVEY, revision: 0, request: 'e4'.padEnd(32, '0'), name: template.name, draft },
  })
  await staff('survey.publish', { survey: SURVEY, revision: made.revision, request: 'e5'.padEnd(32, '0') })
  return true
}

/** Whatever calls as a phone; null: refused. */
interface Phone {
  member<T>(method: string, input: unknown, openid: string): Promise<T | null>
}

/** One member's answers to a live survey, branched and checked as the phone does it. */
export async function answerSurvey(
  phone: Phone,
  openid: string,
  survey: string,
  request: string,
  given: Record<string, Answer>,
): Promise<void> {
  const open = await phone.member<OpenSurvey>('survey.open', { survey }, openid)
  if (open === null) return
  const list = Object.entries(given).map(([question, answer]) => ({ question, answer }))
  const { steps, answers } = submitView(open, list)
  // Whoever answered before is asked nothing.
  if (steps.length === 0) return
  const { version, round } = open
  await phone.member(
    'survey.submit',
    {
      ...{ survey, version, round, request },
      ...{ path: steps.map(({ page }) => page), answers, via: { route: 'list' } },
      ...{ seconds: 30 + (Number.parseInt(request.slice(0, 2), 16) % 40), times: [] },
    },
    openid,
  )
}

/** @param place among those who answer: every fifth was not pleased */
export function judge(phone: Phone, openid: string, request: string, place: number): Promise<void> {
  const overall = place % 5 === 4 ? 2 : place % 3 === 0 ? 5 : 4
  return answerSurvey(phone, openid, SURVEY, request, {
    overall: { kind: 'number', number: overall },
    pace: { kind: 'picked', options: [PACES[place % PACES.length] ?? 'right'], other: null },
    ...(overall <= 3 && { better: { kind: 'text', text: WISHES[place % WISHES.length] ?? '' } }),
    ...(place % 2 === 0 && { like: { kind: 'text', text: '九点的秒杀，还有姐妹们的晒图' } }),
  })
}

/**
 * What the members of the demo say about their first week: satisfied ones, and some to be called back. Does nothing when the survey is
 * there already.
 */
export async function seedSurveyAnswers(world: DemoWorld): Promise<void> {
  if (!(await seedFirstWeek(world))) return
  const phone: Phone = { member: (method, input, openid) => ask(world, 'member', method, input, { openid }) }
  for (const [at, { openid }] of demoWechat.members.entries()) {
    await phone.member('member.giveConsent', { version: 1 }, openid)
    await judge(phone, openid, `e6${at}`.padEnd(32, '0'), at)
  }
  // An idle look for answers comes every quarter of an hour; the demo shows its results at once.
  await world.store.update('due', { _id: SURVEY_ROLL }, { at: world.now(), freeAt: world.now() })
  await world.tick()
}
