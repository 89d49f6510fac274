import { createCallbacks } from './callbacks'
import { openStore } from './store'
import { DEFAULT_RULES, type WechatClock, type WechatRules, type World } from './types'

/** Opens the outside platform's own file and clock. `rules` are the start values; later changes live in the file. */
export function openWorld(
  dataDir: string,
  clock: WechatClock,
  rules: Partial<WechatRules>,
  push: World['push'],
  callbackUrl?: string,
  baseUrl = '',
): World & { close(): void } {
  const store = openStore(dataDir)
  const waiting: (() => void)[] = []
  let open = true
  let current: WechatRules = { ...DEFAULT_RULES, ...rules, ...store.getMeta<Partial<WechatRules>>('rules') }

  function transact<T>(work: () => T): T {
    let result: T
    try {
      result = store.transaction(() => {
        const value = work()
        store.setMeta('version', (store.getMeta<number>('version') ?? 0) + 1)
        return value
      })
    } catch (error) {
      waiting.length = 0
      throw error
    }
    for (const run of waiting.splice(0)) run()
    return result
  }

  return {
    store,
    baseUrl,
    clock,
    transact,
    rules: () => current,
    setRules(change) {
      store.setMeta('rules', { ...store.getMeta<Partial<WechatRules>>('rules'), ...change })
      current = { ...current, ...change }
    },
    isOpen: () => open,
    push,
    callbacks: createCallbacks(store, () => clock.now(), callbackUrl),
    afterCommit(run) {
      waiting.push(run)
    },
    close() {
      if (!open) return
      open = false
      store.close()
    },
  }
}
