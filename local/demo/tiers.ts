import type { TierEdition } from '../../src/features/tier/contract'
import type { TierRules } from '../../src/features/tier/rules'
import type { RpcAnswer } from '../../src/kernel/rpc'
import { DEMO_LOGIN } from './staff'
import type { DemoWorld } from './world'

/** What some members had bought before the programme began, as growth: one VIP, two of the middle, one of them close to the top. */
const BOUGHT: Readonly<Record<string, number>> = { 'o-member-02': 2600, 'o-member-03': 720, 'o-member-04': 1580 }

/**
 * The demo brand's tiers, through the calls that an operator makes: a coupon at each rise, and some members who stand higher.
 * Does nothing when rules were set already.
 */
export async function seedTiers(world: DemoWorld): Promise<void> {
  const { token } = dataOf<{ token: string }>(await world.call('staff', 'staff.login', DEMO_LOGIN, {}))
  const staff = async <T>(method: string, input: unknown) =>
    dataOf<T>(await world.call('staff', method, input, { token }))
  const { rules, revision } = await staff<TierEdition>('tier.getRules', {})
  if (revision > 0) return
  const { batches } = await staff<{ batches: { _id: string; state: string; price: number }[] }>(
    'coupon.listBatches',
    {},
  )
  const gift = batches.find(({ state, price }) => state === 'running' && price === 0)?._id ?? null
  await staff('tier.setRules', { request: `d5${'0'.repeat(30)}`, revision, rules: withGift(rules, gift) })
  for (const [openid, delta] of Object.entries(BOUGHT)) {
    const { code } = dataOf<{ code: string }>(await world.call('member', 'points.getWallet', {}, { openid }))
    const { memberId } = await staff<{ memberId: string }>('points.findMember', { code })
    const request = `d6${openid.slice(-2).padStart(30, '0')}`
    await staff('points.correct', { request, memberId, asset: 'growth', delta, reason: '开卡前的消费记录' })
  }
  await world.tick()
}

function withGift(rules: TierRules, upgradeBatch: string | null): TierRules {
  const [lowest, ...others] = rules.tiers
  const raised = others.map((tier) => ({ ...tier, benefits: { ...tier.benefits, upgradeBatch } }))
  return { ...rules, tiers: lowest ? [lowest, ...raised] : raised }
}

function dataOf<T>(answer: RpcAnswer): T {
  if (!answer.ok) throw new Error(`seeding the tiers: ${answer.code} ${answer.message}`)
  return answer.data as T
}
