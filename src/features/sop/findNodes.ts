import './collections'
import { is, type Store } from '../../kernel/store'
import { best, type Fits } from '../../kernel/words'
import type { SopVersion } from './rules'
import { upcastVersion } from './upcast'
import { textsOf } from './variables'

/** Versions that one search looks into, the highest numbers first: a brand's open drafts and live versions are a handful. */
const VERSIONS = 40

export interface FoundNode {
  sop: string
  sopName: string
  number: number
  live: boolean
  node: string
  column: string
  /** Beginning of its words. */
  text: string
}

/** Nodes of versions that are heard or may be, by column, words and module. One read by the index on the state. */
export async function findNodes(store: Store, fits: Fits, limit: number): Promise<FoundNode[]> {
  const versions = await store.find(
    'sop_versions',
    { status: is.in(['draft', 'review', 'approved', 'live']) },
    { sort: [['number', -1]], limit: VERSIONS },
  )
  const newest = new Map<string, SopVersion>()
  // Of one SOP the version on its way is what an operator would open; the live one stands behind it.
  for (const version of versions.map(upcastVersion)) {
    if (!newest.has(version.sop)) newest.set(version.sop, version)
  }
  const nodes = [...newest.values()].flatMap(({ sop, name, number, status, nodes }) =>
    nodes.map((node) => ({
      ...{ sop, sopName: name, number, live: status === 'live', node: node.key, column: node.column },
      ...{ module: node.module, text: wordsOf(node.parts) },
    })),
  )
  return best(nodes, (one) => fits(one.column, one.text, one.module, one.sopName), limit).map(
    ({ module: _, text, ...node }) => ({ ...node, text: text.slice(0, 60) }),
  )
}

function wordsOf(parts: SopVersion['nodes'][number]['parts']): string {
  return parts.flatMap(textsOf).join(' ')
}
