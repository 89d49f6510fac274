import { addDays, addMonths, type Day, dayOfMonth, daysInMonth, isDay, monthOf } from '../../kernel/day'

/** `MM-DD` of a day that exists in some year: 02-29 does. */
export function isBirthday(text: string): boolean {
  return /^\d{2}-\d{2}$/.test(text) && isDay(`2024-${text}`)
}

/** The birthdays that are celebrated on a day: whoever was born on 29 February celebrates a day earlier in a common year. */
export function birthdaysOn(day: Day): string[] {
  const own = day.slice(5)
  return own === '02-28' && daysInMonth(monthOf(day)) === 28 ? [own, '02-29'] : [own]
}

export function isBirthdayOn(birthday: string, day: Day): boolean {
  return birthdaysOn(day).includes(birthday)
}

/** From when a birthday may be changed again: the same day a year later, or that month's last. */
export function changeableFrom(toldOn: Day): Day {
  const month = addMonths(monthOf(toldOn), 12)
  return `${month}-${String(Math.min(dayOfMonth(toldOn), daysInMonth(month))).padStart(2, '0')}`
}

/** Days from `from` to `to`, both included; the earliest are left out when there are more than `most`. */
export function lastDays(from: Day, to: Day, most: number): Day[] {
  const days: Day[] = []
  for (let day = to; day >= from && days.length < most; day = addDays(day, -1)) days.unshift(day)
  return days
}
