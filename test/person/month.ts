import { type Chance, chanceOf } from '../../local/demo/lived/chance'
import { DAY, HOUR, MINUTE } from '../../src/kernel/day'

/** Something that somebody does at the platform. A pair of person and place goes on and off in turn. */
export interface Act {
  at: number
  person: number
  kind: 'friend' | 'group' | 'mp'
  place: number
  on: boolean
}

/** An event on its way to us; a lost one has no deliveries. */
export interface Sent {
  act: Act
  deliveredAt: number[]
}

export interface Month {
  acts: Act[]
  days: number
  start: number
}

/** What people do in some days, at most twice a day with one place, ten minutes apart at least. */
export function monthOf(seed: number, people: number, days: number, places: number, start: number): Month {
  const chance = chanceOf(seed)
  const acts: Act[] = []
  for (let person = 0; person < people; person++) {
    for (const kind of ['friend', 'group', 'mp'] as const) {
      for (let place = 0; place < (kind === 'mp' ? 1 : places); place++) {
        if (!chance.hit(0.35)) continue
        acts.push(...pairOf(chance, { person, kind, place }, days, start))
      }
    }
  }
  return { acts: acts.sort((a, b) => a.at - b.at), days, start }
}

function pairOf(chance: Chance, pair: Pick<Act, 'person' | 'kind' | 'place'>, days: number, start: number): Act[] {
  const acts: Act[] = []
  let on = false
  for (let day = chance.whole(0, days - 1); day < days; day += chance.whole(1, days)) {
    const times = chance.hit(0.2) ? 2 : 1
    for (let n = 0; n < times; n++) {
      on = !on
      const minute = 60 + n * 600 + chance.whole(0, 500)
      acts.push({ ...pair, on, at: start + day * DAY + minute * MINUTE })
    }
  }
  return acts
}

/** Every event as it happens. */
export function inOrder({ acts }: Month): Sent[] {
  return acts.map((act) => ({ act, deliveredAt: [act.at] }))
}

/**
 * The same events late, twice and out of order; some never come, but none of a pair that changes twice between two looks: of what begins and ends
 * in the dark nobody can know.
 */
export function inDisorder({ acts, start }: Month, seed: number): Sent[] {
  const chance = chanceOf(seed)
  const nightOf = ({ at }: Act) => Math.floor((at - start) / DAY)
  const keyOf = (act: Act) => `${act.person}:${act.kind}:${act.place}:${nightOf(act)}`
  const perNight = new Map<string, number>()
  for (const act of acts) perNight.set(keyOf(act), (perNight.get(keyOf(act)) ?? 0) + 1)
  return acts.map((act) => {
    const mendable = act.kind !== 'mp' && perNight.get(keyOf(act)) === 1
    if (mendable && chance.hit(0.1)) return { act, deliveredAt: [] }
    const late = () => act.at + (chance.hit(0.5) ? 0 : chance.whole(1, chance.hit(0.1) ? 50 : 5) * HOUR) + 1
    return { act, deliveredAt: Array.from({ length: chance.hit(0.2) ? chance.whole(2, 3) : 1 }, late) }
  })
}

/** Since when each pair is on, at some instant. */
export function standingAt({ acts }: Month, at: number): Map<string, Act> {
  const standing = new Map<string, Act>()
  for (const act of acts) {
    if (act.at > at) break
    const key = `${act.kind}:${act.place}:${act.person}`
    if (act.on) standing.set(key, act)
    else standing.delete(key)
  }
  return standing
}
