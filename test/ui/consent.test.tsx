import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { askConsent, consent, settleConsent, withConsent } from '../../src/client/consent'
import { CallFailure } from '../../src/client/failure'
import { kept } from '../../src/client/keep'
import { ConsentSheet } from '../../src/client/parts/ConsentSheet'
import { noNetwork, server, settled } from './fixtures'
import { phone, resetPhone } from './mock/taro'

const visitor = { consented: false, memberSince: null, balance: 0, streak: 0, isStaff: false, sharing: true }

beforeEach(() => {
  resetPhone()
  consent.set('unknown')
})
afterEach(cleanup)

test('at the first entry the sheet shows, and nothing is stored before the answer', async () => {
  server({ 'member.getMe': () => visitor })
  render(<ConsentSheet />)
  await act(settleConsent)
  await settled()
  expect(screen.getByRole('dialog')).toBeTruthy()
  expect([...phone.drawer.keys()]).toEqual([])
  expect(phone.calls.map(({ method }) => method)).toEqual(['member.getMe'])
})

test('agreeing tells the server which guide, then closes', async () => {
  server({ 'member.getMe': () => visitor, 'member.giveConsent': () => ({ memberSince: 1 }) })
  render(<ConsentSheet />)
  await act(settleConsent)
  await settled()
  fireEvent.click(screen.getByText('同意并继续'))
  await settled()
  expect(phone.calls.at(-1)).toEqual({ name: 'member', method: 'member.giveConsent', input: { version: 1 } })
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(kept('consent')).toBe('given')
})

test('an agreement that did not reach the server is not taken for one', async () => {
  server({ 'member.getMe': () => visitor })
  render(<ConsentSheet />)
  await act(settleConsent)
  await settled()
  noNetwork()
  fireEvent.click(screen.getByText('同意并继续'))
  await settled()
  expect(screen.getByRole('dialog')).toBeTruthy()
  expect(screen.getByText('没连上服务器，请检查网络后再试一次。')).toBeTruthy()
  expect(consent.get()).toBe('asking')
})

test('declining closes the sheet, and the next launch does not ask again by itself', async () => {
  server({ 'member.getMe': () => visitor })
  render(<ConsentSheet />)
  await act(settleConsent)
  await settled()
  fireEvent.click(screen.getByText('先看看'))
  await settled()
  expect(screen.queryByRole('dialog')).toBeNull()
  act(() => consent.set('unknown'))
  await act(settleConsent)
  await settled()
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(consent.get()).toBe('refused')
})

test('who agreed on another phone is not asked', async () => {
  server({ 'member.getMe': () => ({ ...visitor, consented: true }) })
  render(<ConsentSheet />)
  await act(settleConsent)
  await settled()
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(consent.get()).toBe('given')
})

test('a server that lost the consent makes the app ask, and the deed is done after agreeing', async () => {
  consent.set('given')
  server({ 'member.giveConsent': () => ({ memberSince: 1 }) })
  render(<ConsentSheet />)
  let tries = 0
  let deed: Promise<string | null> | undefined
  await act(async () => {
    deed = withConsent(async () => {
      tries += 1
      if (tries === 1) throw new CallFailure('refused', 'CONSENT_REQUIRED', '先同意')
      return 'done'
    })
  })
  await settled()
  fireEvent.click(screen.getByText('同意并继续'))
  await settled()
  await expect(deed).resolves.toBe('done')
  expect(tries).toBe(2)
})

test('a deed that is declined is not done', async () => {
  consent.set('refused')
  render(<ConsentSheet />)
  const doIt = jest.fn()
  let deed: Promise<unknown> | undefined
  await act(async () => {
    deed = withConsent(doIt)
  })
  fireEvent.click(screen.getByText('先看看'))
  await settled()
  await expect(deed).resolves.toBeNull()
  expect(doIt).not.toHaveBeenCalled()
})

test('everybody who waits for the decision hears it', async () => {
  consent.set('refused')
  server({ 'member.giveConsent': () => ({ memberSince: 1 }) })
  render(<ConsentSheet />)
  let both: Promise<boolean[]> | undefined
  await act(async () => {
    both = Promise.all([askConsent(), askConsent()])
  })
  fireEvent.click(screen.getByText('同意并继续'))
  await settled()
  await expect(both).resolves.toEqual([true, true])
})
