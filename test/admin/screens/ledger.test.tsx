import { expect, test } from '@jest/globals'
import { fireEvent, screen } from '@testing-library/react'
import { cannedNow } from '../canned/board'
import { callsOf, openDesk } from './desk'

const line = {
  ...{ id: 'correct:1', asset: 'points', delta: -30, balanceAfter: 90, reason: '重复发放', at: cannedNow },
  ...{ day: '2026-12-09', bizType: 'correct', lots: [], of: null, by: { staffId: 'z', name: '周姐' } },
  code: '3F9A01BC',
}
const next = { at: cannedNow, id: 'correct:1' }
const known = {
  'points.searchLedger': ({ before }: { before?: object }) =>
    before ? { lines: [{ ...line, id: 'checkin:1', reason: '打卡', by: null }], next: null } : { lines: [line], next },
}

test('the ledger opens on the last seven days, and each line leads to its member', async () => {
  const sent = openDesk('#/ledger', known)
  const code = await screen.findAllByRole('link', { name: '3F9A01BC' }).then(([first]) => first as HTMLElement)
  expect(code.getAttribute('href')).toBe('#/members?code=3F9A01BC')
  expect(screen.getAllByText('周姐 经手')[0]).toBeTruthy()
  expect(callsOf(sent, 'points.searchLedger')[0]).toEqual({ from: '2026-11-17', to: '2026-11-23', byHand: false })
})

test('a filter goes into the address, and older lines are added below', async () => {
  const sent = openDesk('#/ledger?from=2026-12-01&to=2026-12-09&kind=correct', known)
  fireEvent.click(await screen.findByRole('checkbox', { name: '只看人工经手的' }))
  expect(location.hash).toBe('#/ledger?from=2026-12-01&to=2026-12-09&kind=correct&hand=1')
  await screen.findByText('共 2 行')
  const asked = { from: '2026-12-01', to: '2026-12-09', byHand: true, bizType: 'correct' }
  expect(callsOf(sent, 'points.searchLedger').slice(-2)).toEqual([asked, { ...asked, before: next }])
})

test('days that cannot be asked are not asked for', async () => {
  const sent = openDesk('#/ledger?from=2026-01-01&to=2026-12-09', known)
  await screen.findByText('一次最多查 93 天，请把时间缩短。')
  expect(callsOf(sent, 'points.searchLedger')).toHaveLength(0)
})
