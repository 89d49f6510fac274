import { expect, test } from '@jest/globals'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { Glyph } from '../../../src/admin/parts/Glyph'
import { type GlyphName, glyphNames } from '../../../src/admin/parts/glyphNames'
import { Refusal } from '../../../src/kernel/errors'
import { cannedNow } from '../canned/board'
import { callsOf, openDesk } from './desk'

const works = { active: true, hasPassword: true }
const me = { id: 's1', name: '陈一诺', roles: ['operator'], stores: [], wecomUserId: null, bound: false, ...works }

test('without a session every address asks for the password first and comes back to it', async () => {
  const sent = openDesk(
    '#/people',
    {
      'staff.login': ({ password }: { password: string }) => {
        if (password !== 'right') throw new Refusal('WRONG_LOGIN', '账号或密码不对，请再看一眼。')
        return { token: 't', expiresAt: cannedNow, staff: me }
      },
      'staff.list': () => ({ staff: [me] }),
    },
    false,
  )
  fireEvent.change(screen.getByLabelText('账号'), { target: { value: ' demo ' } })
  fireEvent.change(screen.getByLabelText('密码'), { target: { value: 'wrong' } })
  fireEvent.click(screen.getByRole('button', { name: '登录' }))
  expect(await screen.findByText('账号或密码不对，请再看一眼。')).toBeTruthy()
  fireEvent.change(screen.getByLabelText('密码'), { target: { value: 'right' } })
  fireEvent.click(await screen.findByRole('button', { name: '登录' }))
  expect(await screen.findByRole('heading', { name: '员工与绑定' })).toBeTruthy()
  expect(location.hash).toBe('#/people')
  expect(callsOf(sent, 'staff.login')[0]?.name).toBe('demo')
})

test('a session that ended meanwhile leads to the login, which remembers where one was', async () => {
  openDesk('#/sop?sop=daily&v=1', {
    'sop.list': () => {
      throw new Refusal('SESSION_EXPIRED', '登录已过期，请再登录一次。')
    },
  })
  expect(await screen.findByRole('button', { name: '登录' })).toBeTruthy()
  expect(decodeURIComponent(location.hash)).toContain('next=/sop?sop=daily&v=1')
  expect(sessionStorage.getItem('jiepai.session')).toBeNull()
  expect(screen.getByText(/请再登一次，会回到刚才那一页/)).toBeTruthy()
})

test('a bind code is shown once, in two groups of four, with the time that it has left', async () => {
  openDesk('#/people', {
    'staff.list': () => ({ staff: [me] }),
    'staff.createBindCode': () => ({ code: '40218836', expiresAt: cannedNow + 10 * 60_000 }),
  })
  fireEvent.click(await screen.findByRole('button', { name: '给绑定码' }))
  expect(await screen.findByLabelText('绑定码 4 0 2 1 8 8 3 6')).toBeTruthy()
  expect(screen.getByText(/11:36 前有效，还有 10 分钟/)).toBeTruthy()
})

test('an address that does not exist says so and leads back', async () => {
  openDesk('#/nowhere')
  expect(await screen.findByRole('link', { name: '回到今日' })).toBeTruthy()
})

test('eight states are eight different shapes, also without their colours', async () => {
  const names = Object.keys(glyphNames) as GlyphName[]
  render(names.map((name) => <Glyph key={name} name={name} label />))
  const shapes = new Set(
    names.map((name) =>
      screen
        .getByRole('img', { name: glyphNames[name] })
        .innerHTML.replace(/(fill|stroke)="(var\([^)]*\)|#\w+)"/g, '$1'),
    ),
  )
  await waitFor(() => expect(shapes.size).toBe(8))
})
