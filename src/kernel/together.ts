/**
 * Waits for all, then answers or throws the first failure. `Promise.all` would go on at the first failure and leave the other
 * wire calls running, and the cloud freezes an instance the moment its handler has answered.
 */
export async function together<T extends readonly unknown[] | []>(
  promises: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(promises)
  return Promise.all(promises)
}
