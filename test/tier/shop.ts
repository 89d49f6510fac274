import { memberIdOf } from '../../cloudfunctions/platform/identity'
import '../../src/features/coupon/collections'
import '../../src/features/staff/collections'
import type { Staff } from '../../src/features/staff/rules'
import { tierBook } from '../../src/features/tier/book'
import '../../src/features/tier/collections'
import type { TierView } from '../../src/features/tier/contract'
import { settled, storeOf } from '../checkin/ledgerOf'
import type { RpcAnswer } from '../cloud/world'
import { type Bank, openBank } from '../points/bank'

/** 10:00 in Shanghai, after the day's round. */
export const NOW = '2026-11-22T02:00:00Z'
const OPENID = 'o-member'
export const MEMBER = memberIdOf('test', OPENID)
/** Each tier gives a coupon at a rise and another on the birthday, of batches that do not exist. */
export const RULES = {
  ...tierBook.standard,
  tiers: tierBook.standard.tiers.map((tier) => ({
    ...tier,
    benefits: { ...tier.benefits, upgradeBatch: `up_${tier.id}`, birthdayBatch: `cake_${tier.id}` },
  })),
}

const person = (id: string, role: Staff['roles'][number]): Staff => ({
  ...{ _id: id, schema: 1, login: id, name: `${id}姐`, password: null, roles: [role], stores: [] },
  ...{ openid: `o-${id}`, wecomUserId: null, active: true, failures: 0, lockedUntil: 0 },
})

/** A bank with a brand's tiers, three of its staff and one member who has nothing yet. */
export async function openTiers() {
  const bank = await openBank(NOW)
  const store = storeOf(bank.world)
  await store.insertAll('staff', [person('zhou', 'operator'), person('lin', 'store_manager'), person('mei', 'guide')])
  const rules = { schema: 1 as const, revision: 1, rules: RULES, at: 0, by: '周', request: 'seed' }
  await store.insert('rule_books', { _id: 'tiers', ...rules })
  await bank.open(MEMBER)
  return { bank, ...callsOf(bank) }
}

function callsOf(bank: Bank) {
  const asMember = (method: string, input: unknown = {}) => bank.world.call('member', method, input, { openid: OPENID })
  const store = storeOf(bank.world)
  return {
    asMember,
    asStaff: (method: string, input: unknown, who = 'zhou') =>
      bank.world.call('staff', method, input, { openid: `o-${who}` }),
    mine: async () => settled((await asMember('tier.getMine')).answer) as TierView,
    grow: (id: string, amount: number) => bank.operate('award', growing(id, amount), MEMBER),
    history: async () => {
      const lines = await store.find('tier_history', { memberId: MEMBER }, { sort: [['day', 1]] })
      return lines.map(({ from, to }) => `${from}>${to}`)
    },
    /** There are no such batches, so each gift that was asked for stands here once. */
    gifts: async () => (await store.find('coupon_missed', { memberId: MEMBER })).map(({ batch }) => batch).sort(),
    /** The first ends leases and drains, the second does what the drained effects asked for. */
    async sweep() {
      await bank.sweep()
      await bank.sweep()
    },
  }
}

const growing = (id: string, amount: number) => ({
  ...{ id, bizType: 'order', asset: 'growth', amount, reason: '消费', policy: { kind: 'never' } },
  ...{ activeAt: null, budget: null },
})

export const setting = (change: object = {}) => ({
  ...{ request: '0'.repeat(32), memberId: MEMBER, tier: 'vip', reason: '补偿老会员' },
  ...change,
})

export const codeOf = ({ answer }: { answer: RpcAnswer }) => (answer.ok ? 'OK' : answer.code)
