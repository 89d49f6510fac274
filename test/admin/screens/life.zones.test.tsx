import { expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import type { SopSummary } from '../../../src/features/sop/contract'
import { diffVersions } from '../../../src/features/sop/diff'
import { emptyLife } from '../../../src/features/sop/publication'
import type { SopVersion } from '../../../src/features/sop/rules'
import { templates } from '../../../src/features/sop/templates/all'
import { Refusal } from '../../../src/kernel/errors'
import { cannedBoard, cannedNow } from '../canned/board'
import { callsOf, openDesk } from './desk'
import { written } from './mock/readInWorker'

const daily = templates.find(({ id }) => id === 'daily_columns')?.nodes ?? []

function version(number: number, change: Partial<SopVersion>): SopVersion {
  const life = emptyLife('daily', number, number > 1 ? number - 1 : null, cannedNow, '陈一诺')
  return { ...life, name: '日常SOP', from: null, to: null, nodes: daily, ...change }
}

/** A desk with v1 live and v2 as given; both can be changed while the test runs. */
function desk(second: Partial<SopVersion>, sop: Partial<SopSummary> = {}) {
  const versions = [version(1, { status: 'live', publishedAt: cannedNow }), version(2, second)]
  const find = (number: number) => versions.find((one) => one.number === number) ?? version(number, {})
  const head = { sop: 'daily', name: '日常SOP', live: 1, latest: 2, paused: null, retiredAt: null, needsReview: false }
  return {
    head: Object.assign(head, sop),
    versions,
    answers: {
      'sop.list': () => ({ sops: [{ ...head, versions: [...versions].reverse() }] }),
      'sop.getVersion': ({ number }: { number: number }) => ({ version: find(number) }),
      'sop.diff': ({ from, to }: { from: number; to: number }) => ({ diff: diffVersions(find(from), find(to)) }),
    },
  }
}

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const menu = async (item: string) => {
  press('更多')
  fireEvent.click(await screen.findByText(item))
}

test('two versions stand side by side: what was changed, what is new, what is gone', async () => {
  const [first, second, ...rest] = daily
  if (!first || !second) throw new Error('the template is too short')
  const slots = [{ from: '09:30', until: '10:30' }]
  const { answers } = desk({ nodes: [{ ...first, slots }, ...rest, { ...second, key: 'fresh', column: '新品试色' }] })
  openDesk('#/sop?sop=daily&v=2&view=diff', answers)
  expect((await screen.findByText('09:30-10:30')).tagName).toBe('INS')
  expect(screen.getByText('新品试色', { selector: '.diff button b' })).toBeTruthy()
  // Gone: named, but nothing to open.
  expect(screen.getByText(second.column, { selector: '.diff b' }).closest('button')).toBeNull()
})

test('a time of publication is chosen in Shanghai, and what is over is refused before it is sent', async () => {
  const { answers, versions } = desk({ status: 'approved' })
  const sent = openDesk('#/sop?sop=daily&v=2', {
    ...answers,
    'sop.schedulePublish': ({ at }: { at: number }) => {
      Object.assign(versions[1] ?? {}, { publishAt: at })
      return { sop: 'daily', number: 2, publishAt: at }
    },
  })
  await screen.findByRole('button', { name: '发布 v2' })
  await menu('定时发布…')
  const when = await screen.findByLabelText(/自动上线/)
  fireEvent.change(when, { target: { value: '2026-11-23' } })
  const clock = screen.getByLabelText('几点')
  fireEvent.change(clock, { target: { value: '07:00' } })
  expect(screen.getByText('这个时间已经过去了。')).toBeTruthy()
  fireEvent.change(when, { target: { value: '2026-12-10' } })
  press('定好时间')
  await waitFor(() => expect(callsOf(sent, 'sop.schedulePublish')).toHaveLength(1))
  expect(callsOf(sent, 'sop.schedulePublish')[0]?.at).toBe(Date.UTC(2026, 11, 9, 23, 0))
  expect(await screen.findByText(/定好 12\/10 07:00 自动上线/)).toBeTruthy()
  expect(screen.getByRole('button', { name: '取消定时' })).toBeTruthy()
})

test('where a second pair of eyes is asked for, a draft is handed in, sent back with a reason, or approved', async () => {
  const { answers, versions } = desk({ status: 'draft' }, { needsReview: true })
  const move = (status: SopVersion['status'], did: 'submit' | 'send_back') => ({
    [`sop.${did === 'submit' ? 'submit' : 'sendBack'}`]: ({ note }: { note: string }) => {
      const own = versions[1]
      if (own) Object.assign(own, { status, steps: [...own.steps, { at: cannedNow, by: '林晓', did, note }] })
      return { sop: 'daily', number: 2, status }
    },
  })
  openDesk('#/sop?sop=daily&v=2', {
    ...answers,
    ...move('review', 'submit'),
    ...move('draft', 'send_back'),
    'sop.approve': () => {
      throw new Refusal('SELF_REVIEW', '自己写的稿子要请同事审核。')
    },
  })
  await screen.findByRole('button', { name: '提交审核' })
  expect(screen.queryByRole('button', { name: '发布 v2' })).toBeNull()
  press('提交审核')
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '提交审核' }))
  fireEvent.click(await screen.findByRole('button', { name: '通过 v2' }))
  expect(await screen.findByText('没有通过成功，还在待审。自己写的稿子要请同事审核。（SELF_REVIEW）')).toBeTruthy()
  press('退回')
  const dialog = await screen.findByRole('dialog')
  fireEvent.change(within(dialog).getByLabelText('哪里要改'), { target: { value: '周三撞车' } })
  fireEvent.click(within(dialog).getByRole('button', { name: '退回' }))
  expect(await screen.findByText(/林晓 .* 退回：周三撞车/)).toBeTruthy()
})

