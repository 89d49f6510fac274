import { call } from '../../src/client/call'
import { CallFailure } from '../../src/client/failure'
import { NOW, noNetwork, Refused, scoreView, server } from './fixtures'
import { phone, resetPhone } from './mock/taro'

beforeEach(resetPhone)
afterEach(() => jest.useRealTimers())

async function failureOf(promise: Promise<unknown>): Promise<CallFailure> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof CallFailure)) throw new Error(`not a CallFailure: ${String(error)}`)
  return error
}

test('an answer comes with the server clock', async () => {
  server({ 'checkin.getScore': () => scoreView() })
  const { data, now } = await call('checkin.getScore', {})
  expect(data.streak).toBe(6)
  expect(now).toBe(NOW)
})

test('member methods go to the function member, staff and delivery methods to staff', async () => {
  server({ 'checkin.getScore': () => scoreView(), 'delivery.getQueue': () => ({ items: [] }) })
  await call('checkin.getScore', {})
  await call('delivery.getQueue', {})
  expect(phone.calls.map(({ name, method }) => `${name} ${method}`)).toEqual([
    'member checkin.getScore',
    'staff delivery.getQueue',
  ])
})

test('a refusal keeps its code and its sentence', async () => {
  server({ 'checkin.checkIn': () => new Refused('CONSENT_REQUIRED', '先同意，再打卡。') })
  const failure = await failureOf(call('checkin.checkIn', {}))
  expect([failure.kind, failure.code, failure.message]).toEqual(['refused', 'CONSENT_REQUIRED', '先同意，再打卡。'])
})

test('an unexpected failure of the server keeps the number to tell us', async () => {
  server({ 'checkin.checkIn': () => new Refused('INTERNAL', '这次没有成功，请再试一次。编号 K7-2093') })
  const failure = await failureOf(call('checkin.checkIn', {}))
  expect([failure.kind, failure.message]).toEqual(['fault', '这次没有成功，请再试一次。编号 K7-2093'])
})

test('no network is one calm sentence', async () => {
  noNetwork()
  const failure = await failureOf(call('checkin.getScore', {}))
  expect([failure.kind, failure.message]).toEqual(['offline', '没连上服务器，请检查网络后再试一次。'])
})

test('an answer that is none is not taken for one', async () => {
  phone.answer = async () => '<html>502</html>'
  expect((await failureOf(call('checkin.getScore', {}))).code).toBe('BAD_ANSWER')
})

test('silence for eight seconds counts as no network', async () => {
  jest.useFakeTimers()
  phone.answer = () => new Promise(() => undefined)
  const failed = failureOf(call('checkin.getScore', {}))
  await jest.advanceTimersByTimeAsync(7999)
  let over = false
  void failed.then(() => {
    over = true
  })
  await Promise.resolve()
  expect(over).toBe(false)
  await jest.advanceTimersByTimeAsync(1)
  expect((await failed).kind).toBe('offline')
})
