import type { World } from '../cloud/world'
import { openidOf, openPopulated } from './accounts'
import { floorOf } from './floor'
import { type Figures, type Group, median, rounded } from './group'

const NOW = '2026-11-23T01:00:00.000Z'
const ROUNDS = 300
const scales: [name: string, members: number][] = [
  ['1k', 1000],
  ['100k', 100_000],
  ['1m', 1_000_000],
]

interface Sample {
  first: number[]
  repeat: number[]
  firstWire: Set<number>
  repeatWire: Set<number>
}

/** Check-in, first of the day and again, as a member's phone makes it, with few and with very many members. */
export const checkin: Group = {
  name: 'checkin',
  goals: { 'checkin.first.wire': 2, 'checkin.repeat.wire': 1, 'checkin.flat.1k-1m': 1.15 },
  async measure({ quick, say }) {
    const worlds: [string, number, World][] = []
    for (const [name, members] of quick ? scales.slice(0, 2) : scales) {
      say(`writing ${members} accounts`)
      worlds.push([name, members, await openPopulated(members, NOW)])
    }
    const samples = new Map(worlds.map(([name]) => [name, newSample()]))
    say(`checking in ${ROUNDS} times at each size`)
    // The sizes take turns, so that whatever else the machine does falls on all of them alike.
    for (let round = -20; round < ROUNDS; round++) {
      for (const [name, members, world] of worlds) {
        const sample = round < 0 ? newSample() : (samples.get(name) ?? newSample())
        await checkInTwice(world, openidOf(((round + 20) * 7919) % members), sample)
      }
    }
    const [, , small] = worlds[0]!
    const figures = report(
      worlds.map(([name]) => [name, samples.get(name)!] as const),
      await floorOf(small),
    )
    for (const [, , world] of worlds) await world.close()
    return figures
  },
}

function newSample(): Sample {
  return { first: [], repeat: [], firstWire: new Set(), repeatWire: new Set() }
}

async function checkInTwice(world: World, openid: string, sample: Sample): Promise<void> {
  for (const [times, wire] of [
    [sample.first, sample.firstWire],
    [sample.repeat, sample.repeatWire],
  ] as const) {
    const began = performance.now()
    const { answer, wireCalls } = await world.call('member', 'checkin.checkIn', {}, { openid })
    times.push(performance.now() - began)
    wire.add(wireCalls)
    if (!answer.ok) throw new Error(`checking in: ${answer.code} ${answer.message}`)
  }
}

function report(samples: (readonly [string, Sample])[], floor: number): Figures {
  const figures: Figures = {}
  const [, base] = samples[0]!
  const [lastName, last] = samples.at(-1)!
  figures['checkin.first.wire'] = Math.max(...samples.flatMap(([, { firstWire }]) => [...firstWire]))
  figures['checkin.repeat.wire'] = Math.max(...samples.flatMap(([, { repeatWire }]) => [...repeatWire]))
  figures['checkin.first.ms'] = rounded(median(base.first))
  figures['checkin.repeat.ms'] = rounded(median(base.repeat))
  figures['checkin.first.ratio'] = rounded(median(base.first) / floor)
  figures['checkin.repeat.ratio'] = rounded(median(base.repeat) / floor)
  for (const [name, { first }] of samples) figures[`checkin.first.ms.${name}`] = rounded(median(first))
  figures[`checkin.flat.1k-${lastName}`] = rounded(median(last.first) / median(base.first))
  return figures
}
