import { act, cleanup, render, screen } from '@testing-library/react'
import { consent } from '../../src/client/consent'
import type { FlashView } from '../../src/features/flash/contract'
import { RemindMe } from '../../src/features/flash/pages/flash/RemindMe'
import type { Switch } from '../../src/features/intent/contract'
import { Reminders } from '../../src/features/intent/pages/Reminders'
import { RemindOffer } from '../../src/features/intent/pages/RemindOffer'
import { NOW, noNetwork, server, settled, tapTwice } from './fixtures'
import { phone, resetPhone } from './mock/taro'

const kind = (kind: string, name: string): Switch => ({
  ...{ kind, name, when: '每天最多一次', on: true, templateId: `tpl-${kind}`, credits: 0 },
})
let switches: Switch[]
const answer = () => ({ switches, preferences: { quiet: null, perWeek: null, refused: [] } })
const sent = (method: string) => phone.calls.filter((one) => one.method === method).map(({ input }) => input)

/** As the server: an accept counts once, however often it is told. */
function brand(): void {
  const heard = new Set<string>()
  server({
    'intent.getSwitches': answer,
    'intent.setSwitch': ({ kind, on }: { kind: string; on: boolean }) => {
      switches = switches.map((one) => (one.kind === kind ? { ...one, on } : one))
      return answer()
    },
    'intent.recordConsent': ({ id, answers }: { id: string; answers: { templateId: string }[] }) => {
      if (!heard.has(id)) {
        const told = new Set(answers.map(({ templateId }) => templateId))
        switches = switches.map((one) => (told.has(one.templateId ?? '') ? { ...one, credits: one.credits + 1 } : one))
      }
      heard.add(id)
      return answer()
    },
    'flash.remindMe': () => ({ at: NOW }),
  })
}

async function open(page: React.ReactElement): Promise<void> {
  cleanup()
  render(page)
  await settled()
}

beforeEach(() => {
  jest.useFakeTimers({ now: NOW })
  resetPhone()
  consent.set('given')
  phone.drawer.set('jiepai.consent', 'given')
  switches = [kind('checkin.reminder', '打卡提醒'), kind('flash.opening', '秒杀开场提醒')]
  brand()
})
afterEach(() => {
  cleanup()
  jest.useRealTimers()
})

test('each kind can be switched off, and each accept is one more message', async () => {
  switches.push({ ...kind('tier.warning', '等级到期提醒'), templateId: null })
  await open(<Reminders />)
  expect(screen.queryByText('等级到期提醒')).toBeNull()
  const [first] = screen.getAllByText('允许一次')
  await tapTwice(first as HTMLElement)
  expect(sent('intent.recordConsent')).toHaveLength(1)
  expect(screen.getByText('还能提醒 1 次')).toBeTruthy()
  await tapTwice(screen.getByRole('button', { name: '打卡提醒，已打开' }))
  expect(sent('intent.setSwitch')).toEqual([{ kind: 'checkin.reminder', on: false }])
  expect(screen.getByText('已关掉，不会再提醒')).toBeTruthy()
})

test('a no is a no: nothing is told, nothing is counted', async () => {
  const warned = jest.spyOn(console, 'warn').mockImplementation(() => undefined)
  await open(<Reminders />)
  for (const told of ['reject', 'ban', null]) {
    phone.allows = told
    await tapTwice(screen.getAllByText('允许一次')[0] as HTMLElement)
  }
  expect(sent('intent.recordConsent')).toEqual([])
  expect(warned).toHaveBeenCalledTimes(1)
  warned.mockRestore()
})

test('an accept that the server did not hear is told again, as the same one', async () => {
  await open(<Reminders />)
  noNetwork()
  await tapTwice(screen.getAllByText('允许一次')[0] as HTMLElement)
  brand()
  await open(<Reminders />)
  const told = sent('intent.recordConsent') as { id: string }[]
  expect(new Set(told.map(({ id }) => id)).size).toBe(1)
  expect(screen.getByText('还能提醒 1 次')).toBeTruthy()
  expect([...phone.drawer.keys()].some((name) => name.includes('intent.told'))).toBe(false)
})

test('after a check-in it is offered once a day, and not while a message is allowed', async () => {
  const offered = () => screen.queryByRole('button', { name: '提醒我' })
  await open(<RemindOffer kind="checkin.reminder" />)
  await act(async () => screen.getByText('不用').click())
  expect(offered()).toBeNull()
  await open(<RemindOffer kind="checkin.reminder" />)
  expect(offered()).toBeNull()
  // The server's clock decides which day it is.
  server({ 'intent.getSwitches': answer }, NOW + 24 * 3_600_000)
  await open(<Reminders />)
  await open(<RemindOffer kind="checkin.reminder" />)
  expect(offered()).not.toBeNull()
  phone.drawer.clear()
  switches = switches.map((one) => ({ ...one, credits: 1 }))
  await open(<RemindOffer kind="checkin.reminder" />)
  expect(offered()).toBeNull()
})

test('a flash sale: WeChat is asked first, then the wish goes out; a no sends none', async () => {
  const session = { session: 'f0123456789ab_20261127', opensAt: NOW + 3_600_000 } as FlashView
  phone.allows = 'reject'
  await open(<RemindMe session={session} now={NOW} />)
  await tapTwice(screen.getByRole('button', { name: '开场前提醒我' }))
  expect(sent('flash.remindMe')).toEqual([])
  phone.allows = 'accept'
  switches = switches.map((one) => ({ ...one, on: false }))
  await open(<RemindMe session={session} now={NOW} />)
  await tapTwice(screen.getByRole('button', { name: '开场前提醒我' }))
  expect(sent('flash.remindMe')).toEqual([{ session: session.session }])
  expect(sent('intent.setSwitch')).toEqual([{ kind: 'flash.opening', on: true }])
  expect(screen.getByText('开场前 10 分钟提醒你一次')).toBeTruthy()
  await open(<RemindMe session={session} now={session.opensAt - 1} />)
  expect(screen.queryByText('开场前 10 分钟提醒你一次')).toBeNull()
  switches = []
  await open(<RemindMe session={{ ...session, session: 'f0123456789ab_20261128' }} now={NOW} />)
  expect(screen.queryByRole('button')).toBeNull()
})
