import './collections'
import '../delivery/collections'
import '../sop/collections'
import type { Context } from '../../context'
import { is, type Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import { knownUntil } from '../delivery/media'
import { namedIn, openNodes } from '../sop/openNodes'
import type { MaterialUse, MaterialView } from './contract'
import { saysCopy } from './copies'
import { addressesOf } from './find'
import { idOfRef, type Material, refOf } from './rules'
import { UNSORTED } from './scripts'
import { usable } from './ugc'

/** Five wire calls at most, whatever the number: addresses, WeCom's copies, SOPs and their versions. */
export async function viewsOf(context: Context, materials: readonly Material[]): Promise<MaterialView[]> {
  if (materials.length === 0) return []
  const { store } = context
  const [urls, media, nodes] = await together([
    addressesOf(context, materials),
    knownUntil(
      context,
      materials.filter(({ file }) => file !== null),
    ),
    openNodes(store),
  ])
  const uses = new Map<string, number>()
  for (const { refs } of nodes) {
    for (const id of new Set(refs.map((ref) => idOfRef(ref) ?? ref))) uses.set(id, (uses.get(id) ?? 0) + 1)
  }
  const copied = materials.filter(({ file }) => file === null)
  for (const material of copied) {
    uses.set(material._id, nodes.filter(({ copies }) => saysCopy(copies, material)).length)
  }
  return materials.map(usable).map((material) => {
    const { _id, kind, name, purpose, tags, size, ending, text, link, file, by, at, revision, archived } = material
    const url = file === null ? '' : (urls.get(file) ?? '')
    return {
      ...{ id: _id, ref: refOf(material), kind, name, purpose, tags, size, ending, text, link, url },
      script: kind === 'script' ? (material.script ?? UNSORTED) : null,
      ugc: material.ugc ? shownUgc(material.ugc) : null,
      gone: file !== null && url === '',
      uses: (uses.get(_id) ?? 0) + (file === null ? 0 : (uses.get(name) ?? 0)),
      mediaUntil: media.get(_id) ?? null,
      ...{ by, at, revision, archived },
    }
  })
}

function shownUgc({ words, agreedAt, withdrawnAt }: NonNullable<Material['ugc']>): MaterialView['ugc'] {
  return { words, agreedAt, withdrawnAt }
}

export async function viewOf(context: Context, material: Material): Promise<MaterialView> {
  const [view] = await viewsOf(context, [material])
  if (view === undefined) throw new Error('a material without a view')
  return view
}

/** Whether a node's reference means this material: by its id, or by its bare name. */
export function isNamedBy(refs: readonly string[], { _id, name }: Pick<Material, '_id' | 'name'>): boolean {
  return namedIn(refs, _id, name)
}

/** Nodes told about in one answer; each live one costs two counts. */
const MOST_USES = 30

/** Where a material is named, live versions first, and how many members opened and took part in what these nodes say. */
export async function usesOf(store: Store, material: Material): Promise<{ uses: MaterialUse[]; more: number }> {
  const nodes = (await openNodes(store))
    .filter(({ refs, copies }) => isNamedBy(refs, material) || saysCopy(copies, material))
    .sort((a, b) => Number(b.live) - Number(a.live) || (a.sop < b.sop ? -1 : 1))
  const uses: MaterialUse[] = []
  for (const { refs: _refs, copies: _copies, ...use } of nodes.slice(0, MOST_USES)) {
    // Beats of a node begin with its key; `;` is the sign after `:`.
    const beat = is.and(is.gte(`${use.sop}:${use.node}:`), is.lt(`${use.sop}:${use.node};`))
    const [opened, acted] = use.live
      ? await together([
          store.count('participations', { beat }),
          store.count('participations', { beat, actedAt: is.gt(0) }),
        ])
      : [null, null]
    uses.push({ ...use, opened, acted })
  }
  return { uses, more: nodes.length - uses.length }
}
