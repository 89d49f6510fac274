import { expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { Refusal } from '../../../src/kernel/errors'
import { cannedDefinition, cannedSurvey, cannedSurveys } from '../canned/survey'
import { callsOf, openDesk } from './desk'

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const titles = () =>
  within(screen.getByRole('navigation', { name: '结构' }))
    .getAllByRole('button', { name: /^删掉「/ })
    .map((button) => button.getAttribute('aria-label'))
const NPS = '删掉「您有多愿意把我们推荐给朋友？」'

test('a template becomes a draft on this computer; ⌘S stores it once, and publishing names its revision', async () => {
  localStorage.clear()
  const sent = openDesk('#/surveys', {
    ...cannedSurveys(),
    'survey.saveDraft': ({
      survey,
      name,
      draft,
    }: {
      survey: string
      name: string
      draft: ReturnType<typeof cannedDefinition>
    }) => cannedSurvey({ id: survey, name, draft, revision: 1, live: null, state: 'draft', versions: [] }),
    'survey.publish': () => cannedSurvey({ revision: 2, hasDraft: false }),
  })
  expect(await screen.findByText('NPS 40.3 ± 7.7')).toBeTruthy()
  expect(screen.getByText('NPS 样本太小，暂无结论')).toBeTruthy()
  press('新建问卷')
  press(/^偏好两问/)
  await screen.findByText('还没有存过')
  expect(callsOf(sent, 'survey.saveDraft')).toHaveLength(0)
  fireEvent.keyDown(document, { key: 's', metaKey: true })
  await waitFor(() => expect(callsOf(sent, 'survey.saveDraft')).toHaveLength(1))
  expect(callsOf(sent, 'survey.saveDraft')[0]).toMatchObject({ revision: 0, name: '偏好两问' })
  await screen.findByText('都存好了')
  press('发布')
  fireEvent.click((await screen.findAllByRole('button', { name: /发\s*布/ })).at(-1) ?? document.body)
  await waitFor(() => expect(callsOf(sent, 'survey.publish')).toMatchObject([{ revision: 1 }]))
})

test('questions move by ⌥↑, come back after deleting, and a mistake leads to its place', async () => {
  localStorage.clear()
  openDesk('#/survey?s=nps&at=q:quiet', cannedSurveys())
  const quiet = await screen.findByRole('button', { name: /什么时候最好不要打扰您？ ?单选/ })
  fireEvent.keyDown(quiet, { key: 'ArrowUp', altKey: true })
  expect(titles()[2]).toBe('删掉「什么时候最好不要打扰您？」')
  press(NPS)
  expect(titles()).toHaveLength(5)
  // What was deleted is asked for by a condition and stands in a title.
  const [mistake] = screen.getAllByRole('button', { name: /去改$/ })
  fireEvent.click(mistake ?? document.body)
  await waitFor(() => expect(location.hash).toContain(encodeURIComponent('p:score')))
  press('撤销')
  expect(titles()).toHaveLength(6)
  expect(screen.getByText('可以发布')).toBeTruthy()
})

test('a colleague’s change to the same question is chosen per question, and what was typed outlives a lost session', async () => {
  localStorage.clear()
  const ours = cannedDefinition()
  const pages = ours.pages.map((page) => ({
    ...page,
    questions: page.questions.map((one) => (one.key === 'notify' ? { ...one, title: '对方的题目' } : one)),
  }))
  const theirs = { ...ours, pages }
  let revision = 5
  const answers = {
    ...cannedSurveys(),
    'survey.one': () => cannedSurvey(revision === 5 ? {} : { draft: theirs, revision, name: '对方的名字' }),
    'survey.saveDraft': (input: { revision: number; name: string }) => {
      if (input.revision !== revision) throw new Refusal('CHANGED_MEANWHILE', '刚刚有人改过这份问卷。')
      return cannedSurvey({ name: input.name, draft: theirs, revision: revision + 1 })
    },
  }
  const sent = openDesk('#/survey?s=nps&at=q:notify', answers)
  const field = await screen.findByLabelText('题目')
  fireEvent.change(field, { target: { value: '我的题目' } })
  expect(JSON.parse(localStorage.getItem('jiepai.survey.nps') ?? '{}').revision).toBe(5)
  revision = 6
  press(/存草稿/)
  const note = await screen.findByRole('alert')
  expect(note.textContent).toContain('对方的题目')
  fireEvent.click(within(note).getByText('用我的'))
  press('就这样，回去存')
  press(/存草稿/)
  await waitFor(() => expect(callsOf(sent, 'survey.saveDraft')).toHaveLength(2))
  const saved = callsOf(sent, 'survey.saveDraft')[1] as { revision: number; name: string; draft: typeof theirs }
  expect([saved.revision, saved.name]).toEqual([6, '对方的名字'])
  expect(saved.draft.pages[2]?.questions[0]?.title).toBe('我的题目')
  await waitFor(() => expect(localStorage.getItem('jiepai.survey.nps')).toBeNull())
})

test('closing an anonymous survey says first that its secret goes for good', async () => {
  localStorage.clear()
  const anonymous = cannedSurvey({ anonymous: true, hasDraft: false })
  const sent = openDesk('#/survey?s=leaving', {
    ...cannedSurveys(),
    'survey.one': () => anonymous,
    'survey.turn': () => ({ ...anonymous, state: 'closed', revision: 6 }),
  })
  fireEvent.click(await screen.findByRole('button', { name: '更多' }))
  fireEvent.click(await screen.findByText('结束'))
  expect(await screen.findByText(/密钥马上销毁/)).toBeTruthy()
  expect(callsOf(sent, 'survey.turn')).toHaveLength(0)
  press('结束，销毁密钥')
  await waitFor(() => expect(callsOf(sent, 'survey.turn')).toMatchObject([{ survey: 'leaving', to: 'close' }]))
})

test('results: score with margin, who is to be called, and every choice in the address', async () => {
  const sent = openDesk('#/survey-results?s=nps&find=秒杀', cannedSurveys())
  expect(await screen.findByText('± 7.7')).toBeTruthy()
  expect(await screen.findByText('消息太多了，想只看秒杀')).toBeTruthy()
  expect(callsOf(sent, 'survey.answers')).toMatchObject([{ survey: 'nps', search: '秒杀' }])
  expect(screen.getByText(/没有回答的人可能想法不同/)).toBeTruthy()
  const [item] = screen.getAllByRole('button', { name: '写回访' })
  fireEvent.click(item ?? document.body)
  fireEvent.change(screen.getByPlaceholderText('说了什么，怎么解决的'), { target: { value: '打了电话' } })
  press('回访好了')
  await waitFor(() => expect(screen.getAllByRole('button', { name: '写回访' })).toHaveLength(2))
  expect(callsOf(sent, 'survey.closeFollowUp')).toMatchObject([{ note: '打了电话' }])
  const [first] = screen.getAllByRole('button', { name: '看成表格' })
  fireEvent.click(first ?? document.body)
  expect(screen.getAllByRole('columnheader', { name: '分数' })).toHaveLength(1)
  press(/^消息 /)
  await waitFor(() => expect(decodeURIComponent(location.hash)).toContain('find=消息'))
})
