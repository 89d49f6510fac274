import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { consent } from '../../src/client/consent'
import { kept } from '../../src/client/keep'
import ColumnPage from '../../src/features/sop/pages/column/index'
import { beatPage, noNetwork, Refused, scoreView, server, settled } from './fixtures'
import { phone, resetPhone } from './mock/taro'

const chosen = beatPage({ choice: 'B', choiceText: '紧绷', tally: { A: 3, B: 1 } })

beforeEach(() => {
  resetPhone()
  consent.set('given')
  phone.params = { b: 'fuli:topic:2026-11-27:0', g: 'wrGroup1' }
})
afterEach(cleanup)

test('the page asks for its beat as the group it was opened from, and remembers the group', async () => {
  server({ 'sop.openBeat': () => beatPage() })
  render(<ColumnPage />)
  await settled()
  expect(phone.calls[0]).toEqual({
    name: 'member',
    method: 'sop.openBeat',
    input: { beat: 'fuli:topic:2026-11-27:0', group: 'wrGroup1' },
  })
  expect(kept('group')).toBe('wrGroup1')
  expect(screen.getByText('第二段')).toBeTruthy()
  expect(screen.getByText('三分钟测评')).toBeTruthy()
})

test('a card that was opened before consent is opened again once the person agrees', async () => {
  consent.set('asking')
  server({ 'sop.openBeat': () => beatPage() })
  render(<ColumnPage />)
  await settled()
  const openings = () => phone.calls.filter(({ method }) => method === 'sop.openBeat').length
  expect(openings()).toBe(1)
  act(() => consent.set('given'))
  await settled()
  expect(openings()).toBe(2)
})

test('parameters that WeChat left encoded are read like plain ones', async () => {
  phone.params = { b: 'fuli%3Atopic%3A2026-11-27%3A0' }
  server({ 'sop.openBeat': () => beatPage() })
  render(<ColumnPage />)
  await settled()
  expect(phone.calls[0]?.input).toMatchObject({ beat: 'fuli:topic:2026-11-27:0' })
})

test('the others’ answers show only after one’s own', async () => {
  server({ 'sop.openBeat': () => beatPage(), 'sop.choose': () => chosen })
  render(<ColumnPage />)
  await settled()
  expect(screen.queryByText('75%，3 人')).toBeNull()
  fireEvent.click(screen.getByLabelText('B，紧绷'))
  await settled()
  expect(phone.calls.at(-1)?.input).toEqual({ beat: 'fuli:topic:2026-11-27:0', choice: 'B', version: 1 })
  expect(screen.getByText('75%，3 人')).toBeTruthy()
  expect(screen.getByText('25%，1 人')).toBeTruthy()
  expect(screen.getByText('你选的')).toBeTruthy()
  expect(screen.queryAllByRole('radio')).toHaveLength(0)
})

test('two quick taps are one answer', async () => {
  server({ 'sop.openBeat': () => beatPage(), 'sop.choose': () => chosen })
  render(<ColumnPage />)
  await settled()
  const [first, second] = [screen.getByLabelText('A，起皮'), screen.getByLabelText('B，紧绷')]
  await act(async () => {
    first.click()
    second.click()
  })
  await settled()
  expect(phone.calls.filter(({ method }) => method === 'sop.choose')).toHaveLength(1)
})

test('an answer without a network is not taken, and the question stays open', async () => {
  server({ 'sop.openBeat': () => beatPage() })
  render(<ColumnPage />)
  await settled()
  noNetwork()
  fireEvent.click(screen.getByLabelText('A，起皮'))
  await settled()
  expect(screen.getByText('没连上网，这次没选上，连上后再点一次')).toBeTruthy()
  expect(screen.getAllByRole('radio')).toHaveLength(2)
})

test('before its time a question cannot be answered', async () => {
  server({ 'sop.openBeat': () => beatPage({ when: 'next' }) })
  render(<ColumnPage />)
  await settled()
  fireEvent.click(screen.getByLabelText('A，起皮'))
  expect(phone.calls.filter(({ method }) => method === 'sop.choose')).toHaveLength(0)
  expect(screen.getByText('10:24 开始后再来选')).toBeTruthy()
})

test('who declined before is asked before an answer is sent, and the answer goes out after agreeing', async () => {
  consent.set('refused')
  server({
    'sop.openBeat': () => beatPage(),
    'sop.choose': () => chosen,
    'member.giveConsent': () => ({ memberSince: 1 }),
  })
  render(<ColumnPage />)
  await settled()
  fireEvent.click(screen.getByLabelText('B，紧绷'))
  await settled()
  expect(phone.calls.map(({ method }) => method)).toEqual(['sop.openBeat'])
  fireEvent.click(screen.getByText('同意并继续'))
  await settled()
  expect(phone.calls.map(({ method }) => method)).toEqual(['sop.openBeat', 'member.giveConsent', 'sop.choose'])
  expect(screen.getByText('你选的')).toBeTruthy()
})

test('the check-in column holds the dial itself', async () => {
  server({
    'sop.openBeat': () => beatPage({ isCheckin: true, topic: null, media: [], when: 'past' }),
    'checkin.getScore': () => scoreView(),
  })
  render(<ColumnPage />)
  await settled()
  expect(screen.getByLabelText('打卡，得 10 积分')).toBeTruthy()
  expect(screen.getByText('24:00 前都算今天')).toBeTruthy()
})

test('a column that is not there says so and leads to today', async () => {
  server({ 'sop.openBeat': () => new Refused('NO_BEAT', '这个栏目已经撤下，看看今天的吧。') })
  render(<ColumnPage />)
  await settled()
  expect(screen.getByText('这个栏目已经撤下，看看今天的吧。')).toBeTruthy()
  fireEvent.click(screen.getByText('看今天的节目单'))
  expect(phone.went).toEqual(['/features/checkin/pages/today/index'])
})

test('a card without its beat asks nothing of the server', async () => {
  phone.params = {}
  render(<ColumnPage />)
  await settled()
  expect(phone.calls).toEqual([])
  expect(screen.getByText('这张卡片打不开')).toBeTruthy()
})

test('a coupon leads to the benefits, a link is copied, a form that cannot be filled yet says so', async () => {
  const media = [
    { type: 'coupon', material: '满 199 减 60' },
    { type: 'link', material: '成分表', url: 'https://a.example/x', note: '看完再买' },
    { type: 'questionnaire', material: '肤质问卷' },
    { type: 'game', material: '接龙', page: 'features/games/pages/chain/index' },
    { type: 'image', material: 'https://a.example/1.png' },
    { type: 'video', material: 'https://a.example/1.mp4' },
    { type: 'voice', material: 'https://a.example/1.mp3' },
  ] as const
  server({ 'sop.openBeat': () => beatPage({ topic: null, media: [...media] }) })
  const { container } = render(<ColumnPage />)
  await settled()
  fireEvent.click(screen.getByText('去领取'))
  fireEvent.click(screen.getByText('开始玩'))
  expect(phone.went).toEqual(['/features/coupon/pages/benefits/index', '/features/games/pages/chain/index'])
  fireEvent.click(screen.getByText('复制链接'))
  await settled()
  expect(screen.getByText('链接已复制，用浏览器打开')).toBeTruthy()
  expect(screen.getByText('看完再买')).toBeTruthy()
  expect(screen.getByText('问卷，开放后在这里填')).toBeTruthy()
  expect(container.querySelectorAll('img')).toHaveLength(1)
  expect(screen.getByText('播放视频')).toBeTruthy()
  expect(screen.getByText('播放语音')).toBeTruthy()
})
