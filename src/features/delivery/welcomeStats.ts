import './collections'
import { dayOf, startOf } from '../../kernel/day'
import { is, type Store } from '../../kernel/store'
import { readAll } from './readAll'

/** New friends of today by one channel, for each member of staff; a person who adds somebody twice counts once. */
export async function friendsToday(store: Store, channel: string, now: number): Promise<Map<string, number>> {
  const docs = await readAll(store, 'welcomes', { channel, at: is.gte(startOf(dayOf(now))) }, [
    'user',
    'externalUserid',
  ])
  const people = new Map<string, Set<string>>()
  for (const { user, externalUserid } of docs) {
    const known = people.get(user) ?? new Set<string>()
    people.set(user, known.add(externalUserid))
  }
  return new Map([...people].map(([user, known]) => [user, known.size]))
}
