import '../channel/collections'
import '../delivery/collections'
import type { Context } from '../../context'
import { dayOf } from '../../kernel/day'
import { readRules } from '../../kernel/ruleBook'
import { is, type Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import { readBook } from '../checkin/readBook'
import { streakOn } from '../checkin/rules'
import { seesGroup } from '../delivery/groupScope'
import { readGroups } from '../delivery/groups'
import { chunks } from '../delivery/readAll'
import { groupsOfMembers, membersOfGroup } from '../person/groupsOf'
import { upcast } from '../points/account'
import { viewAt } from '../points/expiry'
import type { Account } from '../points/rules'
import { memberCodeOf, memberIdRange } from '../points/wallet'
import { scopeOf, seesStore } from '../staff/access'
import { tierBook } from '../tier/book'
import { tierOn } from '../tier/standing'
import { accountsByCode, cursorOf, NEVER, walkAccounts } from './candidates'
import { type ListedMember, type MemberChoices, type MemberPage, PRIVACY_VERSION } from './contract'
import {
  type AccountWay,
  type Candidate,
  fitsFilter,
  type MemberCursor,
  type MemberFilter,
  type MemberSort,
  wayOf,
} from './listPlan'

/** Accounts or people of a group that one call looks at; who asks for something rare gets a short page and goes on. */
const LOOKED_AT = 600
/** Lists of people that one call opens. */
const GROUPS_AT_ONCE = 3
/** Channels that are offered to choose from. */
const OFFERED = 200

export interface Asked {
  filter: MemberFilter
  sort: MemberSort
  after: MemberCursor | null
  limit: number
}

interface Found {
  accounts: Account[]
  /** chat ids by member. */
  groups: ReadonlyMap<string, readonly string[]>
  next: MemberCursor | null
}

/**
 * One page of members, newest first, as far as the caller may see them: whoever works in stores sees the people of their stores' groups.
 * Every read goes along an index and is bounded, so a page may be short, or empty, and go on all the same: `next` is null at the end.
 * Headquarters: six wire calls a page; one group: seven.
 */
export async function listMembers(
  { store, now, caller }: Context,
  { filter, sort, after, limit }: Asked,
): Promise<MemberPage> {
  const today = dayOf(now)
  const [scope, rules, { book, rules: days }] = await together([
    scopeOf(store, caller),
    readRules(store, tierBook, now),
    readBook(store, now),
  ])
  const all = (await readGroups(store)).filter(({ gone, owner }) => !gone && seesGroup(scope, owner))
  const names = new Map(all.map(({ _id, name }) => [_id, name]))
  const here = dayOf(now, book.dayStart)
  const candidateOf = (account: Account): Candidate => ({
    _id: account._id,
    tier: tierOn(account, rules, now).id,
    segments: account.segments,
    channel: account.channel,
    streak: streakOn(account.checkin, here, days),
    lastDay: account.checkin.lastDay,
  })
  const fits = (account: Account) => !account.leaving && fitsFilter(filter, candidateOf(account), today)
  const byGroups = scope !== null || filter.group !== ''
  const way = wayOf(filter, sort, today, { byGroups, lowest: rules.tiers[0]?.id ?? '' })
  const { accounts, groups, next } =
    way.kind === 'groups'
      ? await ofGroups(
          store,
          filter.group === '' ? [...names.keys()].sort() : [filter.group].filter((id) => names.has(id)),
          after,
          fits,
        )
      : await along(store, way.kind === 'code' ? filter.code : way, after, limit, fits)
  const channels = await channelNames(store, accounts)
  return {
    next,
    rows: accounts.map((account) => {
      const { name: tier } = tierOn(account, rules, now)
      const { consent, channel } = account
      return {
        memberId: account._id,
        code: memberCodeOf(account._id),
        tier,
        points: viewAt(account, now).balances.points,
        streak: streakOn(account.checkin, here, days),
        lastDay: account.checkin.lastDay,
        channel: channel === null ? '' : (channels.get(channel) ?? channel),
        groups: (groups.get(account._id) ?? []).flatMap((id) => names.get(id) ?? []),
        segments: account.segments,
        joinedAt: account.createdAt,
        consent: consent === null ? 'none' : consent.version === PRIVACY_VERSION ? 'given' : 'old',
      } satisfies ListedMember
    }),
  }
}

/** Along an index of accounts, or by the beginning of a code. */
async function along(
  store: Store,
  way: AccountWay | string,
  after: MemberCursor | null,
  limit: number,
  fits: (account: Account) => boolean,
): Promise<Found> {
  const looked =
    typeof way === 'string'
      ? await accountsByCode(store, way, after, LOOKED_AT)
      : await walkAccounts(store, way, after, LOOKED_AT)
  const accounts: Account[] = []
  let last = -1
  for (const [index, account] of looked.entries()) {
    if (accounts.length === limit) break
    last = index
    if (fits(account)) accounts.push(account)
  }
  const end = looked[last]
  const more = last < looked.length - 1 || looked.length === LOOKED_AT
  const next = more && end !== undefined ? cursorOf(typeof way === 'string' ? 'createdAt' : way.field, end) : null
  const groups = await groupsOfMembers(
    store,
    accounts.map(({ _id }) => _id),
  )
  return { accounts, groups, next: next ?? afterAll(way, after) }
}

/** By last check-in those who have none come at the end. */
function afterAll(way: AccountWay | string, after: MemberCursor | null): MemberCursor | null {
  if (typeof way === 'string' || way.field !== 'checkin.lastDay' || way.bounds === null) return null
  const open = way.bounds.from === undefined && way.bounds.until === undefined
  return open && after?.at !== '' ? NEVER : null
}

/** The people of these groups, group after group; who is in several stands where the first of them is read. */
async function ofGroups(
  store: Store,
  chats: readonly string[],
  after: MemberCursor | null,
  fits: (account: Account) => boolean,
): Promise<Found> {
  const accounts: Account[] = []
  const groups = new Map<string, readonly string[]>()
  let place = after?.at ?? chats[0] ?? ''
  let tie: string = after?.id ?? ''
  for (let opened = 0; opened < GROUPS_AT_ONCE; opened++) {
    if (!chats.includes(place)) return { accounts, groups, next: null }
    const page = await membersOfGroup(store, place, tie, LOOKED_AT / GROUPS_AT_ONCE)
    const here = place
    const first = page.members.filter((member) => member.groups.find((id) => chats.includes(id)) === here)
    for (const part of chunks(first, 400)) {
      const ids = part.map(({ memberId }) => memberId)
      const read = await store.find('accounts', { _id: is.in(ids) }, { limit: 1000 })
      accounts.push(...read.map(upcast).filter(fits))
    }
    for (const { memberId, groups: theirs } of page.members) groups.set(memberId, theirs)
    if (page.next === null) place = chats[chats.indexOf(place) + 1] ?? ''
    tie = page.next ?? ''
  }
  return { accounts, groups, next: chats.includes(place) ? { at: place, id: tie } : null }
}

async function channelNames(store: Store, accounts: readonly Account[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(accounts.flatMap(({ channel }) => channel ?? []))]
  if (ids.length === 0) return new Map()
  const channels = await store.find('channels', { _id: is.in(ids) }, { limit: 1000, fields: ['name'] })
  return new Map(channels.map(({ _id, name }) => [_id, name]))
}

/** What a list can be narrowed by: tiers, the newest channels, the groups that the caller sees. */
export async function memberChoices({ store, now, caller }: Context): Promise<MemberChoices> {
  const [scope, rules, groups, channels] = await together([
    scopeOf(store, caller),
    readRules(store, tierBook, now),
    readGroups(store),
    store.find('channels', {}, { sort: [['createdAt', -1]], limit: OFFERED, fields: ['name', 'store'] }),
  ])
  return {
    tiers: rules.tiers.map(({ id, name }) => ({ id, name })),
    channels: channels.filter((channel) => seesStore(scope, channel.store)).map(({ _id: id, name }) => ({ id, name })),
    groups: groups
      .filter(({ gone, owner }) => !gone && seesGroup(scope, owner))
      .map(({ _id: id, name }) => ({ id, name })),
    wholeBrand: scope === null,
  }
}

/** Accounts of codes as people paste them: eight digits or more. One wire call for at most 200. */
export async function lookUpCodes(store: Store, codes: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const ranges = codes.map((code) => memberIdRange(code))
  const where = ranges.map(({ from, until }) => ({ _id: is.and(is.gte(from), is.lt(until)) }))
  const found = codes.length === 0 ? [] : await store.find('accounts', where, { limit: 1000, fields: ['_id'] })
  return new Map(
    codes.map((code) => [code, found.flatMap(({ _id }) => (_id.startsWith(`m${code.toLowerCase()}`) ? [_id] : []))]),
  )
}
