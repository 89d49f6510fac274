import './collections'
import { DAY, dayOf, MINUTE, startOf } from '../../kernel/day'
import { is, type Store, to } from '../../kernel/store'
import type { VersionStep } from './rules'

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

/** One line of a version's life. */
export function step(at: number, by: string, did: VersionStep['did'], note = ''): VersionStep {
  return { at, by, did, note }
}

/** What a new version has of its own, whatever it was made from. */
export function emptyLife(sop: string, number: number, parent: number | null, now: number, author: string) {
  return {
    _id: versionId(sop, number),
    schema: 2 as const,
    sop,
    number,
    parent,
    status: 'draft' as const,
    note: '',
    author,
    revision: 0,
    importDigest: null,
    createdAt: now,
    publishedAt: null,
    publishAt: null,
    rolledBack: null,
    hands: [],
    steps: [step(now, author, 'create')],
  }
}
