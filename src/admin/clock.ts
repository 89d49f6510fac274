import { useEffect, useState, useSyncExternalStore } from 'react'

/**
 * The only clock of the page: the server's last `now`, carried on by the browser's monotonic timer. The computer's own date is
 * never asked; a laptop that is a day off shows the right board.
 */
let lastNow = 0
let heardAt = 0
const listeners = new Set<() => void>()

/** Called with the `now` of every answer (ms). */
export function noteNow(now: number): void {
  lastNow = now
  heardAt = performance.now()
  for (const listener of listeners) listener()
}

/** ms since 1970; 0 until the first answer came. */
export function serverNow(): number {
  return lastNow === 0 ? 0 : lastNow + (performance.now() - heardAt)
}

/** The server's time, refreshed with every answer and at least every `every` ms. */
export function useNow(every = 10_000): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const refresh = () => setNow(serverNow())
    listeners.add(refresh)
    const timer = setInterval(refresh, every)
    return () => {
      listeners.delete(refresh)
      clearInterval(timer)
    }
  }, [every])
  return now
}

const MINUTE = 60_000
const minuteWatchers = new Set<() => void>()
let minute = 0
let ticking: ReturnType<typeof setInterval> | null = null

function tick(): void {
  minute = serverNow()
  for (const watcher of minuteWatchers) watcher()
}

/** One timer for all that shows how long ago something was: a table has hundreds of them. */
function watchMinutes(watcher: () => void): () => void {
  minuteWatchers.add(watcher)
  if (minute === 0) minute = serverNow()
  ticking ??= setInterval(tick, MINUTE)
  return () => {
    minuteWatchers.delete(watcher)
    if (minuteWatchers.size > 0 || ticking === null) return
    clearInterval(ticking)
    ticking = null
    minute = 0
  }
}

/** The server's time, refreshed once a minute. */
export function useMinute(): number {
  return useSyncExternalStore(watchMinutes, () => minute)
}
