/** Chance that repeats: the same seed gives the same numbers (mulberry32). */
export interface Chance {
  /** [0, 1) */
  next(): number
  hit(probability: number): boolean
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number
  pick<T>(list: readonly T[]): T
  /** 32 hex digits, as a page makes for a request. */
  request(): string
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    hit: (probability) => next() < probability,
    whole,
    pick: (list) => list[whole(0, list.length - 1)]!,
    request: () => Array.from({ length: 32 }, () => whole(0, 15).toString(16)).join(''),
  }
}
