import { type Day, isDay } from '../../kernel/day'

/** A time of day as people type it: `9`, `930`, `9:30`, `９：３０`, `9点半`, `下午3点`. `HH:MM` of 24 hours, or null. */
export function readClock(typed: string): string | null {
  const words = typed.normalize('NFKC').trim().replace(/\s/g, '').toLowerCase()
  const found =
    /^(上午|早上|凌晨|中午|下午|晚上|am|pm)?(\d{1,2})(?:[:.时点](半|\d{1,2})?分?)?(am|pm)?$/.exec(words) ??
    /^()(\d{1,2})(\d{2})()$/.exec(words)
  if (!found) return null
  const [, before = '', hours = '', rest = '', after = ''] = found
  const minute = rest === '半' ? 30 : rest === '' ? 0 : Number(rest)
  const late = /下午|晚上|pm/.test(before + after)
  const noon = before === '中午' && Number(hours) < 11
  const early = after === 'am' || before === 'am'
  const hour = (early && Number(hours) === 12 ? 0 : Number(hours)) + ((late || noon) && Number(hours) < 12 ? 12 : 0)
  if (hour > 23 || minute > 59 || (rest.length === 1 && rest !== '半')) return null
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** `HH:MM` moved by minutes, within the day. */
export function movedClock(clock: string, minutes: number): string {
  const now = Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
  const next = Math.max(0, Math.min(23 * 60 + 59, now + minutes))
  return `${String(Math.floor(next / 60)).padStart(2, '0')}:${String(next % 60).padStart(2, '0')}`
}

/**
 * A day as people type it: `2026-12-09`, `20261209`, `2026/12/9`, `12月9日`, `12-9`. Without a year it is this year's. Null when there
 * is no such day.
 */
export function readDay(typed: string, today: Day): Day | null {
  const words = typed.normalize('NFKC').trim().replace(/\s/g, '')
  const found =
    /^(?:(\d{4})[-/.年]?)?(\d{1,2})[-/.月](\d{1,2})[日号]?$/.exec(words) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(words)
  if (!found) return null
  const [, year = today.slice(0, 4), month = '', date = ''] = found
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  return isDay(day) ? day : null
}
