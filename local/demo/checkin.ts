import type { CheckinBook } from '../../src/features/checkin/book'
import type { BookView } from '../../src/features/checkin/contract'
import { addDays, type Day, dayOf } from '../../src/kernel/day'
import type { RpcAnswer } from '../../src/kernel/rpc'
import { DEMO_LOGIN } from './staff'
import type { DemoWorld } from './world'

/**
 * The demo brand's check-in, through the calls that an operator makes: one protected day a month, a card for seven days, a
 * campaign that runs on `today`. Does nothing when rules were set already.
 */
export async function seedCheckin(world: DemoWorld, today = dayOf(world.now())): Promise<void> {
  const { token } = dataOf<{ token: string }>(await world.call('staff', 'staff.login', DEMO_LOGIN, {}))
  const { book, revision } = dataOf<BookView>(await world.call('staff', 'checkin.getRules', {}, { token }))
  if (revision > 0) return
  const input = { request: `d4${'0'.repeat(30)}`, revision, book: demoBook(book, today) }
  dataOf(await world.call('staff', 'checkin.setRules', input, { token }))
}

function demoBook(book: CheckinBook, today: Day): CheckinBook {
  return {
    ...book,
    shield: 1,
    cards: { ...book.cards, price: 50 },
    steps: book.steps.map((step) =>
      step.days === 7 ? { ...step, gifts: [...step.gifts, { kind: 'makeup_card', amount: 1 }] } : step,
    ),
    campaigns: [
      {
        id: 'winter',
        title: '暖冬打卡季',
        from: addDays(today, -5),
        until: addDays(today, 15),
        consecutive: [],
        cycle: null,
        cumulative: [
          { days: 5, gifts: [{ kind: 'points', amount: 30 }] },
          { days: 10, gifts: [{ kind: 'growth', amount: 50 }] },
          {
            days: 15,
            gifts: [
              { kind: 'points', amount: 100 },
              { kind: 'makeup_card', amount: 1 },
            ],
          },
        ],
        calendar: [{ day: addDays(today, 8), gifts: [{ kind: 'points', amount: 66 }] }],
        budgetPerDay: 5000,
      },
    ],
  }
}

function dataOf<T>(answer: RpcAnswer): T {
  if (!answer.ok) throw new Error(`seeding the check-in: ${answer.code} ${answer.message}`)
  return answer.data as T
}
