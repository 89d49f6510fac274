import { expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { USUAL_RULES } from '../../../src/features/delivery/sendingRules'
import { KINDS } from '../../../src/features/intent/kinds'
import type { DryRun, DryRunMessage } from '../../../src/features/sop/dryRunContract'
import { Refusal } from '../../../src/kernel/errors'
import { cannedBoard, cannedNow, today } from '../canned/board'
import { callsOf, openDesk } from './desk'

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const type = (label: string, value: string) => {
  const field = screen.getByLabelText(label)
  fireEvent.change(field, { target: { value } })
  fireEvent.blur(field)
}

test('limits that make no sense are told before anything is sent; a colleague who was faster is asked about', async () => {
  let stored = { rules: USUAL_RULES, revision: 3, by: '陈一诺', at: cannedNow }
  const sent = openDesk('#/sending', {
    'delivery.getRules': () => stored,
    'delivery.saveRules': ({ revision, rules }: { revision: number; rules: typeof USUAL_RULES }) => {
      if (revision === 3) {
        stored = { rules: { ...USUAL_RULES, groupPerDay: 6, personPerDay: 2 }, revision: 4, by: '林晓', at: cannedNow }
        throw new Refusal('RULES_CHANGED', '规则刚被别人改过')
      }
      return { rules, revision: revision + 1, by: '陈一诺', at: cannedNow }
    },
  })
  await screen.findByLabelText('每人每天')
  type('每人每天', '9')
  press('保存')
  expect(screen.getByRole('alert').textContent).toContain('每人七天的上限不能比每天的还少')
  type('每人每天', '3')
  type('每群每天', '8')
  type('静默开始', '23:00')
  press('保存')
  const question = await screen.findByText('每群每天 · 你的')
  const clash = within(question.closest('section') ?? document.body)
  expect(clash.getByText('每群每天 · 你的').nextElementSibling?.textContent).toBe('8 条')
  fireEvent.click(clash.getByText('用我的'))
  fireEvent.click(clash.getByRole('button', { name: '就这样，回去存' }))
  press('保存')
  await waitFor(() => expect(callsOf(sent, 'delivery.saveRules')).toHaveLength(2))
  // Mine where both changed it, theirs where only they did, mine where only I did.
  expect(callsOf(sent, 'delivery.saveRules')[1]).toEqual({
    revision: 4,
    rules: { ...USUAL_RULES, groupPerDay: 8, personPerDay: 2, quiet: { from: '23:00', until: '07:00' } },
  })
})

test('a template is judged while it is written, by the words that its feature fills in', async () => {
  const report = { from: today, to: today, totals: { waiting: 0, saying: 0, said: 3, unknown: 0, dropped: 1 } }
  const unsaid = [{ id: 'i', kind: 'checkin.reminder', member: 'm_1', state: 'dropped', reason: '会员关掉了', at: 1 }]
  const sent = openDesk('#/sending?tab=kinds', {
    'intent.getKinds': () => ({ kinds: KINDS }),
    'intent.getReport': () => ({ ...report, unsaid }),
    'intent.saveKind': ({ templateId }: { templateId: string }) => ({
      kind: { ...KINDS[0], templateId, revision: 1 },
    }),
  })
  expect(await screen.findByText('没有发：会员关掉了')).toBeTruthy()
  fireEvent.click(screen.getAllByRole('button', { name: '填模板编号' })[0] ?? document.body)
  type('模板编号', 'tpl_12345678')
  type('第 2 个字段的内容', '已连续 {天天} 天')
  press('保存')
  expect((await screen.findByRole('alert')).textContent).toContain('天天')
  type('第 2 个字段的内容', '已连续 {天数} 天')
  expect(screen.getByText('已连续 6 天')).toBeTruthy()
  press('保存')
  await waitFor(() => expect(callsOf(sent, 'intent.saveKind')[0]).toMatchObject({ revision: 0, active: true }))
  expect(await screen.findByText('在发', { selector: '.tag' })).toBeTruthy()
})

test('days off: a day of another year is refused, and what a colleague entered meanwhile stays', async () => {
  let theirs = false
  const sent = openDesk('#/sending?tab=holidays', {
    'sop.getHolidays': () => ({
      ...{ year: 2026, announced: true, revision: theirs ? 4 : 3 },
      days: theirs ? [{ day: '2026-12-30', work: false, name: '盘点' }] : [],
    }),
    'sop.setHolidays': ({ days, revision }: { days: unknown[]; revision: number }) => {
      if (revision !== 4) {
        theirs = true
        throw new Refusal('RULES_CHANGED', '规则刚被别人改过，请刷新后再改一次。')
      }
      return { year: 2026, days, revision: 5 }
    },
  })
  expect(await screen.findByText(/2月15日 周日 到 2月23日 周一，共 9 天/)).toBeTruthy()
  press('加一天')
  fireEvent.change(screen.getByLabelText('第 1 个日期'), { target: { value: '2027-01-01' } })
  press('保存')
  expect(screen.getByRole('alert').textContent).toContain('不在 2026 年')
  fireEvent.change(screen.getByLabelText('第 1 个日期'), { target: { value: '2026-12-31' } })
  press('保存')
  expect(await screen.findByText(/你们改的不是同一处/)).toBeTruthy()
  press('就这样，回去存')
  press('保存')
  const mine = { day: '2026-12-31', work: false, name: '休息' }
  const request = expect.stringMatching(/^[0-9a-f]{32}$/)
  await waitFor(() =>
    expect(callsOf(sent, 'sop.setHolidays')).toEqual([
      { year: 2026, days: [mine], revision: 3, request },
      { year: 2026, days: [{ day: '2026-12-30', work: false, name: '盘点' }, mine], revision: 4, request },
    ]),
  )
  expect(await screen.findByText(/已保存/)).toBeTruthy()
})

test('a dry run gathers groups into beats, tells what stands in the way, and goes on page after page', async () => {
  const [first, second] = cannedBoard().groups
  const message = (group: string, at: number, change: Partial<DryRunMessage> = {}): DryRunMessage => ({
    ...{ id: `${group}${at}`, date: today, nominal: today, from: at, until: at + 3_600_000, group, groupName: group },
    ...{
      ownerName: '林晓',
      node: `n${at}`,
      column: '午间好物',
      module: '种草',
      version: 2,
      text: '气垫上新',
      parts: [],
    },
    ...{ wanted: 'auto', route: 'group_task', routeReason: null, clashes: [], underWay: false },
    verdict: { do: 'send', at, reason: null },
    ...change,
  })
  const late = cannedNow + 7_200_000
  const pages: DryRunMessage[][] = [
    [
      message('福利群1', cannedNow),
      message('福利群2', cannedNow, { route: 'staff_task', routeReason: '群发次数用完', clashes: ['over_budget'] }),
    ],
    [message('福利群1', late, { verdict: { do: 'skip', at: late, reason: '静默时段' }, clashes: ['quiet'] })],
  ]
  const run = (offset: number): DryRun => ({
    ...{ sop: 'daily', name: '日常SOP', version: 1, from: today, to: today, remarks: ['这份 SOP 现在暂停着。'] },
    singles: [],
    groups: { hearing: 2, looked: 9, total: 9 },
    totals: { messages: 3, groupTasks: 2, byHand: 1, skipped: 1, asked: 0, clashes: 1 },
    days: [{ date: today, messages: 3, groupTasks: 2, byHand: 1, clashes: 1 }],
    messages: pages[offset === 0 ? 0 : 1] ?? [],
    next: offset === 0 ? 2 : null,
    clashes: [
      {
        kind: 'over_budget',
        date: today,
        group: second?.chatId ?? '',
        groupName: '福利群2',
        ids: [],
        message: '用完了',
      },
    ],
    quota: [
      {
        group: second?.chatId ?? '',
        groupName: '福利群2',
        from: today,
        to: today,
        limit: 1,
        used: 1,
        planned: 0,
        byHand: 1,
      },
      {
        group: first?.chatId ?? '',
        groupName: '福利群1',
        from: today,
        to: today,
        limit: 9,
        used: 1,
        planned: 1,
        byHand: 0,
      },
    ],
    shifts: [{ node: 'n', column: '福利周五', nominal: today, date: null, name: '元旦' }],
  })
  const told = {
    beat: 'fuli:tip:2026-11-24:0',
    node: 'tip',
    column: '护肤提醒',
    module: '知识',
    version: 1,
    date: today,
  }
  const memberPage = (said: number, next: string | null) => ({
    ...{ sop: 'fuli', version: 1, from: today, to: today, members: 3, remarks: ['只算现在已有的会员。'], next },
    beats: [
      {
        ...told,
        from: 1,
        until: 2,
        text: '早点睡',
        hears: 3,
        said,
        putOff: 1,
        dropped: [{ reason: '没有授权', count: 3 - said }],
      },
    ],
  })
  const sent = openDesk('#/dryrun', {
    'sop.dryRun': ({ offset }: { offset?: number }) => run(offset ?? 0),
    'sop.dryRunMembers': ({ after }: { after: string }) => (after === '' ? memberPage(2, 'm3') : memberPage(1, null)),
  })
  const beat = await screen.findByRole('button', { name: /午间好物.*2 个群/ })
  expect(within(beat).getByText('改道 1')).toBeTruthy()
  expect(screen.getByText('能发，1 处要留意；1 条会跳过；1 个群的群发次数会用完。')).toBeTruthy()
  expect(screen.getByText('这份 SOP 现在暂停着。')).toBeTruthy()
  expect(screen.getByText(/元旦，「福利周五」不发/)).toBeTruthy()
  // Members are counted page after page, and the pages add up.
  expect(await screen.findByText(/算了 6 位会员/)).toBeTruthy()
  expect(screen.getByText(/3 位收到（2 位晚些）/)).toBeTruthy()
  expect(screen.getByText('3 位不发：没有授权')).toBeTruthy()
  press(/再看后面的/)
  expect(await screen.findByText('静默时段')).toBeTruthy()
  expect(callsOf(sent, 'sop.dryRun').map(({ offset }) => offset)).toEqual([undefined, 2])
  fireEvent.click(beat)
  const drawer = within(await screen.findByRole('dialog'))
  expect(drawer.getByText('群发次数用完')).toBeTruthy()
  // The name in the budget narrows the run to that group.
  press('福利群1')
  await waitFor(() => expect(callsOf(sent, 'sop.dryRun').at(-1)?.groups).toEqual([first?.chatId]))
})
