import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { useQuery } from '../../../admin/useQuery'
import type { MaterialView } from '../contract'

/** Materials by reference; undefined while nobody has asked yet. */
type Named = ReadonlyMap<string, MaterialView> | undefined

const NamedContext = createContext<Named>(undefined)

/** Asks for the materials that some parts name, so that previews below can show them. */
export function NamedMaterials({ refs, children }: { refs: readonly string[]; children: ReactNode }) {
  const asked = useMemo(() => [...new Set(refs.filter((ref) => ref !== ''))].sort().slice(0, 90), [refs])
  const { data } = useQuery('material.resolve', asked.length === 0 ? null : { refs: asked })
  const named = useMemo(() => data && new Map(data.found.map(({ ref, material }) => [ref, material])), [data])
  return <NamedContext.Provider value={named ?? undefined}>{children}</NamedContext.Provider>
}

/** The material behind a reference; `asked` is false while it is not known whether there is one. */
export function useNamed(ref: string): { material: MaterialView | null; asked: boolean } {
  const named = useContext(NamedContext)
  return { material: named?.get(ref) ?? null, asked: named !== undefined }
}

const CoversContext = createContext<ReadonlyMap<string, string>>(new Map())

/** Asks for the pictures of cards, so that previews below show the brand's own. */
export function NamedCovers({ children }: { children: ReactNode }) {
  const { data } = useQuery('material.listCovers', {})
  const covers = useMemo(() => new Map((data?.covers ?? []).map(({ name, url }) => [name, url])), [data])
  return <CoversContext.Provider value={covers}>{children}</CoversContext.Provider>
}

/** Address of a cover's picture; null while it is not known. */
export function useCover(name: string): string | null {
  return useContext(CoversContext).get(name) ?? null
}
