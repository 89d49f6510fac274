import { expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import type { CaseView } from '../../../src/features/post/contract'
import { Refusal } from '../../../src/kernel/errors'
import { cannedNow } from '../canned/board'
import { callsOf, openDesk } from './desk'

const id = 'm3f9a01bc0000000000000000:2026-12-09'

function post(change: Partial<CaseView> = {}): CaseView {
  return {
    ...{ id, revision: 3, name: '会员 0000', day: '2026-12-09', text: '加我看效果', textCheck: 'review' },
    photos: [{ file: 'cloud://a', url: 'http://127.0.0.1/a.png', check: 'pass' }],
    ...{ state: 'waiting', reason: 'text_review', decision: null, points: 0, publishedAt: cannedNow },
    share: { agreed: false, adopted: false },
    ...change,
  }
}

function answers(posts: CaseView[], more: Record<string, (input: never) => unknown> = {}) {
  return {
    'post.listWaiting': () => ({ posts, waiting: posts.length }),
    'post.getRules': () => ({ rules: { open: true, points: 5 }, revision: 2 }),
    ...more,
  }
}

test('what waits is shown with why it came here, and one press shows it to all', async () => {
  const posts = [post()]
  const sent = openDesk('#/posts', answers(posts, { 'post.decide': () => ({ post: posts.pop() }) }))
  await screen.findByText('微信拿不准这段话')
  expect(screen.getByAltText('第 1 张照片')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: /^展\s?示$/ }))
  await screen.findByText('都看完了')
  expect(callsOf(sent, 'post.decide')).toEqual([{ id, revision: 3, verb: 'show', reason: '' }])
})

test('pictures are taken into the library only when their author agreed', async () => {
  const shown = { state: 'visible', reason: null } as const
  const agreed = post({ ...shown, share: { agreed: true, adopted: false } })
  const other = post({ ...shown, id: id.replace('m3f', 'm4f') })
  const adopted = { ...agreed, share: { agreed: true, adopted: true } }
  const sent = openDesk(
    '#/posts?show=visible',
    answers([agreed, other], { 'post.adopt': () => ({ post: adopted, materials: ['a'] }) }),
  )
  const [button, ...more] = await screen.findAllByRole('button', { name: '收进素材库' })
  expect(more).toHaveLength(0)
  expect(screen.getByText('作者没有同意转用')).toBeTruthy()
  if (button) fireEvent.click(button)
  await waitFor(() => expect(callsOf(sent, 'post.adopt')).toEqual([{ id, revision: 3, tags: [] }]))
})

test('hiding wants a reason that the author will read; a usual one is one press', async () => {
  const sent = openDesk('#/posts', answers([post()], { 'post.decide': () => ({ post: post() }) }))
  fireEvent.click(await screen.findByRole('button', { name: '不展示' }))
  fireEvent.click(screen.getByRole('button', { name: '不展示' }))
  expect((await screen.findByRole('alert')).textContent).toContain('写一句原因')
  expect(callsOf(sent, 'post.decide')).toHaveLength(0)
  fireEvent.click(screen.getByRole('button', { name: '和打卡内容无关' }))
  fireEvent.click(screen.getByRole('button', { name: '不展示' }))
  await waitFor(() => expect(callsOf(sent, 'post.decide')).toHaveLength(1))
  expect(callsOf(sent, 'post.decide')[0]).toMatchObject({ verb: 'hide', reason: '和打卡内容无关' })
})

test('a risky picture offers no way to show it, and a post that changed meanwhile is read anew', async () => {
  const photos = [{ file: 'cloud://a', url: 'u', check: 'risky' as const }]
  const sent = openDesk(
    '#/posts',
    answers([post({ photos })], {
      'post.decide': () => {
        throw new Refusal('POST_CHANGED', '这条刚刚变了，请刷新后再决定。')
      },
    }),
  )
  fireEvent.click(await screen.findByRole('button', { name: '不展示' }))
  expect(screen.queryByRole('button', { name: /^展\s?示$/ })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: '和打卡内容无关' }))
  const before = callsOf(sent, 'post.listWaiting').length
  fireEvent.click(screen.getByRole('button', { name: '不展示' }))
  await screen.findByText('这条刚刚变了，请刷新后再决定。')
  expect(callsOf(sent, 'post.listWaiting').length).toBeGreaterThan(before)
})

test('the rules are saved over the revision that was read', async () => {
  const sent = openDesk(
    '#/posts',
    answers([], { 'post.setRules': ({ rules }: { rules: unknown }) => ({ rules, revision: 3 }) }),
  )
  fireEvent.change(await screen.findByLabelText('通过后给积分'), { target: { value: '8' } })
  fireEvent.click(screen.getByRole('button', { name: /^保\s?存$/ }))
  await screen.findByText('存下了，几秒后处处生效。')
  expect(callsOf(sent, 'post.setRules')[0]).toMatchObject({ revision: 2, rules: { open: true, points: 8 } })
})
