import { withShare } from '../../src/features/survey/fold'
import type { Response } from '../../src/features/survey/rules'
import { storeOf } from '../checkin/ledgerOf'
import { type Bureau, newRequest, openBureau, PREFERENCE, picked, scored, template } from '../survey/bureau'
import { type Figures, type Group, rounded } from './group'

const MEMBERS = 12
const SMALL = 1000
const LARGE = 100_000

/** Handing in by counted wire calls, and what the results' page reads of a thousand and of a hundred thousand answers. */
export const survey: Group = {
  name: 'survey',
  goals: {
    'survey.submit.wire': 4,
    'survey.submit.anonymous.wire': 4,
    'survey.results.wire.difference': 0,
    'survey.results.examined.difference': 0,
  },
  async measure({ quick, say }) {
    const members = Array.from({ length: MEMBERS }, (_, at) => `o${at}`)
    const bureau = await openBureau(members)
    say(`handing in ${2 * MEMBERS} times`)
    const reward = { points: 20, batch: null }
    await bureau.publish('preference', template('preference', { reward }))
    await bureau.publish('leaving', template('leaving', { reward, triggers: [] }))
    const figures: Figures = {
      'survey.submit.wire': await most(bureau, 'preference', PREFERENCE, members),
      'survey.submit.anonymous.wire': await most(bureau, 'leaving', [picked('reason', 'noisy')], members),
    }
    const large = quick ? 10 * SMALL : LARGE
    say(`results of ${SMALL} and of ${large} answers`)
    const few = await resultsCost(bureau, 'few', SMALL)
    const many = await resultsCost(bureau, 'many', large)
    await bureau.world.close()
    return {
      ...figures,
      'survey.results.wire': many.wire,
      'survey.results.examined': many.examined,
      'survey.results.wire.difference': many.wire - few.wire,
      'survey.results.examined.difference': many.examined - few.examined,
      'survey.results.ratio': rounded(many.ms / few.ms),
    }
  },
}

/** The dearest of all members' calls, each on an instance that has not met the survey within seconds. */
async function most(bureau: Bureau, id: string, answers: typeof PREFERENCE, members: readonly string[]) {
  const costs: number[] = []
  for (const openid of members) {
    const input = await bureau.handIn(id, answers)
    await bureau.later(6000)
    const { answer, wireCalls } = await bureau.member('survey.submit', { ...input, request: newRequest() }, openid)
    if (!answer.ok) throw new Error(`handing in: ${answer.code}`)
    costs.push(wireCalls)
  }
  return Math.max(...costs)
}

/** As many answers as if the job had counted them, in the same weeks and routes; then the page is asked. */
async function resultsCost(bureau: Bureau, id: string, count: number) {
  const definition = template('nps_quarter', { triggers: [], rounds: 'once' })
  await bureau.publish(id, definition)
  const { store } = bureau.world.server.cloud.database
  const collection = store.collection('survey_responses')
  if (collection === undefined) throw new Error('the collection survey_responses is not declared')
  const responses = Array.from({ length: count }, (_, at) => responseOf(id, at))
  store.write(() => {
    for (const { _id, ...rest } of responses) store.insert(collection, { _id, ...rest })
  })
  const shares = ['all', 'week.2026-11-23', 'route.list', 'tier.gold']
  const rollups = shares.map((slice) => {
    // Folding 100,000 is the job's work, batch by batch; a hundredth of them has the same shape.
    const share = { survey: id, version: 1, round: '', slice, responses: responses.slice(0, count / 100), invited: 0 }
    return withShare(null, share, definition, 1, 0)
  })
  await storeOf(bureau.world).insertAll('survey_rollups', rollups)
  await bureau.staff('survey.results', { survey: id })
  const before = bureau.world.examined()
  const began = performance.now()
  const { answer, wireCalls } = await bureau.staff('survey.results', { survey: id })
  const ms = performance.now() - began
  if (!answer.ok) throw new Error(`results: ${answer.code}`)
  return { wire: wireCalls, examined: bureau.world.examined() - before, ms }
}

function responseOf(survey: string, at: number): Response {
  const memberId = `m${at.toString(16).padStart(24, '0')}`
  const via = { route: 'list' as const, group: null, store: null, sop: null }
  return {
    ...{ _id: `${survey}::${memberId}`, schema: 1, survey, version: 1, round: '', memberId, request: '', via },
    ...{ answers: [scored('nps', at % 11)], unreached: [], path: ['nps', 'why'], day: '2026-11-23', at, flags: [] },
    ...{ member: { tier: 'gold', channel: null }, seconds: 20, times: [], old: false, rolled: true },
  }
}
