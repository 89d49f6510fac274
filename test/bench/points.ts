import type { World } from '../cloud/world'
import { type Bank, MEMBER, openBank } from '../points/bank'
import { openidOf, openPopulated } from './accounts'
import { floorOf } from './floor'
import { type Figures, type Group, median, rounded } from './group'

const NOW = '2026-11-23T01:00:00.000Z'
const ROUNDS = 200
const lotCounts = [1, 10, 64]
const scales: [name: string, members: number][] = [
  ['1k', 1000],
  ['100k', 100_000],
  ['1m', 1_000_000],
]

/** Spending with few and many open lots, and reading a wallet and a list of coupons among few and very many members. */
export const points: Group = {
  name: 'points',
  goals: {
    ...Object.fromEntries(lotCounts.map((count) => [`points.spend.${count}-lots.wire`, 2])),
    'points.wallet.wire': 2,
    'points.wallet.flat.1k-1m': 1.15,
    'points.coupons.wire': 2,
    'points.coupons.flat.1k-1m': 1.15,
  },
  async measure({ quick, say }) {
    say(`spending ${ROUNDS} times from each of ${lotCounts.join(', ')} open lots`)
    const bank = await openBank(NOW)
    const floor = await floorOf(bank.world)
    const figures: Figures = {}
    for (const count of lotCounts) Object.assign(figures, await spending(bank, count, floor))
    await bank.close()
    return { ...figures, ...(await wallets(quick ? scales.slice(0, 2) : scales, say)) }
  },
}

/** Each round spends from every lot: the account is put back in between, so it always has that many. */
async function spending(bank: Bank, count: number, floor: number): Promise<Figures> {
  const members = Array.from(
    { length: ROUNDS + 20 },
    (_, i) => `${MEMBER.slice(0, 15)}${String(count * 1000 + i).padStart(10, '0')}`,
  )
  const lots = Array.from({ length: count }, (_, i) => ({ expires: `20${27 + i}-12-31`, amount: 10 }))
  for (const member of members) await bank.open(member, lots)
  const times: number[] = []
  let wire = 0
  for (const [i, member] of members.entries()) {
    const began = performance.now()
    const request = { id: 'bench', bizType: 'order', asset: 'points', amount: count * 10 - 1, reason: '兑换' }
    const { answer, wireCalls } = await bank.operate('spend', request, member)
    if (i >= 20) times.push(performance.now() - began)
    wire = Math.max(wire, wireCalls)
    if (!answer.ok) throw new Error(`spending: ${answer.code} ${answer.message}`)
  }
  return {
    [`points.spend.${count}-lots.wire`]: wire,
    [`points.spend.${count}-lots.ms`]: rounded(median(times)),
    [`points.spend.${count}-lots.ratio`]: rounded(median(times) / floor),
  }
}

/** What is read among few and very many members; each has two coupons. */
const readings = { wallet: 'points.getWallet', coupons: 'coupon.getMine' } as const

async function wallets(sizes: typeof scales, say: (line: string) => void): Promise<Figures> {
  const worlds: { name: string; members: number; world: World }[] = []
  for (const [name, members] of sizes) {
    say(`writing ${members} accounts with their coupons`)
    worlds.push({ name, members, world: await openPopulated(members, NOW, true) })
  }
  const figures: Figures = {}
  for (const [what, method] of Object.entries(readings)) Object.assign(figures, await reading(worlds, what, method))
  for (const { world } of worlds) await world.close()
  return figures
}

async function reading(
  worlds: readonly { name: string; members: number; world: World }[],
  what: string,
  method: string,
): Promise<Figures> {
  const times = worlds.map((): number[] => [])
  let wire = 0
  // The sizes take turns, so that whatever else the machine does falls on all of them alike.
  for (let round = -20; round < ROUNDS; round++) {
    for (const [i, { members, world }] of worlds.entries()) {
      const openid = openidOf(((round + 20) * 7919) % members)
      const began = performance.now()
      const { answer, wireCalls } = await world.call('member', method, {}, { openid })
      if (round >= 0) times[i]?.push(performance.now() - began)
      wire = Math.max(wire, wireCalls)
      if (!answer.ok) throw new Error(`${method}: ${answer.code}`)
    }
  }
  const [small, large] = [median(times[0] ?? []), median(times.at(-1) ?? [])]
  return {
    [`points.${what}.wire`]: wire,
    [`points.${what}.ms`]: rounded(small),
    [`points.${what}.flat.1k-${worlds.at(-1)?.name}`]: rounded(large / small),
  }
}
