import { type Day, daysBetween } from '../../kernel/day'
import type { Audience, SopVersion, Span } from './rules'

/** What is known of a group when somebody asks whether it hears a node. */
export interface GroupFacts {
  id: string
  tags: readonly string[]
  /** Stores of its owner. */
  stores: readonly string[]
  /** WeCom user id. */
  owner: string
  members: number
  /** The day on which it was made; null while it is not known. */
  startedOn: Day | null
  /** Days on which somebody joined, for nodes that count from joining. */
  joinDays: readonly Day[]
  /** The version that its run is pinned to; null: the live one. */
  version: number | null
}

export interface MemberFacts {
  id: string
  tier: string | null
  segments: readonly string[]
  preferences: readonly string[]
  joinedOn: Day | null
  version: number | null
}

/** Whether a group belongs to an audience on a day. A fact that is asked for and not known does not match. */
export function matchesGroup(
  audience: Audience,
  group: Omit<GroupFacts, 'id' | 'joinDays' | 'version'>,
  day: Day,
): boolean {
  return (
    meets(audience.tags, group.tags) &&
    meets(audience.stores, group.stores) &&
    meets(audience.owners, [group.owner]) &&
    within(audience.size, group.members) &&
    within(audience.age, group.startedOn === null ? null : daysBetween(group.startedOn, day) + 1)
  )
}

/** Whether a whole version speaks to a group. */
export function speaksTo({ stores = [] }: Pick<SopVersion, 'stores'>, group: Pick<GroupFacts, 'stores'>): boolean {
  return meets(stores, group.stores)
}

/** Whether it matters of which stores a group is. */
export function asksForStores({ stores = [], nodes }: Pick<SopVersion, 'stores' | 'nodes'>): boolean {
  return stores.length > 0 || nodes.some((node) => node.audience.stores.length > 0)
}

/** Whether a member belongs to an audience; what it says of groups does not concern members. */
export function matchesMember(
  audience: Audience,
  member: Pick<MemberFacts, 'tier' | 'segments' | 'preferences'>,
): boolean {
  return (
    meets(audience.tiers, member.tier === null ? [] : [member.tier]) &&
    meets(audience.segments, member.segments) &&
    meets(audience.preferences, member.preferences)
  )
}

/** Whether the answer is another one from day to day. */
export function dependsOnDay(audience: Audience): boolean {
  return audience.age.least !== null || audience.age.most !== null
}

/** One of the wanted ones is there; nothing wanted is always met. */
function meets(wanted: readonly string[], there: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((each) => there.includes(each))
}

function within({ least, most }: Span, value: number | null): boolean {
  if (least === null && most === null) return true
  return value !== null && (least === null || value >= least) && (most === null || value <= most)
}
