import { expect, test } from '@jest/globals'
import { fireEvent, screen } from '@testing-library/react'
import { emptyCell } from '../../../src/features/funnel/cells'
import type { FunnelAnswer } from '../../../src/features/funnel/contract'
import { emptySums, qualityOf, viewOf } from '../../../src/features/funnel/figures'
import { standardBook } from '../../../src/features/funnel/rules'
import { cannedNow } from '../canned/board'
import { callsOf, openDesk } from './desk'

const STEPS = standardBook.steps.length

function answer(people: number): FunnelAnswer {
  const all = { ...emptyCell(STEPS), people, unmatched: people / 10 }
  all.steps[0] = { people: people / 2, unmatched: people / 20, waits: [4, people / 2] }
  const sums = { ...emptySums(STEPS), all }
  const quality = qualityOf(sums, null, standardBook.least)
  const funnel = viewOf(sums, standardBook)
  const row = { value: 'c1', name: '收银台', people, steps: funnel.steps.map((step) => step.people), quality }
  const none = { compare: null, compareName: null, waiting: 0, rolledAt: cannedNow }
  return { from: '2026-10-25', to: '2026-11-23', book: standardBook, funnel, rows: [row], quality, days: [], ...none }
}
const person = {
  person: 'u1',
  code: '3F9A01BC',
  kinds: ['ext', 'wxa'],
  since: cannedNow,
  channel: 'c1',
  steps: ['add'],
}
const known = {
  'funnel.get': () => answer(200),
  'funnel.people': () => ({ rows: [{ ...person, left: false }], next: null }),
}

test('the funnel opens on thirty days by channel, names small samples, and a number leads to its people', async () => {
  const sent = openDesk('#/funnel', known)
  await screen.findByText('收银台')
  expect(callsOf(sent, 'funnel.get')[0]).toEqual({
    ...{ from: '2026-10-25', to: '2026-11-23', attribution: 'first', dimension: 'channel' },
  })
  expect(screen.getAllByText('少于 300 人，先别下结论').length).toBeGreaterThan(0)
  fireEvent.click(screen.getByTitle('看这 10 人'))
  await screen.findByText('3F9A01BC')
  expect(callsOf(sent, 'funnel.people')[0]).toMatchObject({ step: 'follow', only: 'unmatched' })
  expect(location.hash).toContain('people=follow&only=unmatched')
})

test('an address keeps whom is looked at and compared; a row chooses itself', async () => {
  const sent = openDesk('#/funnel?by=kind&value=~&vs=before&from=2026-11-01&to=2026-11-10', known)
  fireEvent.click(await screen.findByRole('button', { name: '收银台' }))
  expect(callsOf(sent, 'funnel.get')[0]).toEqual({
    ...{ from: '2026-11-01', to: '2026-11-10', attribution: 'first', dimension: 'kind', value: '' },
    compare: { from: '2026-10-22', to: '2026-10-31' },
  })
  await screen.findByRole('button', { name: '收银台', pressed: true })
  expect(location.hash).toContain('value=c1')
})

test('before anybody came the page says what brings people', async () => {
  openDesk('#/funnel', { 'funnel.get': () => answer(0) })
  await screen.findByText('这些天还没有人来过')
  expect(screen.getByRole('link', { name: '去建渠道码' }).getAttribute('href')).toBe('#/channels')
})
