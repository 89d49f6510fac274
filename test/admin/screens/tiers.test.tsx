import { expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { tierBook } from '../../../src/features/tier/book'
import type { TierRules } from '../../../src/features/tier/rules'
import { Refusal } from '../../../src/kernel/errors'
import { callsOf, openDesk } from './desk'

const members = [
  { tier: 'basic', count: 1200 },
  { tier: 'core', count: 80 },
  { tier: 'vip', count: 0 },
]
const known = {
  'tier.getRules': () => ({ rules: tierBook.standard, revision: 0, at: null, by: null, members }),
  'coupon.listBatches': () => ({ batches: [] }),
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const type = (label: string, value: string) => {
  const field = screen.getByLabelText(label)
  fireEvent.change(field, { target: { value } })
  fireEvent.blur(field)
}

test('the rules are drawn with how many members stand where, and a change is saved on the revision that was read', async () => {
  const sent = openDesk('#/tiers', {
    ...known,
    'tier.setRules': ({ rules, revision }: { rules: TierRules; revision: number }) => ({
      ...{ rules, revision: revision + 1, at: 1, by: '陈一诺', members },
    }),
  })
  expect(await screen.findByText('1,200')).toBeTruthy()
  expect(screen.getByRole<HTMLButtonElement>('button', { name: '保存' }).disabled).toBe(true)
  type('核心门槛', '500')
  press('保存')
  await waitFor(() => expect(callsOf(sent, 'tier.setRules')).toHaveLength(1))
  const [saved] = callsOf(sent, 'tier.setRules')
  expect(saved).toMatchObject({ revision: 0 })
  expect((saved as unknown as { rules: TierRules }).rules.tiers.map(({ threshold }) => threshold)).toEqual([
    0, 500, 2000,
  ])
  await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: '保存' }).disabled).toBe(true))
})

test('rules that make no sense are told before anything is sent', async () => {
  const sent = openDesk('#/tiers', known)
  await screen.findByText('1,200')
  type('VIP门槛', '10')
  press('保存')
  expect(screen.getByRole('alert').textContent).toContain('每一级的门槛要比前一级高')
  type('VIP门槛', '')
  press('保存')
  expect(screen.getByRole('alert').textContent).toContain('「VIP」：成长值门槛')
  expect(callsOf(sent, 'tier.setRules')).toHaveLength(0)
})

test('a change tells before whom it moves', async () => {
  openDesk('#/tiers', {
    ...known,
    'tier.preview': () => ({
      ...{ sampled: 1000, total: 5000 },
      lines: [
        { tier: 'basic', name: '普通', now: 4000, after: 3500 },
        { tier: 'core', name: '核心', now: 1000, after: 1500 },
      ],
    }),
  })
  await screen.findByText('1,200')
  press('看看会影响谁')
  expect(await screen.findByText('从 5,000 位里随机看了 1,000 位推算')).toBeTruthy()
  expect(screen.getByText('−500')).toBeTruthy()
})

test('a colleague’s change is told with the way to it; a tier that members hold cannot be deleted', async () => {
  openDesk('#/tiers', {
    ...known,
    'tier.setRules': () => {
      throw new Refusal('RULES_CHANGED', '规则刚被别人改过，请刷新后再改一次')
    },
  })
  await screen.findByText('1,200')
  expect(screen.queryByRole('button', { name: '删除核心' })).toBeNull()
  press('删除VIP')
  press('保存')
  expect((await screen.findByRole('alert')).textContent).toContain('规则刚被别人改过')
  expect(screen.getByRole('button', { name: '刷新' })).toBeTruthy()
})
