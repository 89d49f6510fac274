import { type Day, dayOf, dayOfMonth, timeOf, weekdayOf } from '../kernel/day'

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日']

/** 一 for Monday to 日 for Sunday. */
export function weekdayName(weekday: number): string {
  return WEEKDAYS[weekday - 1] ?? ''
}

/** `11 月 20 日 周五` */
export function dateLine(day: Day): string {
  return `${Number(day.slice(5, 7))} 月 ${dayOfMonth(day)} 日 周${weekdayName(weekdayOf(day))}`
}

/** `9:00`: as people write it, without the leading zero. */
export function clockText(instant: number): string {
  return timeOf(instant).replace(/^0/, '')
}

/** `11-20 11:24` */
export function momentText(instant: number): string {
  return `${dayOf(instant).slice(5)} ${timeOf(instant)}`
}

/** `36 分钟`, `2 小时 5 分钟`; never less than a minute, for something that is still open. */
export function spanText(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000))
  const hours = Math.floor(minutes / 60)
  if (hours === 0) return `${minutes} 分钟`
  return minutes % 60 === 0 ? `${hours} 小时` : `${hours} 小时 ${minutes % 60} 分钟`
}

/** `1,280`, with a true minus sign. `Intl` is missing on some phones. */
export function figure(value: number): string {
  const digits = String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, ',')
  return value < 0 ? `−${digits}` : digits
}
