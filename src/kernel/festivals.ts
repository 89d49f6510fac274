import { addDays, type Day, weekdayOf } from './day'
import { isLunarDay, lunarName, nextLunarDay, readLunar } from './lunar'

/**
 * Days of festivals by the name people write. Lunar days and solar terms come from a table: the library that computes them
 * reads the machine's zone (New York got other days), and twenty years are 42 short lines. A test holds the table against it.
 */
const FIRST_YEAR = 2025
const LAST_YEAR = 2045

const TERMS: readonly string[] =
  '小寒大寒立春雨水惊蛰春分清明谷雨立夏小满芒种夏至小暑大暑立秋处暑白露秋分寒露霜降立冬小雪大雪冬至'.match(/../g) ?? []
/** Earliest day of the month of each term between 2025 and 2045; a year's digit adds 0 or 1. Two terms a month. */
const TERM_BASE = [5, 20, 3, 18, 5, 20, 4, 19, 5, 20, 5, 21, 6, 22, 7, 22, 7, 22, 7, 23, 7, 22, 6, 21]

/** [solar terms, 春节, 端午, 七夕, 中秋, 重阳 as month × 100 + day, days from 腊八 to 春节] by year from 2025. */
const YEARS: readonly (readonly [terms: string, ...days: number[]])[] = [
  ['000000010100100101100010', 129, 531, 829, 1006, 1029, 22],
  ['001000110100110101100011', 217, 619, 819, 925, 1018, 22],
  ['001111111110111111100011', 206, 609, 808, 915, 1008, 22],
  ['101100000000000000100000', 126, 528, 826, 1003, 1026, 22],
  ['000000010100100101100010', 213, 616, 816, 922, 1016, 22],
  ['001000110100110101100011', 203, 605, 805, 912, 1005, 23],
  ['001111111110111111100011', 123, 624, 824, 1001, 1024, 22],
  ['101100000000000000100000', 211, 612, 812, 919, 1012, 22],
  ['000000010100100101100010', 131, 601, 801, 908, 1001, 23],
  ['001000110100110101100011', 219, 620, 820, 927, 1020, 23],
  ['001111110110110111100011', 208, 610, 810, 916, 1009, 23],
  ['101100000000000000100000', 128, 530, 828, 1004, 1027, 23],
  ['000000010100100101100010', 215, 618, 817, 924, 1017, 23],
  ['001000110100110101100011', 204, 607, 807, 913, 1007, 23],
  ['001111110110110111100011', 124, 527, 826, 1002, 1026, 22],
  ['101100000000000000100000', 212, 614, 814, 920, 1014, 22],
  ['000000010000100100100010', 201, 603, 803, 910, 1003, 22],
  ['001000010100110101100011', 122, 622, 822, 928, 1022, 23],
  ['001111110110110111100011', 210, 611, 811, 917, 1011, 23],
  ['101100000000000000000000', 130, 531, 731, 1005, 1029, 23],
  ['000000000000100100100010', 217, 619, 819, 925, 1018, 23],
]

/** Position of a lunar festival in a year's row, and days to add. */
const LUNAR: Readonly<Record<string, readonly [position: number, offset: number]>> = {
  除夕: [1, -1],
  春节: [1, 0],
  元宵节: [1, 14],
  端午节: [2, 0],
  七夕: [3, 0],
  中元节: [3, 8],
  中秋节: [4, 0],
  重阳节: [5, 0],
}

const SOLAR: Readonly<Record<string, number>> = {
  元旦: 101,
  情人节: 214,
  妇女节: 308,
  白色情人节: 314,
  消费者权益日: 315,
  愚人节: 401,
  劳动节: 501,
  青年节: 504,
  '520': 520,
  儿童节: 601,
  '618': 618,
  教师节: 910,
  国庆节: 1001,
  万圣节: 1031,
  双11: 1111,
  双12: 1212,
  平安夜: 1224,
  圣诞节: 1225,
}

/** The n-th weekday (7 = Sunday) of a month. */
const NTH: Readonly<Record<string, readonly [month: number, weekday: number, nth: number]>> = {
  母亲节: [5, 7, 2],
  父亲节: [6, 7, 3],
  感恩节: [11, 4, 4],
}

