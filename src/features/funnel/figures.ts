import { addDays, type Day } from '../../kernel/day'
import { addCell, type Cell, emptyCell, medianWait } from './cells'
import type { CohortDay, FunnelView, Quality } from './contract'
import type { Row } from './rollup'
import type { FunnelBook } from './rules'

/** Cells by what staff see, of all days and of those that are old enough to be judged by a week's time. */
export interface Sums {
  all: Cell
  /** People who came at least eight days ago. */
  mature: Cell
  today: number
}

/** Days after which a week is over for everybody of a cohort day. */
const RIPE = 8

/** Sums up rows under the value that `shown` gives them; null leaves a row out. */
export function sumRows(
  days: readonly { day: Day; rows: readonly Row[] }[],
  { steps, today, shown }: { steps: number; today: Day; shown: (value: string) => string | null },
): Map<string, Sums> {
  const sums = new Map<string, Sums>()
  for (const { day, rows } of days) {
    for (const { value, cell } of rows) {
      const as = shown(value)
      if (as === null) continue
      const sum = sums.get(as) ?? emptySums(steps)
      sums.set(as, sum)
      addCell(sum.all, cell)
      if (addDays(day, RIPE) <= today) addCell(sum.mature, cell)
      if (day === today) sum.today += cell.people
    }
  }
  return sums
}

export function emptySums(steps: number): Sums {
  return { all: emptyCell(steps), mature: emptyCell(steps), today: 0 }
}

/** A share in basis points; null when there is nothing to divide by. */
function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part * 10_000) / whole)
}

/** The funnel of some people: of each step how many, of whom, how many nobody can place, how long it took. */
export function viewOf({ all }: Pick<Sums, 'all'>, book: FunnelBook): FunnelView {
  let previous: FunnelView['steps'][number]['previous'] = null
  let before = all.people
  const steps = book.steps.map(({ step, required, windowDays }, i) => {
    const { people, unmatched, waits } = all.steps[i] ?? { people: 0, unmatched: 0, waits: [] }
    const shown = {
      ...{ step, required, windowDays, people, unmatched, previous },
      ofPrevious: share(people, before),
      ofEntry: share(people, all.people),
      unmatchedShare: share(unmatched, people),
      medianMs: medianWait(waits),
    }
    if (required) {
      previous = step
      before = people
    }
    return shown
  })
  const { people, unmatched, left } = all
  return { people, unmatched, left, leftShare: share(left, people), steps }
}

/** Day by day what became of those who first came on it, also days on which nobody did. */
export function cohortDays(
  days: readonly { day: Day; rows: readonly Row[] }[],
  { from, to, today }: { from: Day; to: Day; today: Day },
  isAsked: (value: string) => boolean,
): CohortDay[] {
  const found = new Map(days.map(({ day, rows }) => [day, rows]))
  const list: CohortDay[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const sum = emptyCell(0)
    for (const { value, cell } of found.get(day) ?? []) if (isAsked(value)) addCell(sum, cell)
    const { people, unmatched, checkedIn, used, active } = sum
    list.push({ day, people, unmatched, checkedIn, used, active: addDays(day, RIPE) <= today ? active : null })
  }
  return list
}

/** What became of the people of one source. Only of the matched is anything known, so they alone are judged. */
export function qualityOf({ all, mature }: Sums, costCents: number | null, least: number): Quality {
  const known = all.people - all.unmatched
  const ripe = mature.people - mature.unmatched
  return {
    known,
    few: known < least,
    retention7: share(mature.active, ripe),
    checkin: share(all.checkedIn, known),
    coupon: share(all.used, known),
    left7: share(mature.leftMatched, ripe),
    bought: all.bought,
    cents: all.cents,
    perBuyer: all.bought === 0 ? null : Math.round(all.cents / all.bought),
    costCents,
    perJoined: costCents === null || all.joined === 0 ? null : Math.round(costCents / all.joined),
    perActive: costCents === null || mature.active === 0 ? null : Math.round(costCents / mature.active),
  }
}
