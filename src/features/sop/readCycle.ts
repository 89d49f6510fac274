import { addDays, type Day, daysBetween, isDay } from '../../kernel/day'
import { festivalName, nextFestivalDay } from '../../kernel/festivals'
import { plain, readNumber } from './readText'
import type { NodeTime } from './rules'
import { importText } from './text'

/** The SOP's own period and the day of reading: what a date without a year is measured by. */
export interface Period {
  from: Day | null
  to: Day | null
  today: Day
}

export type CycleReading =
  | { ok: true; times: NodeTime[]; canonical: boolean; remark: string | null }
  | { ok: false; code: string; message: string; proposal: string | null }

const WEEKDAY = '一二三四五六日'
/** A range of dates longer than this is meant as a period, not as single days. */
const LONGEST_RANGE = 31

/**
 * Reads a cycle cell: 每天, 工作日, 周一、三、五, a date (also a spreadsheet's serial number), a festival with days before or
 * after, 入群即刻, 入群第2天. Several of them in one cell give several times.
 */
export function readCycle(value: string | number, period: Period): CycleReading {
  if (typeof value === 'number') {
    if (value >= 20_000 && value < 80_000) return good([{ on: 'date', date: serialDay(value) }], true)
    return readCycle(String(value), period)
  }
  const text = plain(value.replace(/\s*\n\s*/g, '、')).replace(/^的/, '')
  const whole = readOne(text, period)
  if (whole?.ok) return whole
  const pieces = text.split(/[、,;]|以及|和|及/).filter((piece) => piece !== '')
  if (pieces.length < 2) return whole ?? unreadable(value)
  const times: NodeTime[] = []
  for (const piece of pieces) {
    const reading = readOne(piece, period)
    if (reading === null || !reading.ok) return whole ?? reading ?? unreadable(value)
    times.push(...reading.times)
  }
  return good(mergeWeekdays(times), true)
}

/** The day of a spreadsheet's serial number; day 60, which never was, does not matter after 1900. */
export function serialDay(serial: number): Day {
  return addDays('1899-12-30', Math.floor(serial))
}

/** A date with or without a year; without one, the day that lies in the period or nearest to it. */
export function readDate(text: string, period: Period): Day | null {
  const full = /^(\d{4})(?:年|-|\/|\.)(\d{1,2})(?:月|-|\/|\.)(\d{1,2})[日号]?$/.exec(text)
  if (full !== null) return existing(Number(full[1]), Number(full[2]), Number(full[3]))
  const short = /^(\d{1,2})(?:月|-|\/|\.)(\d{1,2})[日号]?$/.exec(text)
  if (short === null) return null
  const anchor = period.from ?? period.today
  const year = Number(anchor.slice(0, 4))
  const days = [year - 1, year, year + 1]
    .map((candidate) => existing(candidate, Number(short[1]), Number(short[2])))
    .filter((day) => day !== null)
  const last = period.to
  if (last === null) return days.find((day) => day >= anchor) ?? null
  const distance = (day: Day) => Math.max(daysBetween(day, anchor), daysBetween(last, day), 0)
  return days.sort((a, b) => distance(a) - distance(b))[0] ?? null
}

function readOne(text: string, period: Period): CycleReading | null {
  if (/^(每天|每日|天天|日常|每天固定|每日固定|全周|daily)$/i.test(text))
    return good([{ on: 'daily' }], text === '每天')
  if (/^(每个)?工作日$/.test(text)) return good([{ on: 'weekdays', weekdays: [1, 2, 3, 4, 5] }], true)
  if (/^(每个)?(周末|双休日|休息日)$/.test(text)) return good([{ on: 'weekdays', weekdays: [6, 7] }], true)
  if (/^(每逢|每|逢)?(周|星期|礼拜)/.test(text)) return readWeekdays(text)
  return (
    readJoin(text) ?? readGroupDay(text) ?? readMonthly(text) ?? readDated(text, period) ?? readFestival(text, period)
  )
}

