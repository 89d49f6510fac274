/**
 * Runs reads side by side and answers when all of them ended. `Promise.all` leaves the others running when one fails: the
 * handler would return with open wire calls, and the cloud freezes the instance there.
 */
export async function together<T extends readonly unknown[]>(...reads: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  const settled = await Promise.allSettled(reads)
  return settled.map((each) => {
    if (each.status === 'rejected') throw each.reason
    return each.value
  }) as unknown as T
}
