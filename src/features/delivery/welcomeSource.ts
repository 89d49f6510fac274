import '../sop/collections'
import type { Context } from '../../context'
import { is } from '../../kernel/store'
import { isSpeaking, type SopNode } from '../sop/rules'
import { readVersion } from '../sop/versionStore'
import { readColleagues, readStoresOfOwners } from '../staff/server'
import { callsByName, type FriendNames, friendWelcome, type WelcomeContent, welcomeNodes } from './welcomeContent'

export interface LiveWelcome extends WelcomeContent {
  sop: string
  version: number
  /** As WeChat shows it, when it was asked for. */
  customer: string | null
}

/**
 * What a new friend of a member of staff is welcomed with: the nodes of the newest published version that speaks and is meant for
 * that person's customers; null without any.
 */
export async function liveWelcome(context: Context, user: string, customer: string): Promise<LiveWelcome | null> {
  const { store } = context
  const sops = (await store.find('sops', { live: is.gt(0) }, { limit: 100 })).filter(isSpeaking)
  const found: { sop: string; version: number; at: number; nodes: SopNode[] }[] = []
  for (const { _id: sop, live } of sops) {
    const version = await readVersion(store, sop, live)
    if (version === null || version.status !== 'live') continue
    const nodes = await meantFor(context, user, welcomeNodes(version.nodes, 'welcome'))
    if (nodes.length > 0) found.push({ sop, version: live, at: version.publishedAt ?? 0, nodes })
  }
  const [newest] = found.sort((a, b) => b.at - a.at || (a.sop < b.sop ? -1 : 1))
  if (newest === undefined) return null
  const names = await namesOf(context, user, customer, newest.nodes)
  const { sop, version } = newest
  return { sop, version, customer: names.customer, ...friendWelcome(newest.nodes, names) }
}

async function meantFor({ store }: Context, user: string, nodes: SopNode[]): Promise<SopNode[]> {
  const asks = nodes.some((node) => node.audience.stores.length > 0)
  const stores = asks ? ((await readStoresOfOwners(store)).get(user) ?? []) : []
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
  nodes: readonly SopNode[],
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
