import { openDatabaseAt } from '../../cloudfunctions/platform/sdk'

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
  let changed = 0
  for (const name of collections) {
    const { data } = (await db.collection(name).limit(1000).get()) as { data: { _id: string }[] }
    for (const { _id, ...fields } of data) {
      const marked = marking(fields)
      if (JSON.stringify(marked) === JSON.stringify(fields)) continue
      await db.collection(name).where({ _id }).remove()
      await db.collection(name).add({ data: { _id, ...(marked as object) } })
      changed += 1
    }
  }
  return changed
}

function marking(value: unknown): unknown {
  if (typeof value === 'string') return /\p{Script=Han}/u.test(value) ? `${value}${HOSTILE}` : value
  if (Array.isArray(value)) return value.map(marking)
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, KEYS.has(key) ? one : marking(one)]))
}
