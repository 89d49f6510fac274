import { expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import type { SopVersion } from '../../../src/features/sop/rules'
import { upcastVersion } from '../../../src/features/sop/upcast'
import { Refusal } from '../../../src/kernel/errors'
import { cannedNow } from '../canned/board'
import { callsOf, openDesk } from './desk'

function version(number: number, status: SopVersion['status'], text: string, revision = 0): SopVersion {
  return upcastVersion({
    _id: `daily:${number}`,
    schema: 1,
    sop: 'daily',
    number,
    parent: null,
    status,
    name: '日常SOP',
    from: null,
    to: null,
    nodes: [
      {
        key: 'goods',
        kind: 'column',
        time: { on: 'daily' },
        slots: [{ from: '11:00', until: '12:00' }],
        module: '种草',
        column: '午间好物',
        tone: '',
        parts: [
          { type: 'text', text },
          { type: 'card', title: '好物', cover: 'goods' },
        ],
        topic: null,
        variables: {},
        audience: { tags: ['福利群'] },
        route: 'auto',
        late: 'skip',
        owner: '阿玲',
        note: '',
        unscheduled: null,
        source: null,
      },
    ],
    note: '',
    author: '陈一诺',
    revision,
    importDigest: null,
    createdAt: cannedNow,
    publishedAt: status === 'live' ? cannedNow : null,
  })
}

const summary = (number: number, status: SopVersion['status']) => ({
  number,
  status,
  note: '',
  author: '陈一诺',
  publishedAt: status === 'live' ? cannedNow : null,
})

const twoVersions = {
  'sop.list': () => ({
    sops: [{ sop: 'daily', name: '日常SOP', live: 1, latest: 2, versions: [summary(2, 'draft'), summary(1, 'live')] }],
  }),
  'sop.getVersion': ({ number }: { number: number }) => ({
    version: number === 1 ? version(1, 'live', '旧的') : version(2, 'draft', '{产品} 上新'),
  }),
}

test('a draft names what it changes and what is missing before it can be published', async () => {
  openDesk('#/sop', twoVersions)
  const row = await screen.findByRole('button', { name: /午间好物.*缺 产品/ })
  await waitFor(() => expect(row.querySelector('.change')?.textContent).toBe('改'))
  expect(screen.getByText(/还缺变量，补上才能发布/)).toBeTruthy()
})

test('saving sends only what changed, with the revision that was read', async () => {
  const sent = openDesk('#/sop?sop=daily&v=2&node=goods', {
    ...twoVersions,
    'sop.saveNode': () => ({ version: version(2, 'draft', '{产品} 上新', 1) }),
  })
  fireEvent.change(await screen.findByLabelText('产品'), { target: { value: '气垫' } })
  expect(screen.getByText(/^气垫 上新$/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '存进草稿' }))
  await waitFor(() => expect(callsOf(sent, 'sop.saveNode')).toHaveLength(1))
  expect(callsOf(sent, 'sop.saveNode')[0]).toEqual({
    sop: 'daily',
    number: 2,
    revision: 0,
    node: 'goods',
    variables: { 产品: '气垫' },
  })
})

test('a colleague was faster: nothing is lost, one chooses mine or theirs and saves on the new revision', async () => {
  let theirs = false
  const sent = openDesk('#/sop?sop=daily&v=2&node=goods', {
    ...twoVersions,
    'sop.getVersion': ({ number }: { number: number }) => ({
      version:
        number === 1 ? version(1, 'live', '旧的') : version(2, 'draft', theirs ? '对方的' : '原来的', theirs ? 7 : 0),
    }),
    'sop.saveNode': ({ revision }: { revision: number }) => {
      if (revision !== 7) {
        theirs = true
        throw new Refusal('CHANGED_BY_OTHER', '刚被别人改过。')
      }
      return { version: version(2, 'draft', '我的', 8) }
    },
  })
  fireEvent.change(await screen.findByLabelText('文案'), { target: { value: '我的' } })
  fireEvent.click(screen.getByRole('button', { name: '存进草稿' }))
  const question = await screen.findByText('文案 · 你的')
  const conflict = question.closest('section') ?? document.body
  expect(within(conflict).getByText('对方的', { selector: 'dd' })).toBeTruthy()
  fireEvent.click(within(conflict).getByText('用我的'))
  fireEvent.click(within(conflict).getByRole('button', { name: '就这样，回去存' }))
  fireEvent.click(await screen.findByRole('button', { name: '存进草稿' }))
  await waitFor(() => expect(callsOf(sent, 'sop.saveNode')[1]).toMatchObject({ revision: 7, text: '我的' }))
})

test('publishing says what will happen from when, and a refusal is shown as given while the old version stands', async () => {
  openDesk('#/sop?sop=daily&v=2', {
    ...twoVersions,
    'sop.publish': () => {
      throw new Refusal('VARIABLES_UNRESOLVED', '「午间好物」的 {产品} 还没有内容。')
    },
  })
  fireEvent.click(await screen.findByRole('button', { name: '发布 v2' }))
  const dialog = await screen.findByRole('dialog')
  expect(within(dialog).getByText(/从现在（11:26）起，9 个群按 v2 走/)).toBeTruthy()
  fireEvent.click(within(dialog).getByRole('button', { name: '发布 v2' }))
  const alert = await screen.findByText(/线上还是 v1/)
  expect(alert.textContent).toContain('「午间好物」的 {产品} 还没有内容。（VARIABLES_UNRESOLVED）')
})

test('a published version only shows; it says how to change it', async () => {
  openDesk('#/sop?sop=daily&v=1&node=goods', twoVersions)
  const text = await screen.findByLabelText<HTMLTextAreaElement>('文案')
  expect(text.disabled).toBe(true)
  expect(screen.getByText(/发布过的版本不能改，从它起草/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: '存进草稿' })).toBeNull()
})
