import { useEffect, useState } from 'react'

/** A value that several pages look at: toast, consent, what waits for the network. */
export interface Observable<T> {
  get(): T
  set(next: T): void
  watch(listener: () => void): () => void
}

export function observable<T>(first: T): Observable<T> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      value = next
      for (const listener of listeners) listener()
    },
    watch(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

export function useObservable<T>(source: Observable<T>): T {
  const [value, setValue] = useState(source.get())
  useEffect(() => {
    // It may have changed between the first drawing and now.
    setValue(source.get())
    return source.watch(() => setValue(source.get()))
  }, [source])
  return value
}