const SYNONYMS: Readonly<Record<string, string>> = {
  新年: '元旦',
  大年三十: '除夕',
  年三十: '除夕',
  大年初一: '春节',
  过年: '春节',
  农历新年: '春节',
  元宵: '元宵节',
  女王节: '妇女节',
  女神节: '妇女节',
  女生节: '妇女节',
  三八节: '妇女节',
  三八妇女节: '妇女节',
  '38节': '妇女节',
  '38女王节': '妇女节',
  清明节: '清明',
  五一: '劳动节',
  五一劳动节: '劳动节',
  五四: '青年节',
  六一: '儿童节',
  六一儿童节: '儿童节',
  端午: '端午节',
  '618大促': '618',
  七夕节: '七夕',
  中元: '中元节',
  中秋: '中秋节',
  国庆: '国庆节',
  十一: '国庆节',
  重阳: '重阳节',
  万圣: '万圣节',
  双十一: '双11',
  双11大促: '双11',
  双十二: '双12',
  双12大促: '双12',
  圣诞: '圣诞节',
  冬至节: '冬至',
  腊八: '腊八节',
  感恩: '感恩节',
}

/** The name under which this file knows a festival, or null. */
export function festivalName(written: string): string | null {
  const lunar = readLunar(written)
  if (lunar !== null) return lunarName(lunar)
  const name = SYNONYMS[written] ?? written
  const known = name in LUNAR || name in SOLAR || name in NTH || name === '腊八节' || TERMS.includes(name)
  return known ? name : null
}

/** Whether a day is the festival; lunar days (农历八月初三) may fall twice into one year of the sun, or not at all. */
export function isFestival(written: string, day: Day): boolean {
  const lunar = readLunar(written)
  if (lunar !== null) return isLunarDay(lunar, day)
  return festivalDay(written, Number(day.slice(0, 4))) === day
}

/** The day of a festival in a year, or null when the name or the year is not known here (2025 to 2045 for the lunar ones). */
export function festivalDay(written: string, year: number): Day | null {
  const name = festivalName(written)
  if (name === null) return null
  const lunarDate = readLunar(name)
  if (lunarDate !== null) {
    const day = nextLunarDay(lunarDate, `${year}-01-01`)
    return day?.startsWith(String(year)) ? day : null
  }
  const solar = SOLAR[name]
  if (solar !== undefined) return dayFrom(year, solar)
  const nth = NTH[name]
  if (nth !== undefined) return nthWeekday(year, ...nth)
  if (year < FIRST_YEAR || year > LAST_YEAR) return null
  const row = YEARS[year - FIRST_YEAR]
  if (row === undefined) return null
  const term = TERMS.indexOf(name)
  if (term >= 0) {
    const month = Math.floor(term / 2) + 1
    return dayFrom(year, month * 100 + (TERM_BASE[term] ?? 1) + Number(row[0][term] ?? 0))
  }
  if (name === '腊八节') return addDays(dayFrom(year, Number(row[1])), -Number(row[6]))
  const lunar = LUNAR[name]
  return lunar === undefined ? null : addDays(dayFrom(year, Number(row[lunar[0]])), lunar[1])
}

/** The first day on or after `after` that lies `offset` days from the festival, or null outside the table. */
export function nextFestivalDay(name: string, offset: number, after: Day): Day | null {
  const lunar = readLunar(name)
  if (lunar !== null) {
    const festival = nextLunarDay(lunar, addDays(after, -offset))
    return festival === null ? null : addDays(festival, offset)
  }
  const year = Number(after.slice(0, 4))
  for (const candidate of [year - 1, year, year + 1, year + 2]) {
    const day = festivalDay(name, candidate)
    if (day !== null && addDays(day, offset) >= after) return addDays(day, offset)
  }
  return null
}

function dayFrom(year: number, monthDay: number): Day {
  return `${year}-${String(Math.floor(monthDay / 100)).padStart(2, '0')}-${String(monthDay % 100).padStart(2, '0')}`
}

function nthWeekday(year: number, month: number, weekday: number, nth: number): Day {
  const first = dayFrom(year, month * 100 + 1)
  return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7)
}
