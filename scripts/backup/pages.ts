import type { Database } from '../../cloudfunctions/platform/sdk'

/** A document as it is stored; every `_id` of the product is a text of its own making. */
export type Stored = Readonly<Record<string, unknown>> & { readonly _id: string }

/** Documents a read: far below the 1,000 and the 16 MB that an answer may hold. */
const PAGE = 200

/** All documents of a collection after `after`, in the order of `_id`, a page at a time. A missing collection has none. */
export async function* pagesOf(database: Database, collection: string, after: string | null): AsyncGenerator<Stored[]> {
  for (let last = after; ; ) {
    const condition = last === null ? {} : { _id: database.command.gt(last) }
    const page = await readPage(database, collection, condition)
    if (page.length > 0) yield page
    if (page.length < PAGE) return
    last = page.at(-1)?._id ?? null
  }
}

async function readPage(database: Database, collection: string, condition: object): Promise<Stored[]> {
  try {
    const { data } = await database.collection(collection).where(condition).orderBy('_id', 'asc').limit(PAGE).get()
    return data as Stored[]
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** -502005: the collection does not exist. */
function isMissing(error: unknown): boolean {
  const { errCode, errMsg = '' } = error as { errCode?: number; errMsg?: string }
  return errCode === -502005 || /COLLECTION_NOT_EXIST|-502005/.test(errMsg)
}
