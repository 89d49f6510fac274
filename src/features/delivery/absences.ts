import './collections'
import '../staff/collections'
import { addDays, type Day, startOf } from '../../kernel/day'
import { is, type Store } from '../../kernel/store'
import { together } from '../../kernel/together'

/** A group owner who cannot send at present. */
export interface Absence {
  /** WeCom user id. */
  _id: string
  schema: 1
  /** Last day of the absence, or null: left for good. */
  until: Day | null
  /** WeCom user id of who stands in; null: an administrator of each group. */
  deputy: string | null
  by: string
  at: number
}

/** Who is away, until which day (null: for good), and who was named to stand in. */
export type Away = ReadonlyMap<string, { deputy: string | null; until: Day | null }>

/** Of some people those who are away now or do not work here any more. Two wire calls. */
export async function readAway(store: Store, people: readonly string[], now: number): Promise<Away> {
  if (people.length === 0) return new Map()
  const [absences, gone] = await together([
    store.find('absences', { _id: is.in(people) }, { limit: 1000 }),
    store.find('staff', { wecomUserId: is.in(people), active: false }, { fields: ['wecomUserId'], limit: 1000 }),
  ])
  const away = new Map<string, { deputy: string | null; until: Day | null }>()
  for (const { wecomUserId } of gone) if (wecomUserId !== null) away.set(wecomUserId, { deputy: null, until: null })
  for (const { _id, until, deputy } of absences) {
    if (until === null || now < startOf(addDays(until, 1))) away.set(_id, { deputy, until })
  }
  return away
}

/** Whether somebody is away on a day: planning reaches beyond the last day of a short absence. */
export function isAwayOn(user: string, day: Day, away: Away): boolean {
  const absence = away.get(user)
  return absence !== undefined && (absence.until === null || day <= absence.until)
}

/**
 * Who sends to a group while its owner is away: the one who was named, else the first administrator of the group who is there.
 * Null when there is nobody: then a person has to decide.
 */
export function deputyOf(owner: string, admins: readonly string[], away: Away): string | null {
  const named = away.get(owner)?.deputy ?? null
  const candidates = [...(named === null ? [] : [named]), ...admins]
  return candidates.find((each) => each !== owner && !away.has(each)) ?? null
}
