import { type ClockTime, DAY, MINUTE, minutesOf, startOf } from './day'

/** `[from, until)` on the clock of Shanghai; over midnight when it ends before it begins, nothing when both are the same. */
export interface Quiet {
  from: ClockTime
  until: ClockTime
}

/** More spans than this one after the other leave no minute of the day: then the last end counts. */
const ROUNDS = 8

/**
 * The end of the quiet hours that hold an instant, or null when people may be spoken to. Several spans (the brand's and the
 * member's own) act together: where one ends inside another, the quiet goes on.
 *
 * @returns ms
 */
export function quietUntil(instant: number, spans: readonly (Quiet | null)[]): number | null {
  let end: number | null = null
  for (let round = 0; round < ROUNDS; round++) {
    const at: number = end ?? instant
    let later = at
    for (const span of spans) if (span !== null) later = Math.max(later, endOf(at, span))
    if (later === at) break
    end = later
  }
  return end
}

/** Any midnight of Shanghai: a dry run asks a million times, so days are not written and read again. */
const A_MIDNIGHT = startOf('1970-01-01')

function endOf(at: number, { from, until }: Quiet): number {
  const sinceMidnight = (((at - A_MIDNIGHT) % DAY) + DAY) % DAY
  const midnight = at - sinceMidnight
  const minute = sinceMidnight / MINUTE
  const [first, last] = [minutesOf(from), minutesOf(until)]
  if (first < last) return minute >= first && minute < last ? midnight + last * MINUTE : at
  if (first === last) return at
  if (minute >= first) return midnight + DAY + last * MINUTE
  return minute < last ? midnight + last * MINUTE : at
}
