import { addDays, DAY, dayOf, startOf } from '../../src/kernel/day'
import type { RpcAnswer } from '../../src/kernel/rpc'
import { DEMO_LOGIN } from './staff'
import type { DemoWorld } from './world'

/** How long the demo's coupons can be claimed, in days. */
const OPEN = 90
const always = { weekdays: [], parts: [] }

/**
 * Two running batches, through the calls that an operator makes: one for free, one for points. Does nothing when there are
 * batches already.
 */
export async function seedCoupons(world: DemoWorld): Promise<void> {
  const { token } = dataOf<{ token: string }>(await world.call('staff', 'staff.login', DEMO_LOGIN, {}))
  const staff = async <T>(method: string, input: unknown) =>
    dataOf<T>(await world.call('staff', method, input, { token }))
  const { batches } = await staff<{ batches: unknown[] }>('coupon.listBatches', {})
  if (batches.length > 0) return
  for (const [request, batch] of Object.entries(demoBatches(world.now()))) {
    const made = await staff<{ batch: { _id: string } }>('coupon.createBatch', { request, batch })
    await staff('coupon.setState', { id: made.batch._id, state: 'running' })
  }
}

/** By the request that creates each: the same one again makes no second batch. */
function demoBatches(now: number): Record<string, unknown> {
  const today = dayOf(now)
  const window = { claimFrom: startOf(today) - 7 * DAY, claimUntil: startOf(addDays(today, OPEN)) }
  return {
    [`d1${'0'.repeat(30)}`]: {
      ...window,
      terms: {
        title: '满 99 减 20',
        value: { kind: 'threshold', offCents: 2000, fromCents: 9900 },
        usable: always,
        stores: [],
        note: '全场可用，一次用一张',
      },
      validity: { kind: 'after_claim', startsAfterDays: 0, days: 30 },
      total: 200,
      perMember: 1,
      perDay: null,
      price: 0,
    },
    [`d2${'0'.repeat(30)}`]: {
      ...window,
      terms: {
        title: '护手霜兑换券',
        value: { kind: 'exchange', item: '花间护手霜 30 ml', worthCents: 3900 },
        usable: always,
        stores: ['南京西路店'],
        note: '到店出示，换一支护手霜',
      },
      validity: { kind: 'after_claim', startsAfterDays: 0, days: 60 },
      total: 50,
      perMember: 2,
      perDay: null,
      price: 300,
    },
  }
}

function dataOf<T>(answer: RpcAnswer): T {
  if (!answer.ok) throw new Error(`seeding coupons: ${answer.code} ${answer.message}`)
  return answer.data as T
}
