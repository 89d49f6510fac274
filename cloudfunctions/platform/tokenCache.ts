export type StoredToken = { token: string /** Instant in ms. */; expiresAt: number }

/** A place that all instances share (a database document), so that a cold start does not fetch a token of its own. */
export type TokenStore = {
  read(key: string): Promise<StoredToken | null>
  write(key: string, value: StoredToken): Promise<void>
}

export type TokenCache = {
  get(): Promise<string>
  /** A token that the platform refused is not used again; the answer is a newer one. */
  replace(refused: string): Promise<string>
}

/**
 * One token for all calls: memory first, then the shared store, then the platform. Calls that ask at the same time wait
 * for one fetch (single flight): the platform limits gettoken, and a storm of refreshes after 42001 would hit that.
 * No margin before the end: WeCom answers the same token until it ends (WD/91039), so an early fetch brings nothing,
 * and the caller handles 42001 in any case.
 */
export function createTokenCache(options: {
  key: string
  now: () => number
  fetchToken: () => Promise<StoredToken>
  store?: TokenStore
}): TokenCache {
  const { key, now, fetchToken, store } = options
  let held: StoredToken | null = null
  let flight: Promise<StoredToken> | null = null

  function isUsable(value: StoredToken | null, refused: string | null): value is StoredToken {
    return value !== null && value.token !== refused && value.expiresAt > now()
  }

  async function load(refused: string | null): Promise<StoredToken> {
    // Another instance may have renewed it already.
    const shared = (await store?.read(key)) ?? null
    if (isUsable(shared, refused)) return shared
    const fresh = await fetchToken()
    await store?.write(key, fresh)
    return fresh
  }

  async function obtain(refused: string | null): Promise<string> {
    if (isUsable(held, refused)) return held.token
    const joined = flight !== null
    flight ??= load(refused).finally(() => {
      flight = null
    })
    held = await flight
    // The flight that was under way may have started before the refusal and bring the refused token back.
    if (joined && held.token === refused) held = await load(refused)
    return held.token
  }

  return { get: () => obtain(null), replace: (refused) => obtain(refused) }
}