test('a publication tells of each beat of today whether it was still in time', async () => {
  const { answers } = desk({ status: 'draft' })
  const beat = { from: cannedNow, until: cannedNow + 3_600_000, taken: 0, waiting: 0 }
  openDesk('#/sop?sop=daily&v=2', {
    ...answers,
    'sop.publish': () => ({
      ...{ sop: 'daily', number: 2, publishedAt: cannedNow, paused: false },
      beats: [
        { ...beat, beat: 'a', column: '午间好物', fate: 'taken', taken: 9 },
        { ...beat, beat: 'b', column: '游戏互动', fate: 'partly', taken: 2, waiting: 7 },
        { ...beat, beat: 'c', column: '用户反馈', fate: 'same', waiting: 9 },
      ],
    }),
  })
  fireEvent.click(await screen.findByRole('button', { name: '发布 v2' }))
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '发布 v2' }))
  const outcome = await screen.findByRole('status', { name: 'v2 发布后的今天' })
  expect(outcome.textContent).toContain('9 个群已经交给群主，按原来的发')
  expect(outcome.textContent).toContain('2 个群已经交出，按原来的发；其余 7 个群改成 v2 的')
  expect(outcome.textContent).toContain('1 拍没有变化')
})

test('a paused SOP says who and why, and resuming asks what becomes of the time between', async () => {
  const { answers, head } = desk({ status: 'draft' }, { paused: { at: cannedNow, by: '林晓', reason: '缺货' } })
  const sent = openDesk('#/sop?sop=daily&v=1', {
    ...answers,
    'sop.resume': () => {
      Object.assign(head, { paused: null })
      return { sop: 'daily', skipped: 4 }
    },
  })
  expect(await screen.findByText(/林晓 .* 暂停：缺货/)).toBeTruthy()
  press('恢复执行')
  const dialog = await screen.findByRole('dialog')
  fireEvent.click(within(dialog).getByText('不补，从下一拍开始'))
  fireEvent.click(within(dialog).getByRole('button', { name: '恢复' }))
  await waitFor(() => expect(callsOf(sent, 'sop.resume')).toEqual([{ sop: 'daily', rows: 'skip' }]))
  expect(await screen.findByText(/暂停期间的 4 条记为跳过/)).toBeTruthy()
})

