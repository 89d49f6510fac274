import { expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import type { GroupWelcomeView, WelcomePreview, WelcomeView } from '../../../src/features/delivery/welcomeContract'
import { Refusal } from '../../../src/kernel/errors'
import { cannedNow, today } from '../canned/board'
import { callsOf, openDesk } from './desk'

const preview: WelcomePreview = {
  friend: { text: '{客户称呼}你好，欢迎', attachments: ['新人礼'], problems: [] },
  group: { text: '%NICKNAME%，欢迎进群', attachments: [], problems: ['「入群欢迎语」里的 {福利日} 还没有填'] },
  howToPick: '请群主在企业微信里选用这一条。',
}
const friend = (id: string, change: Partial<WelcomeView>): WelcomeView => ({
  ...{ id, user: 'linxiao', staff: '林晓', customer: '小满', externalUserid: id, channel: '', at: cannedNow },
  ...{ state: 'sent', missed: false, reason: null, text: '欢迎', attachments: 0, sentAt: cannedNow },
  ...change,
})
const came = [
  friend('a', {}),
  friend('b', { customer: '阿紫', state: 'late', missed: true, reason: '过了 20 秒，请手动问候' }),
  friend('c', { customer: null, state: 'none', reason: '没有在用的欢迎语' }),
]
const welcomes = ({ date, only }: { date?: string; only?: string }) => ({
  date: date ?? today,
  totals: date ? { friends: 0, sent: 0, missed: 0, none: 0 } : { friends: 3, sent: 1, missed: 1, none: 1 },
  items: date ? [] : came.filter(({ missed }) => only !== 'missed' || missed),
})
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))

test('what newcomers hear, the template at WeCom from making to removing, and who came on which day', async () => {
  let made: GroupWelcomeView[] = []
  const sent = openDesk('#/welcome', {
    'delivery.previewWelcome': () => preview,
    'delivery.getGroupWelcomes': () => ({ templates: made, howToPick: preview.howToPick }),
    'delivery.makeGroupWelcome': ({ number }: { number: number }) => {
      const template = { sop: 'daily', version: number, text: '', problems: [], reason: null, madeBy: '陈一诺' }
      made = [{ ...template, state: 'ready', at: cannedNow }]
      return { template: made[0], howToPick: preview.howToPick }
    },
    'delivery.removeGroupWelcome': () => {
      made = []
      return { removed: true }
    },
    'delivery.getWelcomes': welcomes,
  })
  const group = within(await screen.findByRole('region', { name: '进群时听到的' }))
  expect(group.getByText('{新成员昵称}').tagName).toBe('MARK')
  expect(group.getByText(/请群主在企业微信里选用/)).toBeTruthy()
  expect(screen.getByText(/跟在后面：新人礼/)).toBeTruthy()
  expect(screen.getByText(/只有加好友才有欢迎码，进群没有/)).toBeTruthy()
  expect(screen.getByText(/会话内容存档/)).toBeTruthy()
  fireEvent.click(await group.findByRole('button', { name: '同步到企业微信' }))
  expect(await group.findByText(/企业微信里就是这一版，陈一诺/)).toBeTruthy()
  await waitFor(() => expect(group.getByRole('button', { name: /更\s?新/ })).toHaveProperty('disabled', false))
  fireEvent.click(group.getByRole('button', { name: /更\s?新/ }))
  await waitFor(() =>
    expect(callsOf(sent, 'delivery.makeGroupWelcome')).toEqual([
      { sop: 'daily', number: 1, again: false },
      { sop: 'daily', number: 1, again: true },
    ]),
  )
  await waitFor(() => expect(group.getByRole('button', { name: /删\s?除/ })).toHaveProperty('disabled', false))
  fireEvent.click(group.getByRole('button', { name: /删\s?除/ }))
  const question = within(await screen.findByRole('dialog'))
  expect(callsOf(sent, 'delivery.removeGroupWelcome')).toEqual([])
  fireEvent.click(question.getByRole('button', { name: /删\s?除/ }))
  expect(await group.findByText('还没有同步到企业微信。')).toBeTruthy()
  const list = within(screen.getByRole('region', { name: '新人' }))
  expect(list.getByText('来不及').nextElementSibling?.textContent).toBe('过了 20 秒，请手动问候')
  expect(list.getByText('（还不知道名字）')).toBeTruthy()
  fireEvent.click(list.getByText('要手动问候', { selector: '.ant-segmented-item-label' }))
  await waitFor(() => expect(list.queryByText('小满')).toBeNull())
  expect(await list.findByText('阿紫')).toBeTruthy()
  press('前一天')
  expect(await list.findByText('没有要手动问候的')).toBeTruthy()
  expect(callsOf(sent, 'delivery.getWelcomes').at(-1)).toEqual({ date: '2026-11-22', only: 'missed' })
})

test('a try without an answer is made again only by a person who looked; what cannot be read says so', async () => {
  const unknown = { sop: 'daily', version: 1, state: 'unknown', text: '', problems: [], reason: null, madeBy: '林晓' }
  const sent = openDesk('#/welcome', {
    'delivery.previewWelcome': () => preview,
    'delivery.getGroupWelcomes': () => ({ templates: [{ ...unknown, at: cannedNow }], howToPick: '' }),
    'delivery.makeGroupWelcome': () => {
      throw new Refusal('WELCOME_FAILED', '没有生成成功：请稍后再试。')
    },
    'delivery.getWelcomes': () => {
      throw new Refusal('BUSY', '现在有点忙，请稍后再试。')
    },
  })
  expect(await screen.findByText(/欢迎语照常发，只是这里看不到。现在有点忙/)).toBeTruthy()
  fireEvent.click(await screen.findByRole('button', { name: '重新生成' }))
  const question = within(await screen.findByRole('dialog'))
  expect(callsOf(sent, 'delivery.makeGroupWelcome')).toEqual([])
  fireEvent.click(question.getByRole('button', { name: '重新生成' }))
  expect(await screen.findByText('没有生成成功：请稍后再试。')).toBeTruthy()
  expect(callsOf(sent, 'delivery.makeGroupWelcome')).toEqual([{ sop: 'daily', number: 1, again: true }])
})