function readWeekdays(text: string): CycleReading {
  const rest = text.replace(/每逢|每|逢|周|星期|礼拜/g, '').replace(/天/g, '日')
  const weekdays = new Set<number>()
  for (const piece of rest.split(/[、,;/和及]/).filter((part) => part !== '')) {
    const range = /^([一二三四五六日1-7])[-至到]([一二三四五六日1-7])$/.exec(piece)
    if (range !== null) {
      const first = weekdayNumber(range[1] ?? '')
      const last = weekdayNumber(range[2] ?? '')
      for (let day = first; day !== last; day = (day % 7) + 1) weekdays.add(day)
      weekdays.add(last)
      continue
    }
    if (!/^[一二三四五六日1-7末]+$/.test(piece)) return noSuchWeekday(text)
    for (const sign of piece) {
      if (sign === '末') weekdays.add(6).add(7)
      else weekdays.add(weekdayNumber(sign))
    }
  }
  if (weekdays.size === 0) return noSuchWeekday(text)
  return good([{ on: 'weekdays', weekdays: [...weekdays].sort((a, b) => a - b) }], true)
}

function readJoin(text: string): CycleReading | null {
  const match = /^(?:新人|新成员|新会员)?(?:入群|进群|加群)(.*)$/.exec(text)
  if (match === null) return null
  const rest = match[1] ?? ''
  if (/^(即刻|即时|立即|马上|时|后|欢迎|欢迎语)?$/.test(rest)) return good([{ on: 'join', day: 0 }], true)
  if (/^(当天|当日)$/.test(rest)) return good([{ on: 'join', day: 1 }], true)
  const nth = /^后?第(.{1,3})天$/.exec(rest)
  const after = /^后(.{1,3})天$/.exec(rest)
  const number = readNumber(nth?.[1] ?? after?.[1] ?? '')
  if (number !== null && number > 0) return good([{ on: 'join', day: nth !== null ? number : number + 1 }], true)
  const message = importText.joinUnreadable(text)
  return { ok: false, code: 'join_unreadable', message, proposal: '入群第1天' }
}

/** 每月15日, 每月1、15号, 每月最后一天, 月底. A month without the day keeps it on its last one. */
function readMonthly(text: string): CycleReading | null {
  const match = /^每(?:个)?月(?:的)?(.+)$/.exec(text) ?? /^(月底|月末)$/.exec(text)
  if (match === null) return null
  const days = (match[1] ?? '').split(/[、,和及]/).map((piece) => {
    if (/^(最后一天?|月底|月末|底|末)$/.test(piece)) return -1
    const number = readNumber(piece.replace(/[日号]$/, ''))
    return number !== null && number >= 1 && number <= 31 ? number : null
  })
  const known = days.flatMap((day) => (day === null ? [] : [day]))
  if (known.length < days.length)
    return { ok: false, code: 'no_such_date', message: importText.noSuchDate(text), proposal: null }
  const ordered = [...new Set(known)].sort((a, b) => Number(a < 0) - Number(b < 0) || a - b)
  return good([{ on: 'monthdays', days: ordered }], true)
}

/** 建群第3天, 建群当天, 开群第2天. */
function readGroupDay(text: string): CycleReading | null {
  const match = /^(?:建群|开群|新群|群建立)(.*)$/.exec(text)
  if (match === null) return null
  const rest = match[1] ?? ''
  if (/^(当天|当日|即刻|时)$/.test(rest)) return good([{ on: 'group', day: 1 }], true)
  const nth = /^后?第(.{1,3})天$/.exec(rest)
  const after = /^后(.{1,3})天$/.exec(rest)
  const number = readNumber(nth?.[1] ?? after?.[1] ?? '')
  if (number !== null && number > 0) return good([{ on: 'group', day: nth !== null ? number : number + 1 }], true)
  return { ok: false, code: 'group_unreadable', message: importText.groupUnreadable(text), proposal: '建群第1天' }
}

