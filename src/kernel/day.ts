/**
 * Days and instants of the business, by arithmetic alone.
 *
 * A business day is a string `YYYY-MM-DD` in Asia/Shanghai; an instant is milliseconds since 1970 in UTC.
 * China has had no daylight saving since 1991, so eight hours is the whole truth and no zone database is needed.
 * Nothing here asks the machine for its zone: cloud functions run in UTC, timers in UTC+8 and phones anywhere, and a
 * check-in at 00:30 must be the same day for all of them.
 */

/** `YYYY-MM-DD`, a day in Asia/Shanghai. */
export type Day = string
/** `YYYY-MM`. */
export type Month = string
/** `HH:mm`, 00:00 to 24:00, on the clock of Asia/Shanghai. */
export type ClockTime = string

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
const SHANGHAI = 8 * HOUR

/**
 * The business day of an instant.
 *
 * @param dayStart minutes after midnight at which the brand's day begins (night people: 240 means 04:00)
 */
export function dayOf(instant: number, dayStart = 0): Day {
  return new Date(instant + SHANGHAI - dayStart * MINUTE).toISOString().slice(0, 10)
}

/** The first instant of a business day; the day ends where the next one starts. */
export function startOf(day: Day, dayStart = 0): number {
  return Date.parse(`${day}T00:00:00Z`) - SHANGHAI + dayStart * MINUTE
}

/** The instant of a clock time on a calendar day; `24:00` is the next midnight. */
export function instantAt(day: Day, time: ClockTime): number {
  return startOf(day) + minutesOf(time) * MINUTE
}

/** `HH:mm` of an instant, as a clock on a wall in Shanghai shows it. */
export function timeOf(instant: number): ClockTime {
  return new Date(instant + SHANGHAI).toISOString().slice(11, 16)
}

/** Minutes after midnight of a clock time. */
export function minutesOf(time: ClockTime): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}

/** The clock time of minutes after midnight, 0 to 1440. */
export function clockTime(minutes: number): ClockTime {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY
}

/** 1 = Monday to 7 = Sunday. */
export function weekdayOf(day: Day): number {
  // 1970-01-01 was a Thursday (4).
  const days = Date.parse(`${day}T00:00:00Z`) / DAY
  return ((((days + 3) % 7) + 7) % 7) + 1
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7)
}

/** 1 to 31. */
export function dayOfMonth(day: Day): number {
  return Number(day.slice(8, 10))
}

export function daysInMonth(month: Month): number {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate()
}

export function addMonths(month: Month, months: number): Month {
  const total = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months
  return `${String(Math.floor(total / 12)).padStart(4, '0')}-${String((total % 12) + 1).padStart(2, '0')}`
}

/** True for a day that exists: `2026-02-30` does not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const parsed = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().slice(0, 10) === text
}

export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text)
}

export function isClockTime(text: string): boolean {
  return /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text)
}
