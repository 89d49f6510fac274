import './collections'
import { DAY, dayOf, MINUTE, startOf } from '../../kernel/day'
import { is, type Store, to } from '../../kernel/store'

/** The document of a version: `{sop}:{number}`. */
export function versionId(sop: string, number: number): string {
  return `${sop}:${number}`
}

/** When the next day is planned: 00:05 in Shanghai (ms). */
export function nextPlanning(now: number): number {
  return startOf(dayOf(now)) + DAY + 5 * MINUTE
}

/**
 * Brings a publication to its end, wherever an earlier run stopped: the newest version that is marked live gets the SOP's
 * pointer, older live ones are retired. The version's own status is the decision, so everything after it can be repeated.
 */
export async function finishPublication(store: Store, sop: string): Promise<void> {
  const live = await store.find(
    'sop_versions',
    { sop, status: 'live' },
    { sort: [['number', -1]], limit: 10, fields: ['number'] },
  )
  const newest = live[0]
  if (newest === undefined) return
  await store.update('sops', { _id: sop, live: is.lt(newest.number) }, { live: to.max(newest.number) })
  if (live.length > 1) {
    await store.update('sop_versions', { sop, status: 'live', number: is.lt(newest.number) }, { status: 'retired' })
  }
}
