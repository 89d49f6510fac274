import { addDays, type Day, daysBetween } from './day'

/**
 * Days of the lunar calendar from a table: the library that computes them reads the machine's zone. A test holds the table
 * against the library. Per lunar year: its first day, the month after which a leap month follows (0: none), and one digit per
 * month in order, 1 for 30 days and 0 for 29.
 */
const YEARS: readonly (readonly [first: Day, leap: number, months: string])[] = [
  ['2025-01-29', 6, '1010010101110'],
  ['2026-02-17', 0, '101001001110'],
  ['2027-02-06', 0, '110100100110'],
  ['2028-01-26', 5, '1110100100110'],
  ['2029-02-13', 0, '110101010011'],
  ['2030-02-03', 0, '010110101010'],
  ['2031-01-23', 3, '0110101101010'],
  ['2032-02-11', 0, '100101101101'],
  ['2033-01-31', 11, '0100101011101'],
  ['2034-02-19', 0, '010010101101'],
  ['2035-02-08', 0, '101001001101'],
  ['2036-01-28', 6, '1101001001011'],
  ['2037-02-15', 0, '110100100101'],
  ['2038-02-04', 0, '110101010010'],
  ['2039-01-24', 5, '1101101010100'],
  ['2040-02-12', 0, '101101011010'],
  ['2041-02-01', 0, '010101101101'],
  ['2042-01-22', 2, '0100101011011'],
  ['2043-02-10', 0, '010010011011'],
  ['2044-01-30', 7, '1010010010111'],
  ['2045-02-17', 0, '101001001011'],
]

export interface LunarDay {
  /** Year in which the lunar year begins: the days before 春节 2027 belong to 2026. */
  year: number
  /** 1 to 12. */
  month: number
  day: number
  /** In the leap month that follows the month of the same number. */
  leap: boolean
  /** 29 or 30. */
  monthDays: number
}

/** The lunar day of a day between 2025-01-29 and early 2046; null outside the table. */
export function lunarOf(day: Day): LunarDay | null {
  const begun = YEARS.filter(([first]) => first <= day)
  const row = begun.at(-1)
  if (row === undefined) return null
  const [first, leapAfter, months] = row
  let left = daysBetween(first, day)
  for (const [position, sign] of [...months].entries()) {
    const monthDays = sign === '1' ? 30 : 29
    if (left < monthDays) {
      const isPast = leapAfter > 0 && position >= leapAfter
      const leap = leapAfter > 0 && position === leapAfter
      return { year: Number(first.slice(0, 4)), month: position + (isPast ? 0 : 1), day: left + 1, leap, monthDays }
    }
    left -= monthDays
  }
  return null
}

const DIGITS = '一二三四五六七八九十'
const MONTHS = ['正月', '二月', '三月', '四月', '五月', '六月', '七月', '八月', '九月', '十月', '冬月', '腊月']

/** 农历八月初三, 农历闰六月十五, 农历腊月三十, 农历十二月廿三; null for anything else. */
export function readLunar(written: string): Pick<LunarDay, 'month' | 'day' | 'leap'> | null {
  const match =
    /^农历(闰)?(正|一|二|三|四|五|六|七|八|九|十|十一|冬|十二|腊)月(初|十|廿|二十|三十)([一二三四五六七八九十])?$/.exec(
      written,
    )
  if (match === null) return null
  const [, leap, name = '', tens = '', ones] = match
  const month = { 正: 1, 十一: 11, 冬: 11, 十二: 12, 腊: 12 }[name] ?? DIGITS.indexOf(name) + 1
  const unit = ones === undefined ? 0 : DIGITS.indexOf(ones) + 1
  const day = { 初: 0, 十: 10, 廿: 20, 二十: 20, 三十: 30 }[tens as '初'] + unit
  if (day < 1 || day > 30 || (unit === 10 && tens !== '初')) return null
  return { month, day, leap: leap !== undefined }
}

/** 农历八月初三, the name under which a lunar day is kept. */
export function lunarName({ month, day, leap }: Pick<LunarDay, 'month' | 'day' | 'leap'>): string {
  const tens = day <= 10 ? '初' : day < 20 ? '十' : day === 20 ? '二十' : day < 30 ? '廿' : '三十'
  const ones = day % 10 === 0 ? (day === 10 ? '十' : '') : (DIGITS[(day % 10) - 1] ?? '')
  return `农历${leap ? '闰' : ''}${MONTHS[month - 1] ?? ''}${tens}${ones}`
}

/** Whether a day is this lunar day. The 30th of a month of 29 days is its last day, as people keep it. */
export function isLunarDay(wanted: Pick<LunarDay, 'month' | 'day' | 'leap'>, day: Day): boolean {
  const lunar = lunarOf(day)
  if (lunar === null || lunar.month !== wanted.month || lunar.leap !== wanted.leap) return false
  return lunar.day === Math.min(wanted.day, lunar.monthDays)
}

/** The first such lunar day on or after a day, within three years (leap months may take longer: then up to twenty). */
export function nextLunarDay(wanted: Pick<LunarDay, 'month' | 'day' | 'leap'>, after: Day): Day | null {
  const last = wanted.leap ? 7400 : 1200
  for (let step = 0; step < last; step++) {
    const day = addDays(after, step)
    if (isLunarDay(wanted, day)) return day
  }
  return null
}
