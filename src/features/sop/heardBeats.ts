import './collections'
import '../delivery/collections'
import '../points/collections'
import type { Day } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import { type Doc, is, type Store } from '../../kernel/store'
import { factsOfGroup } from '../delivery/groupFacts'
import { readStoresOfOwners } from '../staff/server'
import { asksForStores, type GroupFacts } from './audience'
import { heardAs } from './exceptions'
import { expand, isForMembers, isRelative, parseBeat } from './expand'
import { versionOfMember } from './memberBeats'
import { readPublished } from './memberVersions'
import { sopText } from './refusals'
import { isSpeaking, type SopNode, type SopVersion } from './rules'
import { runId } from './runs'
import { upcastVersion } from './upcast'
import { newestVersions, readVersion } from './versionStore'
import { versionOfBeat } from './versions'

/** A beat that was found in its version. */
export interface FoundBeat {
  beat: string
  version: number
  node: SopNode
  date: Day
  from: number
  until: number
}

/** The live versions of all SOPs that speak: two reads. */
export async function liveVersions(store: Store): Promise<SopVersion[]> {
  const sops = (await store.find('sops', { live: is.gt(0) }, { limit: 100 })).filter(isSpeaking)
  if (sops.length === 0) return []
  const ids = sops.map((sop) => `${sop._id}:${sop.live}`)
  return (await store.find('sop_versions', { _id: is.in(ids) }, { limit: 100 })).map(upcastVersion)
}

/**
 * What a group hears on a day, or without a group what is said to everybody; nothing that goes to members one by one. A group in
 * its first days hears of them what the version says that it began with.
 */
export async function beatsOfDay(
  store: Store,
  versions: readonly SopVersion[],
  group: Doc<'groups'> | null,
  date: Day,
): Promise<FoundBeat[]> {
  if (group === null) return versions.flatMap((version) => heardIn(version, version.nodes, null, date))
  const pins = await pinsOf(store, versions, group._id)
  const others = versions.filter(({ sop, number }) => pins.has(sop) && pins.get(sop) !== number)
  const earlier = await pinnedVersions(store, others, pins)
  const asked = [...versions, ...earlier].some(asksForStores)
  const stores = asked ? ((await readStoresOfOwners(store)).get(group.owner) ?? []) : []
  const factsUnder = (version: SopVersion) => factsOfGroup(group, stores, pins.get(version.sop) ?? null)
  return [
    ...versions.flatMap((version) => heardIn(version, version.nodes, factsUnder(version), date)),
    ...earlier.flatMap((version) => {
      const counting = version.nodes.filter((node) => isRelative(node.time))
      return heardIn(version, counting, factsUnder(version), date)
    }),
  ]
}

/** SOP → number of the version that the group began with. A first version has no other beside it. */
async function pinsOf(
  store: Store,
  versions: readonly SopVersion[],
  group: string,
): Promise<ReadonlyMap<string, number>> {
  const ids = versions.filter(({ number }) => number > 1).map((version) => runId(version.sop, group))
  const runs = ids.length === 0 ? [] : await store.find('sop_runs', { _id: is.in(ids) }, { limit: 100 })
  return new Map(runs.map((run) => [run.sop, run.version]))
}

async function pinnedVersions(
  store: Store,
  versions: readonly SopVersion[],
  pins: ReadonlyMap<string, number>,
): Promise<SopVersion[]> {
  if (versions.length === 0) return []
  const ids = versions.map(({ sop }) => `${sop}:${pins.get(sop)}`)
  return (await store.find('sop_versions', { _id: is.in(ids) }, { limit: 100 })).map(upcastVersion)
}

function heardIn(version: SopVersion, nodes: SopNode[], group: GroupFacts | null, date: Day): FoundBeat[] {
  return (
    expand({ ...version, nodes }, { from: date, to: date }, group === null ? {} : { groups: [group] })
      .filter((beat) => beat.to === 'groups' && (group === null || beat.targets.length > 0))
      // Before the first publication nothing was heard; a later version goes on where the one before it was.
      .filter((beat) => version.parent !== null || beat.until > (version.publishedAt ?? 0))
      .map((beat) => ({ ...beat, version: version.number }))
  )
}

/** Who asks for a beat, and what their card says of it. */
export interface Asker {
  memberId: string
  /** chat_id of the group whose card was opened. */
  group?: string | undefined
  /** The version that the card or the page was made from. */
  version?: number | undefined
}

/**
 * A beat as its reader heard it: in the version that the card names, else in that of the group's own message, else (a member's own
 * days) in the member's; else in the one that was live when the beat began.
 */
export async function findBeat(store: Store, beat: string, asker: Asker): Promise<FoundBeat> {
  const place = parseBeat(beat)
  if (place === null) return refuse('NO_SUCH_BEAT', sopText.noSuchBeat)
  const { sop, node: key, date, slot } = place
  const foundIn = (version: SopVersion): FoundBeat | null => {
    const node = version.nodes.find((each) => each.key === key)
    const heard = node === undefined ? null : heardAs(node, date, slot)
    return heard && { ...heard, beat, version: version.number }
  }
  const named = asker.version ?? (await versionSentTo(store, place, asker.group))
  const exact = named === null ? null : await readVersion(store, sop, named)
  const sent = exact?.publishedAt == null ? null : foundIn(exact)
  if (sent !== null) return sent
  const versions = await newestVersions(store, sop, 10, ['live', 'retired'])
  const then = versionOfBeat(versions, (version) => foundIn(version)?.from ?? null)
  const found = then && foundIn(then)
  if (!found) return refuse('NO_SUCH_BEAT', sopText.noSuchBeat)
  if (!isForMembers(found.node.route) || !isRelative(found.node.time)) return found
  const own = await versionToldTo(store, sop, asker.memberId)
  const mine = versions.find(({ number }) => number === own)
  return (mine && foundIn(mine)) ?? found
}

/** A row carries the version that it was sent from. */
async function versionSentTo(
  store: Store,
  { sop, node, date, slot }: { sop: string; node: string; date: Day; slot: number },
  group: string | undefined,
): Promise<number | null> {
  if (group === undefined) return null
  const ids = [`${sop}:${node}:${group}:${date}:${slot}:0`]
  const [row] = await store.find('deliveries', { _id: is.in(ids) }, { fields: ['version'], limit: 1 })
  return row?.version ?? null
}

async function versionToldTo(store: Store, sop: string, memberId: string): Promise<number | null> {
  const account = await store.get('accounts', memberId)
  const head = account === null ? null : await store.get('sops', sop)
  if (account === null || head === null) return null
  return versionOfMember(await readPublished(store, sop), account.createdAt, head.membersMoved)
}
