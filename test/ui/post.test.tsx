import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { consent } from '../../src/client/consent'
import type { MineView, PostView, WallView } from '../../src/features/post/contract'
import PostPage from '../../src/features/post/pages/post/index'
import { NOW, noNetwork, Refused, server, settled, tapTwice } from './fixtures'
import { phone, resetPhone } from './mock/taro'

let mine: MineView
let wall: WallView
const sent = () => phone.calls.filter(({ method }) => method === 'post.publish').map(({ input }) => input as Sent)
interface Sent {
  request: string
  day: string
  text: string
  photos: string[]
  share: boolean
}

function post(change: Partial<PostView> = {}): PostView {
  return {
    ...{ day: '2026-11-27', text: '练了十分钟', photos: [], state: 'checking', reason: null, words: null },
    ...{ mayEdit: true, stuck: false, points: 0, publishedAt: NOW, share: null },
    ...change,
  }
}

function open() {
  server({
    'post.getMine': () => mine,
    'post.getWall': ({ before }: { before?: number }) => (before ? { items: [], next: null } : wall),
    'post.publish': ({ text }: Sent) => ({ post: post({ text, state: 'visible', mayEdit: false, points: 5 }) }),
    'post.setShare': ({ agreed }: { agreed: boolean }) => {
      mine = { ...mine, post: post({ share: agreed }) }
      return { post: mine.post }
    },
    'post.checkAgain': () => ({ post: post({ stuck: false }) }),
    'post.remove': () => {
      mine = { ...mine, post: post({ state: 'removed', text: '', mayEdit: false }) }
      return { day: '2026-11-27' }
    },
  })
  render(<PostPage />)
  return settled()
}

async function write(words: string) {
  fireEvent.change(screen.getByLabelText('今天想说的'), { target: { value: words } })
  await settled()
}

beforeEach(() => {
  resetPhone()
  consent.set('given')
  mine = { today: '2026-11-27', open: true, points: 5, uploadTo: 'inbox/abc', post: null, earlier: [] }
  const item = { id: 'w1', name: '会员 A1B2', face: '🌿', mine: false, day: '2026-11-27', photos: ['u1'] }
  wall = { items: [{ ...item, text: '早睡第三天', visibleAt: NOW }], next: null }
})
afterEach(cleanup)

test('words and pictures go up to the folder that the server named, and one post comes of two taps', async () => {
  await open()
  expect(screen.getByText('早睡第三天')).toBeTruthy()
  phone.album = ['a.jpg', 'b.png', 'c.jpg', 'd.jpg']
  fireEvent.click(screen.getByText('加照片'))
  await settled()
  expect(screen.getAllByLabelText(/^去掉第 \d 张照片$/)).toHaveLength(3)
  expect(screen.queryByText('加照片')).toBeNull()
  fireEvent.click(screen.getByLabelText('去掉第 3 张照片'))
  await write('练了十分钟')
  expect(screen.getByRole('checkbox', { name: /让品牌转用这些照片/ }).getAttribute('aria-checked')).toBe('false')
  fireEvent.click(screen.getByRole('checkbox'))
  await tapTwice(screen.getByText('发布'))
  expect(sent()).toHaveLength(1)
  expect(sent()[0]?.share).toBe(true)
  expect(phone.uploads).toHaveLength(2)
  expect(phone.uploads?.every((path) => /^inbox\/abc\/[0-9a-f]{16}\.(jpg|png)$/.test(path))).toBe(true)
  expect(sent()[0]?.photos).toEqual(phone.uploads?.map((path) => `cloud://env.bucket/${path}`))
  expect(screen.getByText('大家都看得到')).toBeTruthy()
  expect(screen.getByText('+5 积分')).toBeTruthy()
})

test('the word on using the pictures again is taken back with one tap, and may be given again', async () => {
  mine = { ...mine, post: post({ share: true, state: 'visible', mayEdit: false }) }
  await open()
  fireEvent.click(screen.getByText('收回同意'))
  await settled()
  expect(phone.calls.filter(({ method }) => method === 'post.setShare').map(({ input }) => input)).toEqual([
    { day: '2026-11-27', agreed: false },
  ])
  expect(screen.getByText('同意转用')).toBeTruthy()
})

test('nothing of a person who has not agreed leaves the phone, pictures neither', async () => {
  consent.set('refused')
  await open()
  phone.album = ['a.jpg']
  fireEvent.click(screen.getByText('加照片'))
  await settled()
  fireEvent.click(screen.getByText('发布'))
  await settled()
  expect(phone.uploads).toHaveLength(0)
  expect(consent.get()).toBe('asking')
})

