import './collections'
import type { Context } from '../../context'
import { is, type Store } from '../../kernel/store'
import { best, type Fits } from '../../kernel/words'
import { idOfRef, type Material } from './rules'
import { usable } from './ugc'

/** Addresses are asked for in parts of so many; the platform takes 50. */
const URLS = 50

/**
 * Materials by reference. One that gives an id is that material; a bare name is the newest of that name that is not archived. At most
 * two reads whatever their number; unknown references are missing.
 */
export async function findMaterials(store: Store, refs: readonly string[]): Promise<Map<string, Material>> {
  const ids = [...new Set(refs.flatMap((ref) => idOfRef(ref) ?? []))]
  const names = [...new Set(refs.filter((ref) => idOfRef(ref) === null && ref !== ''))]
  const byId = ids.length === 0 ? [] : await store.find('materials', { _id: is.in(ids) }, { limit: 1000 })
  const named =
    names.length === 0
      ? []
      : await store.find('materials', { name: is.in(names), archived: false }, { sort: [['at', -1]], limit: 1000 })
  const found = new Map<string, Material>()
  for (const ref of refs) {
    const id = idOfRef(ref)
    const material = id === null ? named.find(({ name }) => name === ref) : byId.find(({ _id }) => _id === id)
    if (material !== undefined) found.set(ref, usable(material))
  }
  return found
}

/** fileID → an address that can be read for a while; files that are gone are missing. */
export async function addressesOf(
  { photos }: Pick<Context, 'photos'>,
  materials: Iterable<Material>,
): Promise<Map<string, string>> {
  const files = [...new Set([...materials].flatMap(({ file }) => file ?? []))]
  const urls = new Map<string, string>()
  for (let at = 0; at < files.length; at += URLS) {
    for (const [file, url] of await photos.urlsOf(files.slice(at, at + URLS))) urls.set(file, url)
  }
  return urls
}

/** Materials that one search looks at, the newest. */
const LOOKED_AT = 1000

/** Materials of the library by name and tag, archived ones left out. One read by index. */
export async function searchMaterials(
  store: Store,
  fits: Fits,
  limit: number,
): Promise<Pick<Material, '_id' | 'name' | 'kind' | 'tags'>[]> {
  const fields = ['name', 'kind', 'tags'] as const
  const found = await store.find('materials', { archived: false }, { sort: [['at', -1]], limit: LOOKED_AT, fields })
  return best(found, ({ name, tags }) => fits(name, ...tags), limit)
}
