export interface BulkItem {
  id: string
  /** As people know it, for the list of what failed. */
  name: string
}

export interface BulkFailure<Item extends BulkItem> {
  item: Item
  /** One sentence. */
  why: string
}

export interface BulkState<Item extends BulkItem> {
  total: number
  done: readonly Item[]
  /** Of those, the ones that are different now: what can be taken back. */
  changed: readonly Item[]
  failed: readonly BulkFailure<Item>[]
  /** Not reached because somebody stopped it. */
  left: readonly Item[]
  running: boolean
}

/**
 * One deed after another, each under a request of its own that it keeps: a deed whose answer was lost is done again under the same one
 * and counts once. What fails does not stop the rest.
 *
 * @param deed answers `same` when there was nothing to do
 * @param requestOf the same request for the same item, also in a later try
 * @param stopped asked before each deed
 */
export async function runBulk<Item extends BulkItem>(
  items: readonly Item[],
  deed: (item: Item, request: string) => Promise<unknown>,
  {
    requestOf,
    stopped,
    onState,
    whyOf,
  }: {
    requestOf: (item: Item) => string
    stopped: () => boolean
    onState: (state: BulkState<Item>) => void
    whyOf: (error: unknown) => string
  },
): Promise<BulkState<Item>> {
  const done: Item[] = []
  const changed: Item[] = []
  const failed: BulkFailure<Item>[] = []
  let at = 0
  const state = (running: boolean): BulkState<Item> => ({
    total: items.length,
    done: [...done],
    changed: [...changed],
    failed: [...failed],
    left: running ? [] : items.slice(at),
    running,
  })
  onState(state(true))
  for (; at < items.length && !stopped(); at++) {
    const item = items[at]
    if (item === undefined) continue
    try {
      const outcome = await deed(item, requestOf(item))
      done.push(item)
      if (outcome !== 'same') changed.push(item)
    } catch (error) {
      failed.push({ item, why: whyOf(error) })
    }
    onState(state(true))
  }
  const end = state(false)
  onState(end)
  return end
}
