import { expect, test } from '@jest/globals'
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import type { NodeChange } from '../../../src/features/sop/lifeContract'
import type { SopNode, SopVersion } from '../../../src/features/sop/rules'
import { Refusal } from '../../../src/kernel/errors'
import { cannedNow } from '../canned/board'
import { cannedDryRun } from '../canned/dryrun'
import { nodesAfter } from '../canned/nodesAfter'
import { cannedGroup, cannedNode, cannedVersion } from '../canned/version'
import { callsOf, openDesk } from './desk'

const goods = cannedNode()
const class_ = cannedNode({
  key: 'class',
  column: '小课堂',
  time: { on: 'weekdays', weekdays: [3] },
  slots: [{ from: '20:30', until: '21:00' }],
})
const once = cannedNode({
  key: 'once',
  kind: 'special',
  column: '感恩节福利',
  time: { on: 'date', date: '2026-11-26' },
  slots: [{ from: '20:00', until: '21:00' }],
})

/** A draft that keeps what is put into it, under the revision that was read. */
function draft(nodes: SopNode[], change: Partial<SopVersion> = {}) {
  let version = cannedVersion(nodes, change)
  const keep = (next: SopNode[]) => {
    version = { ...version, nodes: next, revision: version.revision + 1 }
    return { version }
  }
  return {
    answers: {
      'sop.list': () => ({
        sops: [
          {
            sop: 'daily',
            name: '日常SOP',
            live: 0,
            latest: 2,
            paused: null,
            retiredAt: null,
            needsReview: false,
            versions: [
              {
                number: 2,
                parent: 1,
                status: version.status,
                note: '',
                author: '陈一诺',
                publishedAt: null,
                publishAt: null,
              },
            ],
          },
        ],
      }),
      'sop.getVersion': () => ({ version }),
      'sop.getHearers': () => ({ groups: [cannedGroup], holidays: [] }),
      'delivery.getGroupDays': () => ({ rule: 'days_of_month', quiet: null, rows: [], outside: [] }),
      'delivery.getQuota': () => ({
        ...{ rule: 'days_of_month', from: '2026-11-01', to: '2026-11-30', limit: 30 },
        groups: [{ chatId: 'wr1', name: '福利群1', reserved: 0, spent: 27, outside: 0, left: 3, coming: [] }],
      }),
      'sop.changeNodes': ({ revision, changes }: { revision: number; changes: NodeChange[] }) => {
        if (revision !== version.revision) throw new Refusal('CHANGED_BY_OTHER', '同事刚改过这一稿。')
        return keep(changes.reduce(nodesAfter, version.nodes))
      },
    },
    now: () => version,
    /** A colleague saves in between. */
    colleague: (nodes: SopNode[]) => keep(nodes),
  }
}

test('a week shows what the group hears with way and hour, and a beat opens with its text and what to look out for', async () => {
  openDesk('#/calendar?view=week', draft([goods, class_]).answers)
  const chips = await screen.findAllByRole('button', { name: /午间好物，周.，11:00/ })
  expect(chips).toHaveLength(7)
  expect(screen.getByRole('button', { name: '小课堂，周三，20:30，群主待办' })).toBeTruthy()
  expect(await screen.findByRole('img', { name: /福利群1群发 30 条，已用 27，待确认 0，计划 3/ })).toBeTruthy()
  expect(screen.getByText('余 0', { selector: '.side-budgets *' }).dataset.kind).toBe('amber')
  fireEvent.click(chips[0] ?? document.body)
  expect(await screen.findByText('今天的好物到了', { selector: '.bubble' })).toBeTruthy()
  expect(screen.getByText(/这天结束后，福利群1 还剩 \d+ 条群发/)).toBeTruthy()
})

test('a single date moves with the keys at once, is undone once, and the draft is as before', async () => {
  const shop = draft([goods, once])
  const sent = openDesk('#/calendar?view=week', shop.answers)
  fireEvent.keyDown(await screen.findByRole('button', { name: /感恩节福利，周四/ }), {
    key: 'ArrowRight',
    altKey: true,
  })
  expect(await screen.findByText(/感恩节福利 已移到 11月27日 周五 20:00，存进草稿/)).toBeTruthy()
  expect(shop.now().nodes[1]?.time).toEqual({ on: 'date', date: '2026-11-27' })
  expect(await screen.findByRole('button', { name: /感恩节福利，周五/ })).toBeTruthy()
  fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true })
  expect(await screen.findByText(/已撤销：感恩节福利 已移到 11月27日 周五 20:00/)).toBeTruthy()
  expect(shop.now().nodes).toEqual([goods, once])
  expect(callsOf(sent, 'sop.changeNodes').map(({ revision }) => revision)).toEqual([3, 4])
  fireEvent.keyDown(document.body, { key: 'Z', ctrlKey: true, shiftKey: true })
  expect(await screen.findByText(/已重做：感恩节福利 已移到/)).toBeTruthy()
  expect(shop.now().nodes[1]?.time).toEqual({ on: 'date', date: '2026-11-27' })
  // Somebody else has changed it since: nothing is written over.
  const theirs = { ...once, column: '同事改的' }
  shop.colleague([goods, theirs])
  fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true })
  expect((await screen.findByRole('alert')).textContent).toMatch(/同事改的 后来又被改过，没有撤销，什么也没有覆盖/)
  expect(shop.now().nodes[1]).toEqual(theirs)
})

