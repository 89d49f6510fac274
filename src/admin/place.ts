/**
 * Addresses live behind `#`, so a reload works on any static hosting. `#/sop?sop=daily&v=2` → path `/sop` and its query; the
 * query holds what is selected, so reload, back and a shared link show the same picture.
 */
export interface Place {
  path: string
  query: Readonly<Record<string, string>>
}

export function parsePlace(hash: string): Place {
  const text = hash.replace(/^#/, '') || '/'
  const cut = text.indexOf('?')
  const path = cut < 0 ? text : text.slice(0, cut)
  const query = Object.fromEntries(new URLSearchParams(cut < 0 ? '' : text.slice(cut + 1)))
  return { path: path.startsWith('/') ? path : `/${path}`, query }
}

/** The hash of a place; empty query values are left out. */
export function hrefOf(path: string, query: Readonly<Record<string, string | null | undefined>> = {}): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value) search.set(key, value)
  const text = search.toString()
  return `#${path}${text ? `?${text}` : ''}`
}
