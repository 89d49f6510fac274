import './collections'
import type { Context } from '../../context'
import { type Day, dayOf } from '../../kernel/day'
import { readHolidays } from '../../kernel/holidayBook'
import { is, type Store } from '../../kernel/store'
import { isRelative } from './expand'
import { isTold, type MemberBeat, memberBeats, type Published } from './memberBeats'
import type { SopVersion } from './rules'
import { readVersion, readVersions } from './versionStore'

/** Earlier versions that members may still be on; who joined under an older one goes on with the oldest of these. */
const EARLIER = 10

/** What a SOP says to members, and which of its versions were published when. */
export interface Told {
  beats: MemberBeat[]
  published: Published[]
}

/** The versions of a SOP that were published, the newest first: one wire call that carries no node. */
export async function readPublished(store: Store, sop: string): Promise<Published[]> {
  const found = await store.find(
    'sop_versions',
    { sop, publishedAt: is.gt(0) },
    { sort: [['number', -1]], limit: EARLIER + 1, fields: ['number', 'publishedAt'] },
  )
  return found.map(({ number, publishedAt }) => ({ number, publishedAt: publishedAt ?? 0 }))
}

/** What the live version, and those before it, say to members on these days. */
export async function readTold(
  { store, now }: Pick<Context, 'store' | 'now'>,
  sop: string,
  live: number,
  range: { from: Day; to: Day },
): Promise<Told> {
  const newest = await readVersion(store, sop, live)
  if (newest === null || newest.status !== 'live') return { beats: [], published: [] }
  return readToldBy({ store, now }, newest, range)
}

/** What a version says to members on these days, with those before it; one that was never published as if it were so now. */
export async function readToldBy(
  { store, now }: Pick<Context, 'store' | 'now'>,
  newest: SopVersion,
  range: { from: Day; to: Day },
): Promise<Told> {
  const { sop, number: live } = newest
  // A first version that tells nobody anything has nobody on the way either.
  if (live === 1 && !newest.nodes.some(isTold)) return { beats: [], published: [] }
  const known = (await readPublished(store, sop)).filter(({ number }) => number <= live)
  const isKnown = known.some(({ number }) => number === live)
  const published = isKnown ? known : [{ number: live, publishedAt: now }, ...known]
  const before = published.map(({ number }) => number).filter((number) => number !== live)
  const earlier = (await readVersions(store, sop, before)).filter(countsFromJoining)
  const nodes = [newest, ...earlier].flatMap((version) => version.nodes).filter(isTold)
  const minds = nodes.some((node) => node.holiday !== 'keep' || node.weekend !== 'keep')
  const holidays = minds ? await readHolidays(store, now) : []
  return { beats: memberBeats(newest, earlier, range, holidays), published }
}

function countsFromJoining({ nodes }: SopVersion): boolean {
  return nodes.some((node) => isTold(node) && isRelative(node.time))
}

/** The day on which somebody became a member: their first step in the mini-program, with consent. */
export function joinedOn({ createdAt }: { createdAt: number }): Day {
  return dayOf(createdAt)
}
