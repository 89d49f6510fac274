import { addDays, type Day, isDay } from '../../../kernel/day'

export interface AuditQuery {
  from: Day
  to: Day
  /** Empty is everybody, everything. */
  staffId: string
  method: string
  about: string
}

/** What the address says, completed to something that can be asked; the last seven days when it says nothing. */
export function queryOf(query: Readonly<Record<string, string>>, today: Day): AuditQuery {
  const to = isDay(query.to ?? '') ? (query.to ?? today) : today
  const from = isDay(query.from ?? '') ? (query.from ?? to) : addDays(to, -6)
  return { from, to, staffId: query.staff ?? '', method: query.method ?? '', about: query.about ?? '' }
}

export function addressOf({ from, to, staffId, method, about }: AuditQuery): Record<string, string | null> {
  return { from, to, staff: staffId || null, method: method || null, about: about || null }
}

/** The input of `audit.list`. */
export function inputOf({ from, to, staffId, method, about }: AuditQuery) {
  return {
    ...{ from, to },
    ...(staffId !== '' && { staffId }),
    ...(method !== '' && { method }),
    ...(about.trim() !== '' && { about: about.trim() }),
  }
}
