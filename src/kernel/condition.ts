/**
 * The one language in which the product's data says "when": what a survey shows and where it jumps, whom it asks, which answers a
 * quota counts. A condition is data (JSON), asked over named facts; phone, editor and server ask the same function.
 *
 * A fact that is not known (`null`) matches nothing but `answered: false`, so `not` around a comparison is true for it.
 */
export type Fact = string | number | boolean | readonly string[] | null
/** Name → fact; a name that nobody knows is `null`. */
export type Facts = (name: string) => Fact

export type When =
  | { all: When[] }
  | { any: When[] }
  | { not: When }
  /** Whether there is anything at all. */
  | { fact: string; answered: boolean }
  /** The same value; of a list: it is in it. */
  | { fact: string; eq: string | number | boolean }
  /** One of these; of a list: one of them is in it. */
  | { fact: string; in: (string | number)[] }
  /** Numbers by size, days (`YYYY-MM-DD`) by the calendar; anything else never. */
  | { fact: string; gt: number | string }
  | { fact: string; gte: number | string }
  | { fact: string; lt: number | string }
  | { fact: string; lte: number | string }

/** Nested deeper than this is a mistake of whoever wrote it, or an attack. */
export const DEEPEST = 6

export function holds(when: When, facts: Facts): boolean {
  if ('all' in when) return when.all.every((each) => holds(each, facts))
  if ('any' in when) return when.any.some((each) => holds(each, facts))
  if ('not' in when) return !holds(when.not, facts)
  const fact = facts(when.fact)
  if ('answered' in when) return isThere(fact) === when.answered
  if (!isThere(fact)) return false
  if ('eq' in when) return Array.isArray(fact) ? fact.includes(String(when.eq)) : fact === when.eq
  if ('in' in when) {
    return Array.isArray(fact)
      ? when.in.some((each) => fact.includes(String(each)))
      : when.in.some((each) => each === fact)
  }
  if ('gt' in when) return compared(fact, when.gt, (a, b) => a > b)
  if ('gte' in when) return compared(fact, when.gte, (a, b) => a >= b)
  if ('lt' in when) return compared(fact, when.lt, (a, b) => a < b)
  return compared(fact, when.lte, (a, b) => a <= b)
}

/** The names that a condition asks for, each once. */
export function factsIn(when: When): string[] {
  const names = new Set<string>()
  const walk = (each: When): void => {
    if ('all' in each) each.all.forEach(walk)
    else if ('any' in each) each.any.forEach(walk)
    else if ('not' in each) walk(each.not)
    else names.add(each.fact)
  }
  walk(when)
  return [...names]
}

function isThere(fact: Fact): fact is Exclude<Fact, null> {
  return fact !== null && fact !== '' && !(Array.isArray(fact) && fact.length === 0)
}

function compared(fact: Fact, bound: number | string, is: (a: number | string, b: number | string) => boolean) {
  return typeof fact === typeof bound && (typeof fact === 'number' || typeof fact === 'string') && is(fact, bound)
}