test('a beat is copied, made and dated by keys, into the past it goes nowhere, and who composes a word is left alone', async () => {
  const open = cannedNode({ key: 'open', column: '新品试色', unscheduled: '没有写哪一天' })
  const shop = draft([once, open])
  openDesk('#/calendar?view=week', shop.answers)
  const chip = await screen.findByRole('button', { name: /感恩节福利，周四/ })
  fireEvent.keyDown(chip, { key: 'ArrowLeft' })
  // Wednesday at eight in the evening: nothing stands there.
  expect(await screen.findByRole('gridcell', { name: '周三 20:00，空', selected: true })).toBeTruthy()
  fireEvent.keyDown(document.body, { key: 'n', isComposing: true })
  expect(screen.queryByText('新建一拍')).toBeNull()
  fireEvent.keyDown(document.body, { key: 'n' })
  fireEvent.change(await screen.findByLabelText('叫什么'), { target: { value: '晚安' } })
  fireEvent.click(screen.getByRole('button', { name: '建好，留在日历' }))
  expect(await screen.findByText(/晚安 建在 11月25日 周三 20:00，存进草稿/)).toBeTruthy()
  expect(shop.now().nodes[2]?.slots).toEqual([{ from: '20:00', until: '21:00' }])

  fireEvent.keyDown(document.body, { key: 'd' })
  fireEvent.change(await screen.findByLabelText('哪天'), { target: { value: '2026-11-20' } })
  expect((await screen.findByRole('alert')).textContent).toMatch(/11月20日 周五 20:00 已经过去，放不下/)
  fireEvent.change(screen.getByLabelText('哪天'), { target: { value: '2026-11-28' } })
  fireEvent.click(screen.getByRole('button', { name: '排到 11月28日 周六 20:00' }))
  expect(await screen.findByText(/新品试色 排到 11月28日 周六 20:00/)).toBeTruthy()
  expect(shop.now().nodes[1]?.unscheduled).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: '撤销 ⌘Z' }))
  await waitFor(() => expect(shop.now().nodes[1]).toEqual(open))

  const before = shop.now().revision
  fireEvent.keyDown(await screen.findByRole('button', { name: /感恩节福利，周四/ }), {
    ...{ key: 'ArrowLeft', altKey: true },
  })
  for (let press = 0; press < 4; press++)
    fireEvent.keyDown(screen.getByRole('button', { name: /感恩节福利，周四/ }), { key: 'ArrowLeft', altKey: true })
  expect((await screen.findByRole('alert')).textContent).toMatch(/11月21日 周六 20:00 已经过去/)
  expect(shop.now().revision).toBe(before)
  fireEvent.click(screen.getByRole('button', { name: /感恩节福利，周四/ }))
  fireEvent.keyDown(document.body, { key: 'd', ctrlKey: true })
  expect(await screen.findByText(/感恩节福利 复制到 11月26日 周四 20:30/)).toBeTruthy()
  expect(shop.now().nodes.map(({ key }) => key)).toEqual(['once', 'open', 'node', 'once_c'])
})

