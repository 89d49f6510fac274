import { consent } from '../../src/client/consent'
import { enter } from '../../src/client/enter'
import { learnSharing } from '../../src/client/sharing'
import { noNetwork, server } from './fixtures'
import { phone, resetPhone } from './mock/taro'

beforeEach(() => {
  resetPhone()
  consent.set('unknown')
})
const settled = () => new Promise((resolve) => setTimeout(resolve, 5))
const answer = { done: true, sharing: false, code: '', invite: { advisor: false, group: false } }
const told = () => phone.calls.filter(({ method }) => method === 'member.enter').map(({ input }) => input)

test('nothing is told before consent, and once after it: the code’s scene is decoded, the card’s group goes with it', async () => {
  server({ 'member.enter': () => answer })
  enter({ query: { scene: 'c_%61b', g: 'wrGroup1', by: 'friend' } })
  await settled()
  expect(told()).toEqual([])
  consent.set('given')
  consent.set('given')
  await settled()
  expect(told()).toEqual([{ channel: 'c_ab', group: 'wrGroup1', invitedBy: 'friend' }])
  // The same answer says whether the brand lets members share: nothing else is asked.
  await learnSharing()
  expect(phone.calls.length).toBe(1)
  expect(phone.drawer.get('jiepai.sharing')).toBe(false)
})

test('a launch without the network is told at the next one, and a scene that cannot be decoded as it is', async () => {
  consent.set('given')
  noNetwork()
  enter({ query: { scene: '%E0%A4%A' } })
  await settled()
  server({ 'member.enter': () => answer })
  phone.calls.length = 0
  enter({})
  await settled()
  expect(told()).toEqual([
    { channel: '%E0%A4%A', group: '', invitedBy: '' },
    { channel: '', group: '', invitedBy: '' },
  ])
  phone.calls.length = 0
  enter({})
  await settled()
  expect(told()).toEqual([{ channel: '', group: '', invitedBy: '' }])
})
