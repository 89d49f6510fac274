import './collections'
import '../points/collections'
import { inviteCodeOf, unionKeyOf } from '../../../cloudfunctions/platform/identity'
import { PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Context } from '../../context'
import { dayOf } from '../../kernel/day'
import type { Handlers } from '../../kernel/rpc'
import { channelOf } from '../channel/channelOf'
import { inviteFor } from '../channel/inviting'
import { mayShare } from '../channel/sharing'
import { requireConsent, requireMember } from '../member/access'
import { scheduleInvite } from '../referral/note'
import type { personMemberContract } from './contract'
import { insertFacts, link, linked, newIdentity, scheduleFold, touch } from './identities'
import { type Identity, identityIdOf, type NewFact } from './rules'

const CHAT = /^w[\w-]{4,62}$/
/** What a launch that says nothing new is called in a key. */
const NONE = '-'

export const personMemberHandlers: Handlers<typeof personMemberContract, Context> = {
  /**
   * Two wire calls for a member whom we know and who comes from nowhere in particular; five with a channel; six at the very first. A
   * group costs one more, two when nobody has come from it before; rules and channels, which each instance keeps for some seconds, one
   * each; a first visit by a friend's card one more. The keys are natural, so a second try changes nothing.
   */
  async 'member.enter'({ channel, group, invitedBy }, context) {
    const { store, now, caller, settings } = context
    const memberId = requireMember(caller)
    const id = identityIdOf('wxa', memberId)
    const unionid = caller.kind === 'visitor' ? caller.unionid : null
    const identity = await store.get('identities', id)
    const first = identity === null || identity.visitedAt === null
    // The first visit needs consent, and taking that back takes the identity.
    if (first) requireConsent(await store.get('accounts', memberId), settings)
    const from = await groupOf(context, group)
    const known = channel !== '' && (await channelOf(store, channel, now)) !== null
    const facts = factsOf(memberId, first, { channel, known }, from, now)
    // Before the visit is noted: whoever dies in between comes for the first time once more.
    if (first) await insertFacts(store, facts)
    if (first && invitedBy !== '') await scheduleInvite(store, memberId, invitedBy, channel, now)
    await note(context, id, identity, unionid, facts.length > 0)
    // Afterwards of everybody else: a launch that dies is not repeated, so nothing may be written that nobody folds.
    if (!first && facts.length > 0) await insertFacts(store, facts)
    const { offered, friend, inGroup } = await inviteFor(context, identity?.person ?? null, channel)
    const invite = { advisor: offered.contactWay !== null && !friend, group: offered.joinWay !== null && !inGroup }
    const sharing = await mayShare(store, now)
    return { done: true, sharing, code: sharing ? inviteCodeOf(settings.secret, memberId) : '', invite }
  },
}

/** Of one day, one channel and one group a touch is one, and all that name no channel of ours are one: a phone can send anything. */
function factsOf(
  memberId: string,
  first: boolean,
  { channel, known }: { channel: string; known: boolean },
  group: string | null,
  now: number,
): NewFact[] {
  const who = identityIdOf('wxa', memberId)
  const origin = { who, at: now, channel: channel === '' ? null : channel, group }
  const came = channel === '' ? NONE : known ? channel : 'odd'
  const key = [memberId, dayOf(now), came, group ?? NONE].join(':')
  return [
    ...(first ? [{ step: 'visit' as const, key: memberId, ...origin }] : []),
    ...(channel === '' && group === null ? [] : [{ step: 'touch' as const, key, ...origin }]),
  ]
}

async function note(
  context: Context,
  id: string,
  identity: Identity | null,
  unionid: string | null,
  changed: boolean,
): Promise<void> {
  const { store, now, settings } = context
  const union = unionid === null ? null : unionKeyOf(settings.secret, unionid)
  const visited = { visitedAt: identity?.visitedAt ?? now }
  if (identity === null) {
    const made = { ...newIdentity(id, union, now), ...visited }
    if ((await store.insert('identities', made)) === 'exists') await touch(store, [id], now, visited)
  } else {
    if (changed) await touch(store, [id], now, visited)
    if (union !== null && linked(identity, union) !== null) return link(context, id, unionid)
    if (!changed && identity.dirtyAt === null) return
  }
  await scheduleFold(store, now)
}

/** The group of ours that the phone came from: WeChat's own word first, else what our card carries. */
async function groupOf(context: Context, carried: string): Promise<string | null> {
  const { store, caller } = context
  const openGid = caller.kind === 'visitor' ? caller.openGid : null
  if (openGid !== null) {
    const known = await store.get('open_groups', openGid)
    return known === null ? askForGroup(context, openGid) : known.chatId
  }
  if (!CHAT.test(carried)) return null
  return (await store.get('groups', carried)) === null ? null : carried
}

async function askForGroup({ store, wecom, now }: Context, openGid: string): Promise<string | null> {
  let chatId: string | null = null
  try {
    chatId = await wecom.chatOfOpenGid(openGid)
  } catch (error) {
    // A visit is never lost for this; only WeCom's own no is remembered.
    if (!(error instanceof PlatformError) || error.kind === 'retry_later') return null
  }
  await store.insert('open_groups', { _id: openGid, schema: 1, chatId, at: now })
  return chatId
}
