/** Filters that somebody gave a name, kept by this browser for all who sit before it: they hold no names of members. */
export interface SavedView {
  name: string
  query: Readonly<Record<string, string>>
}

/** The browser's own store, as far as it is used. */
export interface Keeper {
  getItem(key: string): string | null
  setItem(key: string, text: string): void
}

export type Query = Readonly<Record<string, string>>

const KEY = 'jiepai.views'
/** Of one screen. */
export const MOST_VIEWS = 12

type Shelf = Record<string, SavedView[]>

export function readViews(storage: Pick<Keeper, 'getItem'>, path: string): SavedView[] {
  return shelfOf(storage)[path] ?? []
}

/** Under the same name it replaces the older one; the newest stands first. */
export function keepView(storage: Keeper, path: string, view: SavedView): SavedView[] {
  const others = readViews(storage, path).filter(({ name }) => name !== view.name)
  return put(storage, path, [view, ...others].slice(0, MOST_VIEWS))
}

export function dropView(storage: Keeper, path: string, name: string): SavedView[] {
  return put(
    storage,
    path,
    readViews(storage, path).filter((view) => view.name !== name),
  )
}

/** The part of an address that narrows a list. */
export function narrowing(query: Query, keys: readonly string[]): Query {
  return Object.fromEntries(Object.entries(query).filter(([key, value]) => keys.includes(key) && value !== ''))
}

export function sameQuery(a: Query, b: Query): boolean {
  const words = (query: Query) => JSON.stringify(Object.entries(query).sort())
  return words(a) === words(b)
}

function put(storage: Keeper, path: string, views: SavedView[]): SavedView[] {
  storage.setItem(KEY, JSON.stringify({ ...shelfOf(storage), [path]: views }))
  return views
}

function shelfOf(storage: Pick<Keeper, 'getItem'>): Shelf {
  try {
    const parsed: unknown = JSON.parse(storage.getItem(KEY) ?? '{}')
    if (typeof parsed !== 'object' || parsed === null) return {}
    return Object.fromEntries(
      Object.entries(parsed).map(([path, views]) => [path, Array.isArray(views) ? views.filter(isView) : []]),
    )
  } catch {
    // Something else wrote this key: without memory the list is only shorter.
    return {}
  }
}

function isView(value: unknown): value is SavedView {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('query' in value)) return false
  const { name, query } = value
  return (
    typeof name === 'string' &&
    typeof query === 'object' &&
    query !== null &&
    Object.values(query).every((one) => typeof one === 'string')
  )
}
