import './collections'
import '../channel/collections'
import type { Day } from '../../kernel/day'
import { is, type Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import { chunks, readAll } from '../delivery/readAll'
import type { FunnelHead } from './collections'
import type { Row } from './rollup'
import { type Attribution, type Dimension, type Rolled, readStoreValue } from './rules'

/** Rows of some cohort days, as far as they are counted by the steps in force. */
export interface Range {
  days: { day: Day; rows: Row[] }[]
  /** Days that changed and are being counted anew, or were counted by other steps. */
  waiting: number
  /** ms of the newest whole day; 0: none. */
  rolledAt: number
}

const TRIES = 3

/**
 * The rollups of these days. Two wire calls (a thousand documents each), whatever the number of people and facts.
 *
 * @param book revision of the steps in force
 */
export async function readRange(
  store: Store,
  asked: { from: Day; to: Day; dimension: Rolled; attribution: Attribution },
  book: number,
): Promise<Range> {
  const { from, to, dimension } = asked
  const attribution = dimension === 'total' ? 'first' : asked.attribution
  for (let tries = 1; ; tries++) {
    const heads = await readAll(store, 'funnel_heads', { _id: is.and(is.gte(from), is.lte(to)) })
    const docs = await readAll(store, 'funnel_days', { dimension, attribution, day: is.and(is.gte(from), is.lte(to)) })
    const usable = heads.filter((head) => head.run !== null && head.book === book)
    const days = usable.map(({ _id: day, run }) => ({
      day,
      rows: docs.filter((doc) => doc.day === day && doc.run === run).flatMap(({ rows }) => rows),
    }))
    // A day that got its new rows between our two calls has none of the old ones left.
    const torn = usable.some(({ people }, i) => people > 0 && days[i]?.rows.length === 0)
    if (torn && tries < TRIES) continue
    const rolledAt = Math.max(0, ...usable.map((head) => head.rolledAt))
    return { days, waiting: heads.filter((head) => isWaiting(head, book)).length, rolledAt }
  }
}

function isWaiting(head: FunnelHead, book: number): boolean {
  return head.dirtyAt !== null || head.run === null || head.book !== book
}

export interface ChannelFacts {
  id: string
  name: string
  kind: string
  store: string | null
  costs: { day: Day; cents: number }[]
}

/** The channels that rows name. One wire call per thousand. */
export async function readChannelFacts(store: Store, ids: readonly string[]): Promise<Map<string, ChannelFacts>> {
  const found = await together(
    chunks([...new Set(ids)], 900).map((part) =>
      readAll(store, 'channels', { _id: is.in(part) }, ['name', 'kind', 'store', 'costs']),
    ),
  )
  return new Map(
    found.flat().map(({ _id, name, kind, store: place, costs }) => [_id, { id: _id, name, kind, store: place, costs }]),
  )
}

/** How a dimension that staff ask for is kept. */
export function rolledAs(dimension: Dimension): Rolled {
  return dimension === 'kind' ? 'channel' : dimension
}

/** Channels whose properties stored values of a dimension need. */
export function channelsNamed(dimension: Dimension, values: readonly string[]): string[] {
  if (dimension === 'channel' || dimension === 'kind') return values.filter((id) => id !== '')
  if (dimension !== 'store') return []
  return values.flatMap((value) => {
    const named = readStoreValue(value)
    return named !== null && 'channel' in named ? [named.channel] : []
  })
}

/** The value that staff see for a stored one: kinds and stores of channels are what they are now. */
export function shownValue(dimension: Dimension, value: string, channels: ReadonlyMap<string, ChannelFacts>): string {
  if (dimension === 'kind') return channels.get(value)?.kind ?? ''
  if (dimension !== 'store') return value
  const named = readStoreValue(value)
  if (named === null) return ''
  return 'store' in named ? named.store : (channels.get(named.channel)?.store ?? '')
}
