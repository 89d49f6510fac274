import type { SurveyDetail, SurveyResults, SurveyRow, TextAnswer } from '../../../src/features/survey/contract'
import type { Definition } from '../../../src/features/survey/definition'
import { designProblems } from '../../../src/features/survey/design'
import type { Given } from '../../../src/features/survey/model'
import { resultsOf } from '../../../src/features/survey/resultView'
import { counted, noCounts, type Rollup, slicesOf } from '../../../src/features/survey/rollup'
import type { FollowUp, Via } from '../../../src/features/survey/rules'
import { submitView } from '../../../src/features/survey/submission'
import { TEMPLATES } from '../../../src/features/survey/templates'
import { refuse } from '../../../src/kernel/errors'
import { cannedNow } from './board'

type Answer = (input: never) => unknown

/** A survey that asks for a score, a reason that only some are asked for, and a choice. */
export function cannedDefinition(): Definition {
  const template = (key: string) => TEMPLATES.find((each) => each.key === key)?.definition
  const [nps, preference] = [template('nps_quarter'), template('preference')]
  if (!nps || !preference) throw new Error('no template')
  return { ...nps, title: '12 月社群满意度', pages: [...nps.pages, ...preference.pages], rounds: 'once', triggers: [] }
}

/** Results of so many answers that always come out the same, by the server's own counting. */
export function cannedResults(answers = 412): SurveyResults {
  const definition = cannedDefinition()
  const rollups = new Map<string, Rollup>()
  for (let at = 0; at < answers; at++) {
    const group = at % 5 === 0 ? 'wr2' : 'wr1'
    const nps = [10, 9, 9, 10, 8, 7, 10, group === 'wr2' ? 4 : 9, 6, 3][(at * 7) % 10] ?? 0
    const picked = (...options: string[]): Given['answer'] => ({ kind: 'picked', options, other: null })
    const view = submitView(definition, [
      { question: 'nps', answer: { kind: 'number', number: nps } },
      { question: 'notify', answer: at % 3 === 0 ? picked('sms', 'wechat') : picked('group') },
      { question: 'quiet', answer: picked(at % 4 === 0 ? 'none' : 'q2200_0800') },
      { question: 'activity', answer: group === 'wr2' ? picked('draw') : picked('flash', ...(at % 4 ? [] : ['game'])) },
    ])
    const via: Via = { route: at % 3 === 0 ? 'list' : 'notice', group, store: null, sop: 'daily:1' }
    const day = `2026-11-${String(1 + (at % 24)).padStart(2, '0')}`
    const response = {
      ...{ day, via, member: { tier: at % 6 === 0 ? 'vip' : 'basic', channel: null } },
      ...{
        path: view.path,
        answers: view.answers,
        seconds: 40 + (at % 30),
        flags: at % 40 === 0 ? ['speeder' as const] : [],
      },
      times: view.path.map((question, place) => ({ question, seconds: 4 + place })),
    }
    for (const slice of slicesOf(response)) {
      const old = rollups.get(slice)
      rollups.set(slice, {
        ...{ _id: slice, schema: 1, survey: 'nps', version: 2, round: '', slice, batch: 1, at: cannedNow, words: [] },
        ...counted(old ?? noCounts, definition, response),
      })
    }
  }
  for (const [slice, invited] of [
    ['all', 900],
    ['route.notice', 900],
  ] as const) {
    const old = rollups.get(slice)
    if (old) rollups.set(slice, { ...old, invited: answers > 30 ? invited : 40 })
  }
  const all = rollups.get('all')
  if (all)
    rollups.set('all', {
      ...all,
      words: [
        { question: 'why', word: '消息', n: 31 },
        { question: 'why', word: '秒杀', n: 12 },
      ],
    })
  const seen = ['nps', 'why', 'notify', 'quiet', 'activity'].map((question, at) => ({
    question,
    n: answers + ([180, 121, 108, 36, 21][at] ?? 0),
  }))
  return {
    ...{
      survey: 'nps',
      title: definition.title,
      anonymous: false,
      version: 2,
      versions: [1, 2],
      round: '',
      rounds: [''],
    },
    ...resultsOf(definition, [...rollups.values()], {
      _id: 'nps:2:',
      schema: 1,
      started: answers + 219,
      seen,
    }),
  }
}

