import { useSyncExternalStore } from 'react'
import { type Place, parsePlace } from './place'

/** Goes to a hash; `replace` leaves no step for the back button. */
export function navigate(href: string, replace = false): void {
  if (!replace) {
    location.hash = href
    return
  }
  history.replaceState(null, '', href)
  window.dispatchEvent(new HashChangeEvent('hashchange'))
}

export function usePlace(): Place {
  const hash = useSyncExternalStore(
    (changed) => {
      window.addEventListener('hashchange', changed)
      return () => window.removeEventListener('hashchange', changed)
    },
    () => location.hash,
  )
  return parsePlace(hash)
}
