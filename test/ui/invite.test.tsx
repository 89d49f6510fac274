import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { consent } from '../../src/client/consent'
import { enter } from '../../src/client/enter'
import { invite, invited } from '../../src/client/invite'
import { InviteRow } from '../../src/features/channel/pages/InviteRow'
import InvitePage from '../../src/features/channel/pages/invite/index'
import { text } from '../../src/features/channel/pages/text'
import { findBanned } from '../../src/kernel/wording'
import { NOW, server, settled } from './fixtures'
import { phone, resetPhone } from './mock/taro'

const DAY = 86_400_000

beforeEach(() => {
  jest.useFakeTimers({ now: NOW })
  resetPhone()
  consent.set('given')
  invited.set({ advisor: false, group: false })
})
afterEach(() => {
  cleanup()
  jest.useRealTimers()
})

test('who is invited sees one row, leads to the codes of their channel, and is left alone for a month after "not now"', async () => {
  server({
    'member.enter': () => ({ done: true, sharing: true, code: '', invite: { advisor: true, group: true } }),
    'channel.invite': () => ({
      advisor: { picture: 'https://codes.test/a.png', name: '小美' },
      group: { picture: 'https://codes.test/g.png', name: null },
      why: null,
    }),
  })
  render(<InviteRow />)
  expect(document.body.textContent).toBe('')
  enter({ query: { scene: 's_counter' } })
  await settled()
  expect(screen.getByText('加顾问，进群聊')).toBeTruthy()
  fireEvent.click(screen.getByText('看看'))
  cleanup()

  render(<InvitePage />)
  await settled()
  expect(phone.calls.at(-1)?.input).toEqual({ channel: 's_counter' })
  expect(screen.getByText('加顾问 · 小美')).toBeTruthy()
  expect(screen.getByLabelText('企业微信群的二维码')).toBeTruthy()
  cleanup()

  render(<InviteRow />)
  fireEvent.click(screen.getByText('先不用'))
  await settled()
  expect(document.body.textContent).toBe('')
  cleanup()
  invite({ advisor: true, group: false }, '', NOW + 29 * DAY)
  expect(invited.get()).toEqual({ advisor: false, group: false })
  invite({ advisor: true, group: false }, '', NOW + 31 * DAY)
  expect(invited.get()).toEqual({ advisor: true, group: false })
})

test('the invitation promises nothing', () => {
  const words = JSON.stringify(text)
  expect(findBanned(words)).toEqual([])
})