function readDated(text: string, period: Period): CycleReading | null {
  const date = readDate(text, period)
  if (date !== null) return good([{ on: 'date', date }], true)
  const inside = /^(.*)\((.+)\)$/.exec(text)
  if (inside !== null) {
    const [, name = '', bracket = ''] = inside
    const exact = readDate(bracket, period)
    if (exact !== null) return good([{ on: 'date', date: exact }], true, disagreement(name, exact))
    return readOne(bracket, period) ?? (name === '' ? null : readOne(name, period))
  }
  const sameMonth = /^(\d{1,2})月(\d{1,2})[日号]?[-至到](\d{1,2})[日号]$/.exec(text)
  const range = sameMonth
    ? [`${sameMonth[1]}月${sameMonth[2]}日`, `${sameMonth[1]}月${sameMonth[3]}日`]
    : text.split(/至|到|(?<=[日号])-/)
  const from = readDate(range[0] ?? '', period)
  const to = readDate(range[1] ?? '', period)
  if (range.length === 2 && from !== null && to !== null && to >= from && daysBetween(from, to) < LONGEST_RANGE) {
    const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index))
    return good(
      days.map((day) => ({ on: 'date', date: day })),
      true,
    )
  }
  if (/^\d{1,4}([-/.月年]\d{1,2}){1,2}[日号]?$/.test(text)) {
    return { ok: false, code: 'no_such_date', message: importText.noSuchDate(text), proposal: null }
  }
  return null
}

function readFestival(text: string, period: Period): CycleReading | null {
  const direct = festivalName(text.replace(/(当天|当日)$/, ''))
  if (direct !== null) return festival(direct, 0, period)
  const before = /^(.+?)(?:的)?(?:前|提前)(.{1,3})[天日]$/.exec(text)
  const after = /^(.+?)(?:的)?后第?(.{1,3})[天日]$/.exec(text)
  const nth = /^(.+?)第(.{1,3})[天日]$/.exec(text)
  const eve = /^(.+?)前夕$/.exec(text)
  const name = festivalName((before ?? after ?? nth ?? eve)?.[1] ?? '')
  if (name === null) return null
  if (eve !== null) return festival(name, -1, period)
  const number = readNumber((before ?? after ?? nth)?.[2] ?? '')
  if (number === null) return null
  return festival(name, before !== null ? -number : after !== null ? number : number - 1, period)
}

function festival(name: string, offset: number, period: Period): CycleReading {
  if (nextFestivalDay(name, offset, period.from ?? period.today) !== null)
    return good([{ on: 'festival', name, offset }], true)
  const message = importText.festivalUnknown(name)
  return { ok: false, code: 'festival_unknown', message, proposal: null }
}

/** A festival with a date beside it: the date stands, and a difference is said. */
function disagreement(name: string, date: Day): string | null {
  const known = festivalName(name)
  const day = known === null ? null : nextFestivalDay(known, 0, `${date.slice(0, 4)}-01-01`)
  if (known === null || day === null || day === date) return null
  return importText.festivalDisagrees(known, day, date)
}

function mergeWeekdays(times: NodeTime[]): NodeTime[] {
  const weekdays = times.flatMap((time) => (time.on === 'weekdays' ? time.weekdays : []))
  const others = times.filter((time) => time.on !== 'weekdays')
  if (weekdays.length === 0) return others
  return [{ on: 'weekdays', weekdays: [...new Set(weekdays)].sort((a, b) => a - b) }, ...others]
}

function good(times: NodeTime[], canonical: boolean, remark: string | null = null): CycleReading {
  return { ok: true, times, canonical, remark }
}

function existing(year: number, month: number, day: number): Day | null {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isDay(text) ? text : null
}

function weekdayNumber(sign: string): number {
  const position = WEEKDAY.indexOf(sign)
  return position >= 0 ? position + 1 : Number(sign)
}

function noSuchWeekday(text: string): CycleReading {
  return { ok: false, code: 'no_such_weekday', message: importText.noSuchWeekday(text), proposal: null }
}

function unreadable(value: string): CycleReading {
  const message = importText.cycleUnreadable(value.trim())
  return { ok: false, code: 'cycle_unreadable', message, proposal: null }
}
