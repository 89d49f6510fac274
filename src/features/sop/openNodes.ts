import './collections'
import type { Store } from '../../kernel/store'
import { copiesIn } from '../material/copies'
import { idOfRef, refsOf } from '../material/rules'
import { versionsOf } from './versionStore'

/** A node of a version that is heard or may still be, with the materials that it names. */
export interface OpenNode {
  sop: string
  sopName: string
  version: number
  live: boolean
  node: string
  column: string
  refs: string[]
  /** What it says and where its links lead, for finding what was copied out of the library. */
  copies: string[]
}

/** Beyond so many SOPs, and versions of them, the oldest are not looked at. */
const MOST = 200

/** Every node of live versions and of those on their way to it that names a material or may say words of the library. Two reads, for pages of staff. */
export async function openNodes(store: Store): Promise<OpenNode[]> {
  const sops = (await store.find('sops', {}, { sort: [['_id', 1]], limit: MOST })).filter(
    (sop) => sop.retiredAt == null,
  )
  const versions = await versionsOf(
    store,
    sops.map(({ _id }) => _id),
    ['draft', 'review', 'approved', 'live'],
    MOST,
  )
  const heads = new Map(sops.map((sop) => [sop._id, sop]))
  return versions.flatMap(({ sop, number, nodes }) => {
    const head = heads.get(sop)
    return nodes.flatMap(({ key, column, parts }): OpenNode[] => {
      const refs = refsOf(parts)
      const copies = copiesIn(parts)
      if (refs.length === 0 && copies.length === 0) return []
      const live = head?.live === number
      return [{ sop, sopName: head?.name ?? sop, version: number, live, node: key, column, refs, copies }]
    })
  })
}

/** Whether references mean a material, by its id or its bare name. */
export function namedIn(refs: readonly string[], id: string, name: string): boolean {
  return refs.some((ref) => (idOfRef(ref) ?? ref) === (idOfRef(ref) === null ? name : id))
}
