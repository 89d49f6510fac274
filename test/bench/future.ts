import { addDays, DAY } from '../../src/kernel/day'
import { insertCopies, NUMBER, writingMuch } from './bulk'
import { type Figures, type Group, median, rounded } from './group'
import { beatOf, chatId, dispatchOf, type LargeBrand, NINE, openLargeBrand, rowsOf } from './largeBrand'

const GROUPS = 50
const OWNERS = 5
/** Days ahead over which what is planned is spread; as many templates as days and groups. */
const DAYS = 20
const ROUNDS = 9
const scales: [name: string, deliveries: number][] = [
  ['10k', 10_000],
  ['1m', 1_000_000],
]
const quick: typeof scales = [
  ['10k', 10_000],
  ['100k', 100_000],
]

/** What a tick costs beside few and very many messages of later days, each with a due item of its own: nothing more. */
export const future: Group = {
  name: 'future',
  goals: {
    'future.idle.wire': 3,
    // Documents that the database looked at: as many with very many messages ahead as with few.
    'future.idle.examined.flat': 1,
    'future.due.wire.flat': 1,
    'future.due.examined.flat': 1,
    'future.due.ms.flat': 1.25,
  },
  async measure({ quick: isQuick, say }) {
    const brands: LargeBrand[] = []
    const sizes = isQuick ? quick : scales
    for (const [name, deliveries] of sizes) {
      say(`ticking beside ${name} messages of later days`)
      const brand = await openLargeBrand(GROUPS, OWNERS)
      seed(brand, deliveries)
      brands.push(brand)
    }
    const rounds = brands.map((): { idle: Cost[]; due: Cost[] } => ({ idle: [], due: [] }))
    // The sizes take turns, so that whatever else the machine does falls on all of them alike.
    for (let round = -1; round < ROUNDS; round++) {
      for (const [index, brand] of brands.entries()) {
        const { idle, due } = await ticking(brand, round)
        if (round < 0) continue
        rounds[index]?.idle.push(idle)
        rounds[index]?.due.push(due)
      }
    }
    for (const { world } of brands) await world.close()
    const found = rounds.map(({ idle, due }) => ({ idle: middle(idle), due: middle(due) }))
    const [small, large] = [found[0], found.at(-1)]
    if (small === undefined || large === undefined) throw new Error('nothing was measured')
    const figures: Figures = {
      'future.idle.wire': large.idle.wire,
      'future.idle.examined': large.idle.examined,
      'future.idle.examined.flat': rounded((large.idle.examined + 1) / (small.idle.examined + 1)),
      'future.due.wire': large.due.wire,
      'future.due.wire.flat': rounded(large.due.wire / small.due.wire),
      'future.due.examined': large.due.examined,
      'future.due.examined.flat': rounded(large.due.examined / small.due.examined),
      'future.due.ms': rounded(large.due.ms),
      'future.due.ms.flat': rounded(large.due.ms / small.due.ms),
      'future.deliveries': sizes.at(-1)?.[1] ?? 0,
    }
    return figures
  },
}

interface Cost {
  wire: number
  examined: number
  ms: number
}

function seed({ world }: LargeBrand, deliveries: number): void {
  const { store } = world.server.cloud.database
  const each = deliveries / (DAYS * GROUPS)
  writingMuch(store, () => {
    for (let day = 1; day <= DAYS; day++) {
      const at = NINE + day * DAY
      const beat = beatOf(addDays('2026-11-23', day), at)
      for (const [group, row] of rowsOf(beat, GROUPS, OWNERS).entries()) {
        const first = ((day - 1) * GROUPS + group) * each
        const numbered = `bench:n${NUMBER}:${beat.date}:0`
        const mine = {
          _id: `bench:n${NUMBER}:${chatId(group)}:${beat.date}:0:0`,
          beat: numbered,
          nodeKey: `n${NUMBER}`,
        }
        insertCopies(store, 'deliveries', { ...row, ...mine }, first, each)
        const item = dispatchOf({ ...beat, beat: numbered }, at + group * 1000)
        insertCopies(store, 'due', item, first, each)
      }
    }
  })
}

/** The empty run, then the nine o'clock post of today; each round from the same beginning. */
async function ticking(brand: LargeBrand, round: number): Promise<{ idle: Cost; due: Cost }> {
  const { world } = brand
  const at = NINE + (round + 1) * 60_000
  await world.setClock(new Date(at).toISOString())
  const idle = await brand.tick()
  await world.setClock(new Date(at + 30_000).toISOString())
  const beat = { ...beatOf('2026-11-23', NINE), beat: `bench:nine:2026-11-23:${round + 1}`, slot: round + 1 }
  brand.into('deliveries', rowsOf(beat, GROUPS, OWNERS))
  brand.into('due', [dispatchOf(beat, at)])
  const due = await brand.tick()
  await world.db.collection('deliveries').where({ date: '2026-11-23' }).remove()
  return { idle, due }
}

function middle(costs: readonly Cost[]): Cost {
  const of = (field: keyof Cost) => median(costs.map((cost) => cost[field]))
  return { wire: of('wire'), examined: of('examined'), ms: of('ms') }
}
