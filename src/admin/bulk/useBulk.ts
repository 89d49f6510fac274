import { useRef, useState } from 'react'
import { CallError } from '../call'
import { newRequest } from '../request'
import { type BulkItem, type BulkState, runBulk } from './run'

export interface BulkDeed<Item extends BulkItem> {
  /** `停掉`, `打标签「老客」`. */
  name: string
  /** Answers `same` when there was nothing to do. */
  run: (item: Item, request: string) => Promise<unknown>
  /** The inverse, when there is one. */
  undo?: { name: string; run: (item: Item, request: string) => Promise<unknown> }
}

/** One run over many, and what became of it. */
export function useBulk<Item extends BulkItem>(onEnd: () => void) {
  const [deed, setDeed] = useState<BulkDeed<Item> | null>(null)
  const [state, setState] = useState<BulkState<Item> | null>(null)
  const requests = useRef(new Map<string, string>())
  const stop = useRef(false)

  async function go(next: BulkDeed<Item>, items: readonly Item[], again: boolean): Promise<void> {
    if (!again) requests.current = new Map()
    stop.current = false
    setDeed(next)
    await runBulk(items, next.run, {
      requestOf: ({ id }) => {
        const request = requests.current.get(id) ?? newRequest()
        requests.current.set(id, request)
        return request
      },
      stopped: () => stop.current,
      onState: setState,
      whyOf: (error) => {
        if (error instanceof CallError) return error.message
        console.error(error)
        return '页面出了点问题，刷新后再试。'
      },
    })
    onEnd()
  }

  return {
    deed,
    state,
    start: (next: BulkDeed<Item>, items: readonly Item[]) => go(next, items, false),
    /** Only those that failed, or that the stop kept from being reached, under the requests that they had. */
    retry: () =>
      deed && state ? go(deed, [...state.failed.map(({ item }) => item), ...state.left], true) : Promise.resolve(),
    undo: () =>
      deed?.undo && state ? go({ name: deed.undo.name, run: deed.undo.run }, state.changed, false) : Promise.resolve(),
    stop: () => {
      stop.current = true
    },
    close: () => setState(null),
  }
}

export type Bulk<Item extends BulkItem> = ReturnType<typeof useBulk<Item>>
