import type { SurveyDetail } from '../../src/features/survey/contract'
import type { Definition } from '../../src/features/survey/definition'
import { TEMPLATES } from '../../src/features/survey/templates'
import type { RpcAnswer } from '../../src/kernel/rpc'
import { DEMO_LOGIN } from './staff'
import type { DemoWorld } from './world'

/** What the demo asks, by template: the two preference questions for points, and the quarter's recommendation. */
const DEMO_SURVEYS: { survey: string; template: string; change: Partial<Definition> }[] = [
  { survey: 'preference', template: 'preference', change: { reward: { points: 30, batch: null } } },
  { survey: 'nps', template: 'nps_quarter', change: { listed: true } },
]

/** Live surveys, made and published through the calls of an operator. Does nothing when there are surveys already. */
export async function seedSurveys(world: DemoWorld): Promise<void> {
  const { token } = dataOf<{ token: string }>(await world.call('staff', 'staff.login', DEMO_LOGIN, {}))
  const staff = async <T>(method: string, input: unknown) =>
    dataOf<T>(await world.call('staff', method, input, { token }))
  const { surveys } = await staff<{ surveys: unknown[] }>('survey.surveys', {})
  if (surveys.length > 0) return
  for (const [i, { survey, template, change }] of DEMO_SURVEYS.entries()) {
    const found = TEMPLATES.find(({ key }) => key === template)
    if (!found) throw new Error(`no template ${template}`)
    const request = (step: number) => `e3${i}${step}`.padEnd(32, '0')
    const draft = { ...found.definition, ...change }
    const made = await staff<SurveyDetail>('survey.saveDraft', {
      ...{ survey, revision: 0, request: request(1), name: found.name, draft },
    })
    await staff('survey.publish', { survey, revision: made.revision, request: request(2) })
  }
}

function dataOf<T>(answer: RpcAnswer): T {
  if (!answer.ok) throw new Error(`seeding surveys: ${answer.code} ${answer.message}`)
  return answer.data as T
}
