import { parsePlace } from '../place'

/** Places of this tab, newest first; they end with the session, as it does. */
const KEY = 'jiepai.recent'
const KEPT = 6

export interface Visit {
  href: string
  /** What was chosen there; empty means the screen itself. */
  title: string
}

export function readVisits(): Visit[] {
  try {
    const parsed: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]')
    return Array.isArray(parsed) ? parsed.filter(isVisit) : []
  } catch {
    // Something else wrote this key: without memory the list is only shorter.
    return []
  }
}

/** Remembers a place. The same one again moves up. */
export function noteVisit(href: string, title = ''): void {
  if (/^#?\/?(login|$)/.test(href)) return
  const visit = { href: title === '' ? `#${parsePlace(href).path}` : href, title }
  const others = readVisits().filter((one) => one.href !== visit.href)
  sessionStorage.setItem(KEY, JSON.stringify([visit, ...others].slice(0, KEPT)))
}

function isVisit(value: unknown): value is Visit {
  return (
    typeof value === 'object' &&
    value !== null &&
    'href' in value &&
    typeof value.href === 'string' &&
    value.href.startsWith('#/') &&
    'title' in value &&
    typeof value.title === 'string'
  )
}
