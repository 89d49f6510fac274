import { addDays, dayOf } from '../../src/kernel/day'
import type { RpcAnswer } from '../../src/kernel/rpc'
import { DEMO_LOGIN } from './staff'
import type { DemoWorld } from './world'

/** How long the demo's sales recur, in days. */
const RECURS = 90

/**
 * Two running sales, through the calls that an operator makes: every day at nine whoever comes first, and on Fridays a draw.
 * Does nothing when there are sales already.
 */
export async function seedFlash(world: DemoWorld): Promise<void> {
  const { token } = dataOf<{ token: string }>(await world.call('staff', 'staff.login', DEMO_LOGIN, {}))
  const staff = async <T>(method: string, input: unknown) =>
    dataOf<T>(await world.call('staff', method, input, { token }))
  const { sales } = await staff<{ sales: unknown[] }>('flash.list', {})
  if (sales.length > 0) return
  for (const [request, sale] of Object.entries(demoSales(world.now()))) {
    const made = await staff<{ sale: { _id: string } }>('flash.create', { request, sale })
    await staff('flash.setState', { id: made.sale._id, state: 'running' })
  }
}

/** By the request that creates each: the same one again makes no second sale. */
function demoSales(now: number): Record<string, unknown> {
  const today = dayOf(now)
  const days = { from: today, until: addDays(today, RECURS), price: 0 }
  return {
    [`e1${'0'.repeat(30)}`]: {
      ...days,
      title: '每日九点秒杀',
      mode: 'first_come',
      prize: {
        item: '花间柔雾气垫小样',
        worthCents: 6900,
        note: '自然色，附粉扑',
        stores: ['南京西路店'],
        validDays: 7,
      },
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      time: '09:00',
      // Twelve hours: whenever the demo is started, the session runs or its countdown does.
      minutes: 720,
      stock: 20,
    },
    [`e2${'0'.repeat(30)}`]: {
      ...days,
      title: '周五会员抽签',
      mode: 'draw',
      prize: { item: '花间礼盒', worthCents: 29900, note: '口红、气垫、护手霜', stores: [], validDays: 14 },
      weekdays: [5],
      time: '12:00',
      minutes: 60,
      stock: 5,
    },
  }
}

function dataOf<T>(answer: RpcAnswer): T {
  if (!answer.ok) throw new Error(`seeding flash sales: ${answer.code} ${answer.message}`)
  return answer.data as T
}
