import { useSyncExternalStore } from 'react'
import { createCall } from './call'
import { noteNow } from './clock'
import { hrefOf, parsePlace } from './place'
import { navigate } from './router'
import { clearSession, readSession } from './session'

/** Where the API answers: static hosting and HTTP access have domains of their own. Empty on a developer's machine. */
const api = document.querySelector<HTMLMetaElement>('meta[name="jiepai-api"]')?.content ?? ''

/** The page's one client, wired to its session, clock and address. */
export const call = createCall({
  fetch: (path, init) => fetch(`${api}${path}`, init),
  token: () => readSession()?.token ?? null,
  onNow: noteNow,
  onSignedOut: () => signOut('over'),
  onReach: noteReach,
})

/**
 * Forgets the session and asks for the password; the login leads back to this address.
 * @param why `over`: nobody asked to leave, so the login says what happened
 */
export function signOut(why: 'asked' | 'over' = 'asked'): void {
  clearSession()
  if (parsePlace(location.hash).path === '/login') return
  const next = location.hash.replace(/^#/, '')
  navigate(hrefOf('/login', why === 'over' ? { next, over: '1' } : { next }), true)
}

let reached = true
const watchers = new Set<() => void>()

function noteReach(online: boolean): void {
  if (reached === online) return
  reached = online
  for (const watcher of watchers) watcher()
}

/** False when the browser says it is offline or the last call got no answer. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      window.addEventListener('online', changed)
      window.addEventListener('offline', changed)
      return () => {
        watchers.delete(changed)
        window.removeEventListener('online', changed)
        window.removeEventListener('offline', changed)
      }
    },
    () => reached && navigator.onLine,
  )
}