test('going back names the version that the page showed as live; groups on their way are moved by choice', async () => {
  const { answers } = desk({ status: 'live', publishedAt: cannedNow }, { live: 2 })
  const [group] = cannedBoard().groups
  const sent = openDesk('#/sop?sop=daily&v=1', {
    ...answers,
    'sop.getVersion': ({ number }: { number: number }) => ({
      version: version(number, { status: number === 1 ? 'retired' : 'live', publishedAt: cannedNow }),
    }),
    'sop.rollBack': () => ({ sop: 'daily', number: 3, publishedAt: cannedNow, beats: [], paused: false }),
    'sop.listRuns': () => ({ runs: [{ target: group?.chatId, version: 1, startedOn: '2026-11-21' }] }),
    'sop.switch': () => ({ sop: 'daily', switched: 1 }),
  })
  fireEvent.click(await screen.findByRole('button', { name: '回到 v1' }))
  const dialog = await screen.findByRole('dialog')
  const ok = within(dialog).getByRole<HTMLButtonElement>('button', { name: '回到 v1' })
  expect(ok.disabled).toBe(true)
  fireEvent.change(within(dialog).getByLabelText('为什么退回'), { target: { value: '时间不对' } })
  fireEvent.click(ok)
  await waitFor(() =>
    expect(callsOf(sent, 'sop.rollBack')).toEqual([{ sop: 'daily', live: 2, to: 1, note: '时间不对' }]),
  )
  await screen.findByRole('status', { name: 'v3 发布后的今天' })
  await menu('在途的群')
  expect(await screen.findByText(/第 3 天/)).toBeTruthy()
  fireEvent.click(screen.getByLabelText(group?.name ?? ''))
  press(/^换到 v2/)
  await waitFor(() => expect(callsOf(sent, 'sop.switch')[0]).toMatchObject({ sop: 'daily', number: 2 }))
})

test('a version is exported as the grid that the server made', async () => {
  const grid = { fileName: '日常SOP 第2版.xlsx', sheets: [] }
  URL.createObjectURL = () => 'blob:x'
  HTMLAnchorElement.prototype.click = () => undefined
  openDesk('#/sop?sop=daily&v=2', {
    ...desk({ status: 'draft' }).answers,
    'sop.exportVersion': () => ({ fileName: grid.fileName, grid }),
  })
  await screen.findByRole('button', { name: '发布 v2' })
  await menu('导出 Excel')
  expect(await screen.findByText(/已导出 日常SOP 第2版/)).toBeTruthy()
  expect(written.at(-1)).toEqual(grid)
})

test('a template becomes a draft under a name of its own', async () => {
  const sent = openDesk('#/templates', {
    ...desk({ status: 'draft' }).answers,
    'sop.listTemplates': () => ({
      templates: [{ id: 'daily_columns', name: '日常SOP', about: '一天五拍', nodes: daily.length, blanks: ['产品'] }],
    }),
    'sop.createFromTemplate': () => ({ sop: 'daily', number: 2, nodes: daily.length }),
  })
  fireEvent.click(await screen.findByRole('button', { name: '用这个模板' }))
  // There is one of this name: the server would answer that one, so the page asks for another name.
  expect(await screen.findByText(/已经有一份「日常SOP」/)).toBeTruthy()
  fireEvent.change(screen.getByLabelText('名称'), { target: { value: '冬季日常' } })
  press('生成草稿')
  await waitFor(() =>
    expect(callsOf(sent, 'sop.createFromTemplate')).toEqual([{ template: 'daily_columns', name: '冬季日常' }]),
  )
  expect(await screen.findByRole('heading', { name: 'SOP 版本' })).toBeTruthy()
})
