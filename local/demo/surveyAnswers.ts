import type { OpenSurvey, SurveyDetail } from '../../src/features/survey/contract'
import type { Answer } from '../../src/features/survey/model'
import { SURVEY_ROLL } from '../../src/features/survey/roll'
import { submitView } from '../../src/features/survey/submission'
import { TEMPLATES } from '../../src/features/survey/templates'
import type { RpcAnswer } from '../../src/kernel/rpc'
import type { DemoWorld } from './seed'
import { DEMO_LOGIN } from './staff'
import { demoWechat } from './wechat'

const SURVEY = 'first_week'
const PACES = ['right', 'many', 'right', 'few'] as const
const WISHES = ['中午消息有点多，想只看秒杀', '券点进去就领完了，希望多放一点', '回复再快一点就好了']

/**
 * A survey that the demo's members have answered, through the calls of their phones: satisfied ones, and some to be called back.
 * It asks nobody else and stands in no list. Does nothing when it exists.
 */
export async function seedSurveyAnswers(world: DemoWorld): Promise<void> {
  const { token } = dataOf<{ token: string }>(await world.call('staff', 'staff.login', DEMO_LOGIN, {}))
  const staff = async <T>(method: string, input: unknown) =>
    dataOf<T>(await world.call('staff', method, input, { token }))
  const { surveys } = await staff<{ surveys: { id: string }[] }>('survey.surveys', {})
  if (surveys.some(({ id }) => id === SURVEY)) return
  const template = TEMPLATES.find(({ key }) => key === SURVEY)
  if (!template) throw new Error(`no template ${SURVEY}`)
  const draft = { ...template.definition, triggers: [], listed: false }
  const made = await staff<SurveyDetail>('survey.saveDraft', {
    ...{ survey: SURVEY, revision: 0, request: 'e4'.padEnd(32, '0'), name: template.name, draft },
  })
  await staff('survey.publish', { survey: SURVEY, revision: made.revision, request: 'e5'.padEnd(32, '0') })
  for (const [at, { openid }] of demoWechat.members.entries()) {
    const member = async <T>(method: string, input: unknown) =>
      dataOf<T>(await world.call('member', method, input, { openid }))
    await member('member.giveConsent', { version: 1 })
    const open = await member<OpenSurvey>('survey.open', { survey: SURVEY })
    const overall = at % 5 === 4 ? 2 : at % 3 === 0 ? 5 : 4
    const wish = WISHES[at % WISHES.length] ?? ''
    const given: Record<string, Answer> = {
      overall: { kind: 'number', number: overall },
      pace: { kind: 'picked', options: [PACES[at % PACES.length] ?? 'right'], other: null },
      ...(overall <= 3 && { better: { kind: 'text', text: wish } }),
      ...(at % 2 === 0 && { like: { kind: 'text', text: '九点的秒杀，还有姐妹们的晒图' } }),
    }
    const { steps, answers } = submitView(
      open,
      Object.entries(given).map(([question, answer]) => ({ question, answer })),
    )
    const { version, round } = open
    await member('survey.submit', {
      ...{ survey: SURVEY, version, round, request: `e6${at}`.padEnd(32, '0') },
      ...{ path: steps.map(({ page }) => page), answers, via: { route: 'list' } },
      ...{ seconds: 35 + at * 3, times: [] },
    })
  }
  // An idle look for answers comes every quarter of an hour; the demo shows its results at once.
  await world.store.update('due', { _id: SURVEY_ROLL }, { at: world.now(), freeAt: world.now() })
  await world.tick()
}

function dataOf<T>(answer: RpcAnswer): T {
  if (!answer.ok) throw new Error(`seeding survey answers: ${answer.code} ${answer.message}`)
  return answer.data as T
}