test('nothing can be published that says nothing', async () => {
  await open()
  await write('   ')
  fireEvent.click(screen.getByText('发布'))
  await settled()
  expect(sent()).toHaveLength(0)
})

test('after a lost answer the same draft is the same request, and its pictures do not go up again', async () => {
  await open()
  phone.album = ['a.jpg']
  fireEvent.click(screen.getByText('加照片'))
  await settled()
  await write('早')
  noNetwork()
  fireEvent.click(screen.getByText('发布'))
  await settled()
  expect(screen.getByText('没连上服务器，请检查网络后再试一次。')).toBeTruthy()
  fireEvent.click(screen.getByText('发布'))
  await settled()
  expect(sent()[0]).toEqual(sent()[1])
  expect(phone.uploads).toHaveLength(1)
})

test('a picture that does not arrive sends nothing and keeps what was written', async () => {
  await open()
  phone.album = ['a.jpg']
  fireEvent.click(screen.getByText('加照片'))
  await settled()
  phone.uploads = null
  fireEvent.click(screen.getByText('发布'))
  await settled()
  expect(sent()).toHaveLength(0)
  expect(screen.getByText('照片没有传上去，请检查网络后再点一次发布。')).toBeTruthy()
  expect(screen.getByLabelText('去掉第 1 张照片')).toBeTruthy()
})

test('the words of a refusal are shown and the draft stays', async () => {
  await open()
  await write('违规样例')
  server({
    'post.publish': () => new Refused('RISKY_TEXT', '这段话里有不适合公开的内容，没有发出去，请改一改再发。'),
  })
  fireEvent.click(screen.getByText('发布'))
  await settled()
  expect(screen.getByText('这段话里有不适合公开的内容，没有发出去，请改一改再发。')).toBeTruthy()
  expect((screen.getByLabelText('今天想说的') as HTMLTextAreaElement).value).toBe('违规样例')
})

test('each state says what it means, and only what can be done is offered', async () => {
  const table: [Partial<PostView>, string, string[], string[]][] = [
    [{}, '正在检查', ['改一改', '删除'], ['再查一次']],
    [{ stuck: true }, '正在检查', ['再查一次'], []],
    [{ state: 'waiting', reason: 'text_review' }, '等工作人员看一眼', ['改一改'], ['再查一次']],
    [{ state: 'hidden', reason: 'photo_risky' }, '没有展示', ['有一张照片不适合公开，换一张就可以再发。'], []],
    [
      { state: 'hidden', reason: 'staff', words: '含广告', mayEdit: false },
      '没有展示',
      ['工作人员说：含广告'],
      ['改一改'],
    ],
    [{ state: 'removed', text: '', mayEdit: false }, '已经删除', [], ['删除', '改一改']],
  ]
  for (const [change, state, there, missing] of table) {
    mine = { ...mine, post: post(change) }
    await open()
    expect(screen.getByText(state)).toBeTruthy()
    for (const words of there) expect(screen.getByText(words)).toBeTruthy()
    for (const words of missing) expect(screen.queryByText(words)).toBeNull()
    cleanup()
  }
})

test('while it is checked the page looks again by itself', async () => {
  jest.useFakeTimers()
  try {
    mine = { ...mine, post: post() }
    await open()
    mine = { ...mine, post: post({ state: 'visible', mayEdit: false, points: 5 }) }
    await act(async () => jest.advanceTimersByTimeAsync(6000))
    expect(screen.getByText('大家都看得到')).toBeTruthy()
  } finally {
    jest.useRealTimers()
  }
})

test('deleting asks first, and a post that was written anew starts from what stands', async () => {
  const photos = [
    { file: 'cloud://a', url: 'u1', check: 'pass' as const },
    { file: 'cloud://b', url: 'u2', check: 'risky' as const },
  ]
  mine = { ...mine, post: post({ state: 'hidden', reason: 'photo_risky', photos }) }
  await open()
  fireEvent.click(screen.getByText('改一改'))
  await settled()
  fireEvent.click(screen.getByText('发布'))
  await settled()
  expect(sent()[0]).toMatchObject({ text: '练了十分钟', photos: ['cloud://a'] })
  fireEvent.click(screen.getByText('删除'))
  await settled()
  fireEvent.click(screen.getByText('留着'))
  expect(phone.calls.some(({ method }) => method === 'post.remove')).toBe(false)
  fireEvent.click(screen.getByText('删除'))
  await settled()
  fireEvent.click(screen.getAllByText('删除').at(-1) as HTMLElement)
  await settled()
  expect(screen.getByText('今天这条已经删除，明天再来晒。')).toBeTruthy()
})
