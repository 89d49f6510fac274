import { expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import type { SopNode, SopVersion } from '../../../src/features/sop/rules'
import { Refusal } from '../../../src/kernel/errors'
import { cannedNow } from '../canned/board'
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
      'sop.putNode': ({ revision, node }: { revision: number; node: SopNode }) => {
        if (revision !== version.revision) throw new Refusal('CHANGED_BY_OTHER', '同事刚改过这一稿。')
        const there = version.nodes.some(({ key }) => key === node.key)
        const kept = { ...node, topic: null, unscheduled: null, source: null }
        return keep(there ? version.nodes.map((one) => (one.key === node.key ? kept : one)) : [...version.nodes, kept])
      },
      'sop.removeNode': ({ node }: { node: string }) => keep(version.nodes.filter(({ key }) => key !== node)),
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
  expect(screen.getByText(/群发 30 · 已用 0/)).toBeTruthy()
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
  expect(await screen.findByText(/已撤销，感恩节福利 回到原处/)).toBeTruthy()
  expect(shop.now().nodes).toEqual([goods, once])
  expect(callsOf(sent, 'sop.putNode').map(({ revision }) => revision)).toEqual([3, 4])
  expect(screen.queryByRole('button', { name: /撤销/ })).toBeNull()
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
  fireEvent.click(screen.getByRole('button', { name: /撤销/ }))
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
  const cell = await screen.findByRole('cell', { name: '11月26日 周四' })
  expect(within(cell).getByText('感恩节')).toBeTruthy()
  expect(within(cell).getByText(/^余 \d+$/)).toBeTruthy()
  const named = within(cell).getByRole('button', { name: /感恩节福利/ })
  expect(named.draggable).toBe(false)
  fireEvent.keyDown(named, { key: 'ArrowRight', altKey: true })
  expect(callsOf(sent, 'sop.putNode')).toHaveLength(0)
  const side = screen.getByRole('complementary', { name: '配额和节点' })
  expect(within(side).getByText('冬至')).toBeTruthy()
})
