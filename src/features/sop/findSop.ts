import './collections'
import type { Store } from '../../kernel/store'

/** SOPs that are looked at; a brand has a handful. */
const MOST = 100

/** The SOP that a new brand works on: one that speaks when there is one, else the newest. Null without any. One read. */
export async function newestSop(store: Store) {
  const sops = await store.find('sops', {}, { sort: [['createdAt', -1]], limit: MOST })
  const found = sops.find(({ live }) => live > 0) ?? sops[0]
  return found ? { sop: found._id, name: found.name, live: found.live, latest: found.latest } : null
}
