/** WeChat's timer expression: second minute hour day month weekday year, in UTC+8. */
export interface Cron {
  readonly fields: readonly ReadonlySet<number>[]
  /** Day and weekday both given: either of them is enough. */
  readonly dayOrWeekday: boolean
}

const ZONE_MS = 8 * 3_600_000
const DAY_MS = 86_400_000
const LIMITS: readonly (readonly [name: string, low: number, high: number])[] = [
  ['second', 0, 59],
  ['minute', 0, 59],
  ['hour', 0, 23],
  ['day', 1, 31],
  ['month', 1, 12],
  ['weekday', 0, 6],
  ['year', 1970, 2099],
]
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/** Parses the seven fields (`, - * /` and English names). Throws RangeError naming the field that is wrong. */
export function parseCron(expression: string): Cron {
  const parts = expression.trim().split(/\s+/)
  if (parts.length !== 7) throw new RangeError(`a timer needs 7 fields, "${expression}" has ${parts.length}`)
  const fields = parts.map((part, i) => parseField(part, i))
  return { fields, dayOrWeekday: parts[3] !== '*' && parts[5] !== '*' }
}

function parseField(text: string, position: number): Set<number> {
  const [name, low, high] = LIMITS[position] as readonly [string, number, number]
  const values = new Set<number>()
  for (const item of text.split(',')) {
    const [range = '', stepText] = item.split('/')
    const step = stepText === undefined ? 1 : Number(stepText)
    const [first = '', last] = range.split('-')
    const from = range === '*' ? low : number(first, position)
    const to =
      range === '*' || (last === undefined && stepText !== undefined)
        ? high
        : last === undefined
          ? from
          : number(last, position)
    const sound = Number.isInteger(step) && step > 0 && from >= low && to <= high && from <= to
    if (!sound) throw new RangeError(`timer field ${name} does not understand "${text}"`)
    for (let value = from; value <= to; value += step) values.add(value)
  }
  return values
}

function number(text: string, position: number): number {
  const names = position === 4 ? MONTHS : position === 5 ? WEEKDAYS : []
  const named = names.indexOf(text.toUpperCase())
  if (named >= 0) return position === 4 ? named + 1 : named
  return /^\d+$/.test(text) ? Number(text) : Number.NaN
}

/** The first instant (ms) strictly after `after` (ms) at which the timer fires; undefined if there is none until 2099. */
export function nextFire(cron: Cron, after: number): number | undefined {
  const [seconds, minutes, hours] = cron.fields as [Set<number>, Set<number>, Set<number>]
  const start = Math.floor(after / 1000) * 1000 + 1000 + ZONE_MS
  const end = Date.UTC(2100, 0, 1)
  for (let day = start - (start % DAY_MS); day < end; day += DAY_MS) {
    if (!matchesDay(cron, new Date(day))) continue
    for (const hour of [...hours].sort((a, b) => a - b)) {
      if (day + (hour + 1) * 3_600_000 <= start) continue
      for (const minute of [...minutes].sort((a, b) => a - b)) {
        if (day + hour * 3_600_000 + (minute + 1) * 60_000 <= start) continue
        for (const second of [...seconds].sort((a, b) => a - b)) {
          const at = day + hour * 3_600_000 + minute * 60_000 + second * 1000
          if (at >= start) return at - ZONE_MS
        }
      }
    }
  }
  return undefined
}

function matchesDay({ fields, dayOrWeekday }: Cron, date: Date): boolean {
  const [, , , days, months, weekdays, years] = fields as Set<number>[]
  if (years?.has(date.getUTCFullYear()) !== true || months?.has(date.getUTCMonth() + 1) !== true) return false
  const day = days?.has(date.getUTCDate()) === true
  const weekday = weekdays?.has(date.getUTCDay()) === true
  return dayOrWeekday ? day || weekday : day && weekday
}