test('a day has a column for each group, says what the dry run found, and the address keeps the picture', async () => {
  const second = { ...cannedGroup, id: 'wr2', name: '福利群2' }
  const sent = openDesk('#/calendar?view=day&d=2026-11-24', {
    ...draft([goods]).answers,
    'sop.getHearers': () => ({ groups: [cannedGroup, second], holidays: [] }),
    'sop.dryRun': () => ({
      ...cannedDryRun(),
      ...{ from: '2026-11-24', to: '2026-11-30' },
      table: {
        groups: [
          { id: 'wr1', name: '福利群1' },
          { id: 'wr2', name: '福利群2' },
        ],
        fates: [
          { route: 'group_task', do: 'send', reason: null, clashes: [] },
          { route: 'staff_task', do: 'skip', reason: '超过一天的上限', clashes: [] },
        ],
        beats: [{ beat: 'daily:goods:2026-11-24:0', date: '2026-11-24', by: [1, 2] }],
      },
    }),
  })
  expect(await screen.findByRole('button', { name: /福利群2，午间好物，11月24日 周二，11:00/ })).toBeTruthy()
  fireEvent.click(screen.getByRole('switch', { name: '预演' }))
  expect(await screen.findByRole('button', { name: /福利群2，午间好物，11月24日.*不发：超过一天的上限/ })).toBeTruthy()
  expect(await screen.findByRole('button', { name: /福利群1，午间好物，11月24日 周二，11:00，群发任务$/ })).toBeTruthy()
  expect(callsOf(sent, 'sop.dryRun')[0]).toMatchObject({ from: '2026-11-24', days: 7, table: true })
  // A change of the draft asks again.
  const asked = callsOf(sent, 'sop.dryRun').length
  fireEvent.keyDown(screen.getByRole('button', { name: /^福利群1，午间好物，11月24日/ }), { key: 'ArrowDown' })
  fireEvent.keyDown(document.body, { key: 'n' })
  fireEvent.change(await screen.findByLabelText('叫什么'), { target: { value: '晚安' } })
  fireEvent.click(screen.getByRole('button', { name: '建好，留在日历' }))
  await waitFor(() => expect(callsOf(sent, 'sop.dryRun').length).toBe(asked + 1))
  expect(location.hash).toMatch(/^#\/calendar\?view=day&d=2026-11-24&dry=1/)
  fireEvent.keyDown(document.body, { key: 'm' })
  expect(await screen.findByRole('grid', { name: '这个月的拍' })).toBeTruthy()
  act(() => history.back())
  expect(await screen.findByRole('button', { name: /福利群2，午间好物，11月24日.*不发/ })).toBeTruthy()
})

test('what repeats asks first: all weeks change, or this one alone; it is undone, left out and as always again', async () => {
  const shop = draft([goods, class_])
  openDesk('#/calendar?view=week', shop.answers)
  fireEvent.keyDown(await screen.findByRole('button', { name: /小课堂，周三/ }), { key: 'ArrowRight', altKey: true })
  const dialog = await screen.findByRole('dialog')
  expect(within(dialog).getByText('以后每周三的这一条改到每周四，所有周都变。')).toBeTruthy()
  expect(within(dialog).getByText(/之后会在：11月26日 周四 20:30；12月3日/)).toBeTruthy()
  fireEvent.click(within(dialog).getByText(/只挪这一条：11月25日 周三 20:30 的改到 11月26日 周四 20:30/))
  fireEvent.click(within(dialog).getByRole('button', { name: '只挪这一条' }))
  expect(await screen.findByText(/小课堂 这一条改到 11月26日 周四 20:30，其他的照旧/)).toBeTruthy()
  const to = { date: '2026-11-26', from: '20:30', until: class_.slots[0]?.until }
  expect(shop.now().nodes[1]?.exceptions).toEqual([{ date: '2026-11-25', slot: 0, skip: false, to, parts: null }])
  fireEvent.click(screen.getByRole('button', { name: '撤销 ⌘Z' }))
  await waitFor(() => expect(shop.now().nodes[1]?.exceptions).toBeUndefined())

  fireEvent.click(await screen.findByRole('button', { name: /小课堂，周三/ }))
  fireEvent.click(await screen.findByRole('button', { name: '这天不发' }))
  await waitFor(() => expect(screen.queryByRole('button', { name: '小课堂，周三，20:30，群主待办' })).toBeNull())
  fireEvent.click(await screen.findByRole('button', { name: '小课堂，11月25日 周三 不发，恢复原样' }))
  expect(await screen.findByRole('button', { name: '小课堂，周三，20:30，群主待办' })).toBeTruthy()
  expect(shop.now().nodes[1]?.exceptions).toBeUndefined()
})

test('a colleague moved the same beat: the draft stays theirs until one says mine', async () => {
  const shop = draft([once])
  openDesk('#/calendar?view=week', shop.answers)
  const chip = await screen.findByRole('button', { name: /感恩节福利，周四/ })
  shop.colleague([{ ...once, time: { on: 'date', date: '2026-11-25' } }])
  fireEvent.keyDown(chip, { key: 'ArrowRight', altKey: true })
  const question = await screen.findByText('哪一天 · 你的')
  const conflict = question.closest('section') ?? document.body
  fireEvent.click(within(conflict).getByText('用我的'))
  fireEvent.click(within(conflict).getByRole('button', { name: '就这样，回去存' }))
  expect(await screen.findByText(/感恩节福利 按你的时间移好了/)).toBeTruthy()
  expect(shop.now().nodes[0]?.time).toEqual({ on: 'date', date: '2026-11-27' })
})

test('a month names festivals and what is not daily, what is left of the quota, and a live version cannot be moved', async () => {
  const sent = openDesk(
    '#/calendar?view=month',
    draft([goods, once], { status: 'live', publishedAt: cannedNow }).answers,
  )
  const cell = await screen.findByRole('gridcell', { name: '11月26日 周四' })
  expect(within(cell).getByText('感恩节')).toBeTruthy()
  expect(within(cell).getByText(/^余 \d+$/)).toBeTruthy()
  const named = within(cell).getByRole('button', { name: /感恩节福利/ })
  expect(named.dataset.movable).toBe('false')
  fireEvent.keyDown(named, { key: 'ArrowRight', altKey: true })
  expect(callsOf(sent, 'sop.changeNodes')).toHaveLength(0)
  const side = screen.getByRole('complementary', { name: '配额和节点' })
  expect(within(side).getByText('冬至')).toBeTruthy()
})
