import { clockTime } from '../../kernel/day'
import { plain, readNumber } from './readText'
import type { Slot } from './rules'
import { importText } from './text'

export type TimeReading =
  | { ok: true; slots: Slot[]; canonical: boolean }
  | { ok: false; code: string; message: string; proposal: string | null }

/** A slot without a written end lasts this long (minutes), but never past midnight. */
const WINDOW = 60
const DAY_MINUTES = 1440

const PREFIX = '凌晨|清晨|早上|早晨|早|上午|中午|午间|下午|午后|傍晚|晚上|晚间|晚|夜里|夜间|AM|PM|am|pm'
const CHINESE = '零〇一二两三四五六七八九十'
const POINT = new RegExp(
  `^(${PREFIX})?(?:(\\d{1,2}):(\\d{2})(?::\\d{2})?|(\\d{1,2}|[${CHINESE}]{1,3})(?:点钟|点|时)(整|半|一刻|三刻|(\\d{1,2}|[${CHINESE}]{1,3})分?)?)(AM|PM|am|pm)?$`,
)

/**
 * Reads a time cell: `9:00`, `11点`, `20：00`, `晚上8点`, `下午3点半`, `12:00-13:00`, `9:00、20:00`, or the fraction of a day that
 * a spreadsheet keeps for a time (0.625 is 15:00).
 */
export function readTime(value: string | number): TimeReading {
  if (typeof value === 'number') return readSerial(value)
  const text = plain(
    value
      .trim()
      .replace(/\s*\n\s*/g, '、')
      .replace(/(\d|点|半)\s+(?=\d{1,2}[:：点])/g, '$1、'),
  )
  if (/^\d+(\.\d+)?$/.test(text)) return readSerial(Number(text))
  const slots: Slot[] = []
  let prefix: string | undefined
  for (const piece of text.split(/[、,;/&]|以及|和/).filter((part) => part !== '')) {
    const window = piece.split(/-+|至|到/)
    const start = readPoint(window[0] ?? '', prefix)
    if ('code' in start) return start
    prefix = start.prefix
    if (window.length > 2) return unreadable(value)
    if (window.length === 1) {
      const slot = slotFrom(start.minutes)
      if ('code' in slot) return slot
      slots.push(slot)
      continue
    }
    const end = readPoint(window[1] ?? '', prefix)
    if ('code' in end) return end
    if (end.minutes <= start.minutes) return backwards(start.minutes, end.minutes)
    slots.push({ from: clockTime(start.minutes), until: clockTime(end.minutes) })
  }
  if (slots.length === 0) return unreadable(value)
  const unique = slots.filter((slot, index) => slots.findIndex((other) => other.from === slot.from) === index)
  unique.sort((a, b) => (a.from < b.from ? -1 : 1))
  return { ok: true, slots: unique, canonical: /^\d{1,2}:\d{2}(-\d{1,2}:\d{2})?(、\d{1,2}:\d{2})*$/.test(value.trim()) }
}

type Point = { minutes: number; prefix: string | undefined }
type Refused = Extract<TimeReading, { ok: false }>

function readPoint(text: string, inherited: string | undefined): Point | Refused {
  const match = POINT.exec(text)
  if (match === null) return unreadable(text)
  const [, written, colonHour, colonMinute, wordHour, wordMinute, minuteNumber, suffix] = match
  const hour = readNumber(colonHour ?? wordHour ?? '')
  const minute = colonMinute !== undefined ? Number(colonMinute) : wordMinutes(wordMinute, minuteNumber)
  if (hour === null || minute === null) return unreadable(text)
  const prefix = written ?? suffix ?? (colonHour === undefined || inherited === undefined ? inherited : undefined)
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return noSuchTime(text, hour)
  return { minutes: withPrefix(hour, prefix) * 60 + minute, prefix }
}

function wordMinutes(word: string | undefined, number: string | undefined): number | null {
  if (word === undefined || word === '整') return 0
  if (word === '半') return 30
  if (word === '一刻') return 15
  if (word === '三刻') return 45
  return readNumber(number ?? '')
}

function withPrefix(hour: number, prefix: string | undefined): number {
  if (prefix === undefined) return hour
  if (/下午|午后|傍晚|晚|夜|pm/i.test(prefix)) return hour < 12 ? hour + 12 : hour
  if (/中午|午间/.test(prefix)) return hour < 11 ? hour + 12 : hour
  return /凌晨|am/i.test(prefix) && hour === 12 ? 0 : hour
}

function readSerial(value: number): TimeReading {
  if (Number.isInteger(value) && value >= 0 && value < 24) {
    return { ok: true, slots: [windowAt(value * 60)], canonical: false }
  }
  if (value < 0 || (Number.isInteger(value) && value < 10_000)) return noSuchTime(`${value}:00`, value)
  const minutes = Math.round((value - Math.floor(value)) * DAY_MINUTES) % DAY_MINUTES
  return { ok: true, slots: [windowAt(minutes)], canonical: false }
}

function slotFrom(minutes: number): Slot | Refused {
  return minutes >= DAY_MINUTES ? noSuchTime('24:00', 24) : windowAt(minutes)
}

function windowAt(minutes: number): Slot {
  return { from: clockTime(minutes), until: clockTime(Math.min(minutes + WINDOW, DAY_MINUTES)) }
}

function unreadable(value: string): Refused {
  return { ok: false, code: 'time_unreadable', message: importText.timeUnreadable(value.trim()), proposal: null }
}

function noSuchTime(text: string, hour: number): Refused {
  const proposal = hour === 24 ? '0:00' : hour > 24 && hour < 34 ? text.replace(String(hour), String(hour - 10)) : null
  return { ok: false, code: 'time_out_of_range', message: importText.noSuchTime(text, proposal), proposal }
}

function backwards(from: number, until: number): Refused {
  const message = importText.timeBackwards(clockTime(from), clockTime(until))
  return { ok: false, code: 'time_backwards', message, proposal: `${clockTime(until)}-${clockTime(from)}` }
}
