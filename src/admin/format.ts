import { type Day, dayOf, timeOf, weekdayOf } from '../kernel/day'

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'] as const

/** `周三`; 1 = Monday. */
export function weekdayName(weekday: number): string {
  return `周${WEEKDAYS[weekday - 1] ?? '？'}`
}

/** `12月9日 周三`. */
export function longDay(day: Day): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日 ${weekdayName(weekdayOf(day))}`
}

/** `12/9`, with the year when it is not this year's. */
export function shortDay(day: Day, thisYear?: string): string {
  const short = `${Number(day.slice(5, 7))}/${Number(day.slice(8, 10))}`
  return thisYear && day.slice(0, 4) !== thisYear ? `${day.slice(0, 4)}/${short}` : short
}

/** `11/22 10:05`, on the wall in Shanghai. */
export function moment(instant: number, now = instant): string {
  return `${shortDay(dayOf(instant), dayOf(now).slice(0, 4))} ${timeOf(instant)}`
}

/** `2026-11-22 10:05` in Shanghai, for files. */
export function stamp(instant: number): string {
  return `${dayOf(instant)} ${timeOf(instant)}`
}

/** `34 分钟`, `2 小时`, `2 小时 5 分`; never less than a minute. */
export function span(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000))
  if (minutes < 60) return `${minutes} 分钟`
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours >= 48) return `${Math.round(hours / 24)} 天`
  return rest === 0 ? `${hours} 小时` : `${hours} 小时 ${rest} 分`
}

/** `1,286`. */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `86.4` of `19, 22`; null when there is nothing to divide by. */
export function percent(part: number, whole: number): string | null {
  return whole === 0 ? null : ((part / whole) * 100).toFixed(1)
}

/** Integer cents to read: 912000 → `¥9,120`, 1990 → `¥19.90`, what went back `-¥19.90`. */
export function money(cents: number): string {
  if (cents < 0) return `-${money(-cents)}`
  const rest = cents % 100
  return `¥${count((cents - rest) / 100)}${rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`}`
}

/**
 * An instant seen from now. `near` is what stands on the page: relative within a day, the date after it; `far` is always relative, for the
 * pointer beside the whole date.
 */
export function ago(instant: number, now: number): { near: string; far: string } {
  const past = now - instant
  const far = Math.abs(past) < 60_000 ? '刚刚' : past > 0 ? `${span(past)}前` : `${span(-past)}后`
  return { near: Math.abs(past) < 86_400_000 ? far : moment(instant, now), far }
}
