import './collections'
import { refuse } from '../../kernel/errors'
import { type Decision, settle } from '../../kernel/settle'
import { type Doc, is, type Store } from '../../kernel/store'
import { versionId } from './publication'
import { sopText } from './refusals'
import type { SopVersion, VersionStatus } from './rules'
import { upcastVersion } from './upcast'

/** A version in today's shape, or null. */
export async function readVersion(store: Store, sop: string, number: number): Promise<SopVersion | null> {
  const stored = await store.get('sop_versions', versionId(sop, number))
  return stored === null ? null : upcastVersion(stored)
}

export async function requireVersion(store: Store, sop: string, number: number): Promise<SopVersion> {
  return (await readVersion(store, sop, number)) ?? refuse('NO_SUCH_VERSION', sopText.noSuchVersion)
}

/** Versions by number; those that do not exist are left out. */
export async function readVersions(store: Store, sop: string, numbers: readonly number[]): Promise<SopVersion[]> {
  if (numbers.length === 0) return []
  const ids = numbers.map((number) => versionId(sop, number))
  return (await store.find('sop_versions', { _id: is.in(ids) }, { limit: 1000 })).map(upcastVersion)
}

/** The newest versions first. */
export async function newestVersions(
  store: Store,
  sop: string,
  limit: number,
  status?: readonly VersionStatus[],
): Promise<SopVersion[]> {
  const where = status === undefined ? { sop } : { sop, status: is.in(status) }
  return (await store.find('sop_versions', where, { sort: [['number', -1]], limit })).map(upcastVersion)
}

/** Versions that wait for a second person, the newest first. */
export async function waitingVersions(store: Store): Promise<SopVersion[]> {
  return (await store.find('sop_versions', { status: 'review' }, { sort: [['number', -1]], limit: 100 })).map(
    upcastVersion,
  )
}

/** SOPs by id; those that do not exist are left out. */
export async function readSops(store: Store, sops: readonly string[]): Promise<Doc<'sops'>[]> {
  return sops.length === 0 ? [] : store.find('sops', { _id: is.in([...new Set(sops)]) }, { limit: 1000 })
}

/** Versions of several SOPs in one of these states, the newest first. One read. */
export async function versionsOf(
  store: Store,
  sops: readonly string[],
  status: readonly VersionStatus[],
  limit: number,
): Promise<SopVersion[]> {
  if (sops.length === 0) return []
  const where = { sop: is.in(sops), status: is.in(status) }
  return (await store.find('sop_versions', where, { sort: [['number', -1]], limit })).map(upcastVersion)
}

/** Changes one version that is there; `decide` sees it in today's shape and refuses what may not be. */
export function changeVersion<A>(
  store: Store,
  sop: string,
  number: number,
  decide: (version: SopVersion) => Decision<'sop_versions', A>,
): Promise<A> {
  return settle(store, 'sop_versions', versionId(sop, number), (doc) =>
    doc === null ? refuse('NO_SUCH_VERSION', sopText.noSuchVersion) : decide(upcastVersion(doc)),
  )
}

/** Inserts a version under its number; whoever was first under it is the answer. */
export async function insertVersionOnce(store: Store, version: Doc<'sop_versions'>): Promise<SopVersion> {
  const there = await settle(store, 'sop_versions', version._id, (doc) =>
    doc ? { answer: doc } : { insert: version, answer: version },
  )
  return upcastVersion(there)
}
