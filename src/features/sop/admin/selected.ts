import { type ClockTime, type Day, isClockTime, isDay } from '../../../kernel/day'

/** What is chosen on the calendar: a time, and the beat that stands there. */
export interface Chosen {
  date: Day
  from: ClockTime
  beat: string | null
  /** The column of the day view. */
  column: string | null
}

/** `2026-12-09T11:00~{beat}~{column}`. */
export function atOf({ date, from, beat, column }: Chosen): string {
  return [`${date}T${from}`, beat ?? '', column ?? ''].join('~').replace(/~+$/, '')
}

export function parseAt(text: string | undefined): Chosen | null {
  const [when = '', beat = '', ...column] = (text ?? '').split('~')
  const [date = '', from = ''] = when.split('T')
  if (!isDay(date) || !isClockTime(from)) return null
  return { date, from, beat: beat === '' ? null : beat, column: column.join('~') || null }
}
