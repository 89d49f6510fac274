import { type CollectionName, type Doc, is, type Store, type Where } from '../../kernel/store'

/** The platform answers at most this many documents at once. */
const PAGE = 1000

/** Every document that matches, in order of `_id`, by as many pages as it takes: one wire call up to 999 documents. */
export async function readAll<C extends CollectionName>(
  store: Store,
  collection: C,
  where: Exclude<Where<C>, readonly unknown[]>,
  fields?: readonly (keyof Doc<C> & string)[],
): Promise<Doc<C>[]> {
  const all: Doc<C>[] = []
  let last: string | null = null
  for (;;) {
    const page: Doc<C>[] = await store.find(
      collection,
      last === null ? where : ({ ...where, _id: is.gt(last) } as Where<C>),
      { sort: [['_id', 1]], limit: PAGE, ...(fields ? { fields } : {}) },
    )
    all.push(...page)
    const end = page.at(-1)
    if (page.length < PAGE || end === undefined) return all
    last = end._id
  }
}

/** Pieces of a list, for writes and conditions that must stay small. */
export function chunks<T>(list: readonly T[], size: number): T[][] {
  const pieces: T[][] = []
  for (let at = 0; at < list.length; at += size) pieces.push(list.slice(at, at + size))
  return pieces
}
