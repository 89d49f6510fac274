import '../sop/collections'
import type { Context } from '../../context'
import { is } from '../../kernel/store'
import { channelOf } from '../channel/channelOf'
import type { Channel } from '../channel/rules'
import { welcomeAt, welcomeTexts } from '../channel/welcome'
import { isSpeaking, type SopNode } from '../sop/rules'
import { readVersion } from '../sop/versionStore'
import { readColleagues, readStoresOfOwners } from '../staff/server'
import {
  callsByName,
  type FriendNames,
  friendWelcome,
  type Said,
  type WelcomeContent,
  welcomeNodes,
} from './welcomeContent'

export interface LiveWelcome extends WelcomeContent {
  /** Null: the channel's own words. */
  sop: string | null
  version: number | null
  /** Channel whose group code goes beside it. */
  invites: string | null
  /** As WeChat shows it, when it was asked for. */
  customer: string | null
}

/**
 * What a new friend of a member of staff is welcomed with: the words of the channel that they came by, else those of its first SOP,
 * else the nodes of the newest published version that speaks and is meant for that person's customers; null without any. A stopped
 * channel, or an id that nobody gave out, has no words of its own.
 */
export async function liveWelcome(
  context: Context,
  user: string,
  customer: string,
  from: string,
): Promise<LiveWelcome | null> {
  const found = await channelOf(context.store, from, context.now)
  const channel = found?.state === 'active' ? found : null
  const invites = channel?.invite && channel.codes.joinWay.state === 'ready' ? channel._id : null
  const own = channel === null ? null : ownWords(channel, context.now)
  if (own !== null) {
    const names = await namesOf(context, user, customer, [own])
    return { sop: null, version: null, invites, customer: names.customer, ...friendWelcome([own], names) }
  }
  const said = await liveNodes(context, user, customer, channel?.firstSop ?? null)
  if (said !== null) return { ...said, invites }
  return invites === null
    ? null
    : { sop: null, version: null, invites, customer: null, text: '', parts: [], problems: [] }
}

function ownWords(channel: Channel, now: number): Said | null {
  const slot = welcomeAt(channel.welcome, now)
  const texts = slot === null ? [] : welcomeTexts(slot)
  if (texts.length === 0) return null
  const parts = texts.map((text) => ({ type: 'text' as const, text }))
  return { parts, variables: {}, time: { on: 'join', day: 0 }, column: channel.name }
}

async function liveNodes(
  context: Context,
  user: string,
  customer: string,
  wanted: string | null,
): Promise<Omit<LiveWelcome, 'invites'> | null> {
  const { store } = context
  const all = (await store.find('sops', { live: is.gt(0) }, { limit: 100 })).filter(isSpeaking)
  const first = all.filter(({ _id }) => _id === wanted)
  const sops = first.length > 0 ? first : all
  const found: { sop: string; version: number; at: number; nodes: SopNode[] }[] = []
  for (const { _id: sop, live } of sops) {
    const version = await readVersion(store, sop, live)
    if (version === null || version.status !== 'live') continue
    const nodes = await meantFor(context, user, version.stores ?? [], welcomeNodes(version.nodes, 'welcome'))
    if (nodes.length > 0) found.push({ sop, version: live, at: version.publishedAt ?? 0, nodes })
  }
  const [newest] = found.sort((a, b) => b.at - a.at || (a.sop < b.sop ? -1 : 1))
  if (newest === undefined) return null
  const names = await namesOf(context, user, customer, newest.nodes)
  const { sop, version } = newest
  return { sop, version, customer: names.customer, ...friendWelcome(newest.nodes, names) }
}

/** @param all stores that the whole version is for */
async function meantFor(
  { store }: Context,
  user: string,
  all: readonly string[],
  nodes: SopNode[],
): Promise<SopNode[]> {
  const asks = all.length > 0 || nodes.some((node) => node.audience.stores.length > 0)
  const stores = asks ? ((await readStoresOfOwners(store)).get(user) ?? []) : []
  if (all.length > 0 && !all.some((name) => stores.includes(name))) return []
  return nodes.filter(({ audience }) => {
    if (audience.owners.length > 0 && !audience.owners.includes(user)) return false
    return audience.stores.length === 0 || audience.stores.some((name) => stores.includes(name))
  })
}

/** The customer's name is worth one question, not the welcome: whoever does not answer in time is not waited for. */
async function namesOf(
  { store, wecom, settings }: Context,
  user: string,
  customer: string,
  nodes: readonly Said[],
): Promise<FriendNames> {
  const staff = (await readColleagues(store)).find((each) => each.user === user)?.name ?? null
  const names: FriendNames = { customer: null, staff, brand: settings.brandName }
  if (!callsByName(nodes)) return names
  try {
    const { name } = await wecom.getContact(customer)
    return { ...names, customer: name === '' ? null : name }
  } catch {
    // Without a name the welcome speaks to 「你」; that it is late would be worse.
    return names
  }
}
