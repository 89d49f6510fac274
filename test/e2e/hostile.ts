import { openDatabaseAt } from '../../cloudfunctions/platform/sdk'
import { wxStore } from '../../cloudfunctions/platform/store'

/** Markup that would act if a page took it for its own, an emoji of several signs, and a sign that turns the line around. */
export const HOSTILE = `"><img src=x onerror=broken()>👩‍👩‍👧‍👦\u202e`

/** Words that are names of things and not what somebody wrote: festivals by the calendar, references to materials. */
const KEYS = new Set(['_id', 'festival', 'ref', 'material', 'segments', 'segment', 'want', 'kind'])

/**
 * Appends it to every Chinese text that is stored, whoever wrote it, so that every screen shows it in every place.
 * @param collections the ones with texts that are shown
 */
export async function makeHostile(url: string, collections: readonly string[]): Promise<number> {
  const db = openDatabaseAt(url)
  const store = wxStore(db)
  let changed = 0
  for (const name of collections) {
    const { data } = (await db.collection(name).limit(1000).get()) as { data: { _id: string }[] }
    const marked = data
      .map((doc) => [doc, marking(doc) as { _id: string }] as const)
      .filter(([doc, other]) => JSON.stringify(doc) !== JSON.stringify(other))
      .map(([, other]) => other)
    if (marked.length === 0) continue
    await db
      .collection(name)
      .where({ _id: db.command.in?.(marked.map(({ _id }) => _id)) })
      .remove()
    await store.insertAll(name as 'groups', marked as never[])
    changed += marked.length
  }
  return changed
}

function marking(value: unknown): unknown {
  if (typeof value === 'string') return /\p{Script=Han}/u.test(value) ? `${value}${HOSTILE}` : value
  if (Array.isArray(value)) return value.map(marking)
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, KEYS.has(key) ? one : marking(one)]))
}
