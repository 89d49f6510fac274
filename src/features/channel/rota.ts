import { addDays, type ClockTime, DAY, dayOf, minutesOf, startOf, weekdayOf } from '../../kernel/day'

/** Part of a week in which somebody is on duty; `until` before `from` crosses midnight. */
export interface DutySlot {
  /** 1 = Monday to 7 = Sunday. */
  weekday: number
  from: ClockTime
  until: ClockTime
}

export interface OnRota {
  /** WeCom user id. */
  user: string
  /** New friends of a day by this channel; null has no limit. */
  cap: number | null
  /** Empty: within the working hours, every day of them. */
  slots: DutySlot[]
}

/** Who receives those who scan, and when. */
export interface Rota {
  staff: OnRota[]
  /** WeCom user ids that step in when nobody is on duty, or all have reached their cap. */
  backups: string[]
  /** For those without slots of their own; null: always. */
  hours: { weekdays: number[]; from: ClockTime; until: ClockTime } | null
}

export interface OnDuty {
  users: string[]
  /** `everybody`: there are neither people on duty nor backups, and a contact way cannot be empty (WD/92228). */
  by: 'rota' | 'backup' | 'everybody'
}

/**
 * Who has to be on the contact way at an instant. Never empty while the rota names anybody: a printed code must lead somewhere.
 *
 * @param added new friends of today by this channel
 * @param away those who are absent
 */
export function onDuty(
  rota: Rota,
  now: number,
  added: ReadonlyMap<string, number>,
  away: ReadonlySet<string> = new Set(),
): OnDuty {
  const present = rota.staff.filter(({ user }) => !away.has(user))
  const on = present.filter((one) => covers(one, rota.hours, now) && !isFull(one, added)).map(({ user }) => user)
  if (on.length > 0) return { users: unique(on), by: 'rota' }
  const backups = rota.backups.filter((user) => !away.has(user))
  if (backups.length > 0) return { users: unique(backups), by: 'backup' }
  const anybody = present.length > 0 ? present.map(({ user }) => user) : rota.staff.map(({ user }) => user)
  return { users: unique(anybody.length > 0 ? anybody : rota.backups), by: 'everybody' }
}

/**
 * The next instant at which `onDuty` may answer otherwise by time alone: a slot begins or ends, or the day's counts begin anew.
 * Null when only people can change it.
 */
export function nextChange(rota: Rota, now: number): number | null {
  const slots = rota.staff.flatMap((one) => slotsOf(one, rota.hours))
  const capped = rota.staff.some(({ cap }) => cap !== null)
  const today = dayOf(now)
  const instants: number[] = capped ? [startOf(addDays(today, 1))] : []
  for (let ahead = -1; ahead <= 8; ahead++) {
    const day = addDays(today, ahead)
    for (const slot of slots) {
      if (slot.weekday !== weekdayOf(day)) continue
      const { from, until } = windowOf(slot, day)
      instants.push(from, until)
    }
  }
  const later = instants.filter((at) => at > now)
  return later.length === 0 ? null : Math.min(...later)
}

function covers(one: OnRota, hours: Rota['hours'], now: number): boolean {
  if (one.slots.length === 0 && hours === null) return true
  const today = dayOf(now)
  return slotsOf(one, hours).some((slot) =>
    [addDays(today, -1), today].some((day) => {
      const { from, until } = windowOf(slot, day)
      return slot.weekday === weekdayOf(day) && from <= now && now < until
    }),
  )
}

function slotsOf(one: OnRota, hours: Rota['hours']): DutySlot[] {
  if (one.slots.length > 0) return one.slots
  return hours === null ? [] : hours.weekdays.map((weekday) => ({ weekday, from: hours.from, until: hours.until }))
}

function windowOf(slot: DutySlot, day: string): { from: number; until: number } {
  const start = startOf(day)
  const from = start + minutesOf(slot.from) * 60_000
  const until = start + minutesOf(slot.until) * 60_000
  return { from, until: until <= from ? until + DAY : until }
}

function isFull({ user, cap }: OnRota, added: ReadonlyMap<string, number>): boolean {
  return cap !== null && (added.get(user) ?? 0) >= cap
}

function unique(users: readonly string[]): string[] {
  return [...new Set(users)].sort()
}