export function cannedSurvey(change: Partial<SurveyDetail> = {}): SurveyDetail {
  const draft = change.draft ?? cannedDefinition()
  return {
    ...{ id: 'nps', name: '12 月社群满意度', state: 'live', live: 2, anonymous: false, hasDraft: true, revision: 5 },
    ...{ updatedAt: cannedNow - 3_600_000, by: '陈一诺', draft, problems: designProblems(draft) },
    versions: [
      { version: 1, at: cannedNow - 900_000_000, by: '林晓' },
      { version: 2, at: cannedNow - 90_000_000, by: '陈一诺' },
    ],
    notes: [
      { id: 'n1', text: '你们说中午消息太多，12 月起午间栏目隔天发一次。', at: cannedNow - 50_000_000, by: '陈一诺' },
    ],
    ...change,
  }
}

const followUp = (at: number, score: number, words: string, hours: number): FollowUp => ({
  ...{
    _id: `nps::m${at}`,
    schema: 1,
    survey: 'nps',
    version: 2,
    round: '',
    memberId: `m${String(at).padStart(24, 'ab1')}`,
  },
  ...{ question: 'nps', type: 'nps', score, words, day: '2026-11-21', deadline: cannedNow + hours * 3_600_000 },
  ...{ state: 'open', done: null },
})

/** Surveys kept in memory; saving moves the revision as the server does. */
export function cannedSurveys(): Record<string, Answer> {
  let survey = cannedSurvey()
  const rows: SurveyRow[] = [
    survey,
    { ...survey, id: 'leaving', name: '退群原因', anonymous: true, hasDraft: false },
    { ...survey, id: 'first_week', name: '入群一周满意度', state: 'draft', live: null },
  ]
  const texts: TextAnswer[] = ['消息太多了，想只看秒杀', '券点进去就领完了'].map((text, at) => ({
    ...{
      id: `t${at}`,
      question: 'why',
      text,
      day: '2026-11-21',
      flags: at === 0 ? ['speeder' as const] : [],
      member: '会员 9F2C',
    },
  }))
  return {
    'survey.surveys': () => ({ surveys: rows }),
    'survey.one': ({ survey: id }: { survey: string }) => ({ ...survey, id }),
    'survey.results': ({ survey: id }: { survey: string }) => cannedResults(id === 'leaving' ? 12 : 412),
    'survey.answers': ({ search }: { search: string }) => ({
      answers: texts.filter(({ text }) => text.includes(search)),
      next: null,
    }),
    'survey.followUps': ({ state }: { state: string }) => ({
      followUps:
        state === 'open'
          ? [
              followUp(1, 3, '每天 6 条太吵了，想只看秒杀', -5),
              followUp(2, 6, '券点进去说领完了', 30),
              followUp(3, 0, '', 60),
            ]
          : [],
    }),
    'survey.closeFollowUp': ({ note }: { note: string }) => ({
      followUp: {
        ...followUp(1, 3, '', -5),
        state: 'done',
        done: { at: cannedNow, by: '陈一诺', note, request: '' },
      },
    }),
    'survey.saveDraft': ({ revision, name, draft }: { revision: number; name: string; draft: Definition }) => {
      if (revision !== survey.revision && revision !== 0) refuse('CHANGED_MEANWHILE', '刚刚有人改过这份问卷。')
      survey = cannedSurvey({ name, draft, revision: revision + 1 })
      return survey
    },
    'survey.importJson': ({ json }: { json: string }) =>
      json.includes('definition')
        ? {
            definition: cannedDefinition(),
            problems: [{ page: 'score', question: 'nps', message: '题目还没有写' }],
          }
        : refuse('NOT_JSON', '这不是 JSON 文件，请选从这里导出的文件。'),
    'coupon.listBatches': () => ({ batches: [] }),
    'tier.getRules': () => ({
      rules: {
        tiers: [
          { id: 'basic', name: '普通' },
          { id: 'vip', name: 'VIP' },
        ],
      },
      ...{ revision: 0, at: null, by: null, members: [] },
    }),
  }
}
