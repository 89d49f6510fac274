import './collections'
import '../points/collections'
import { memberOfInvite } from '../../../cloudfunctions/platform/identity'
import type { Context } from '../../context'
import { type Job, schedule } from '../../kernel/due'
import { is, type Store } from '../../kernel/store'
import { observe, type Where } from '../person/identities'
import { identitiesOf } from '../person/links'
import { identityIdOf, readChannel } from '../person/rules'
import { upcast } from '../points/account'
import { isInvited, LINE, NEW_FOR, type Referral } from './rules'

export const REFERRAL_NOTE = 'referral.note'

/** A first visit came by a friend's card: to be looked at a tick later, so that the visit waits for nobody. One wire call. */
export async function scheduleInvite(
  store: Store,
  memberId: string,
  code: string,
  channel: string,
  now: number,
): Promise<void> {
  const payload = { memberId, code, channel, at: now }
  await schedule(store, { key: `${REFERRAL_NOTE}:${memberId}`, kind: REFERRAL_NOTE, at: now, payload })
}

export const noteJob: Job<Context> = {
  kind: REFERRAL_NOTE,
  async process({ payload: { memberId, code, channel, at } }, context) {
    if (typeof memberId !== 'string' || typeof code !== 'string' || typeof at !== 'number') return 'done'
    const by = memberOfInvite(context.settings.secret, code)
    if (by !== null)
      await noteReferral(context, { memberId, by, channel: typeof channel === 'string' ? channel : '', at })
    return 'done'
  },
}

/**
 * Writes down who brought whom, if it is so: the first who is written is the one for ever. Seven wire calls; what is not so leaves no
 * trace.
 */
export async function noteReferral(
  where: Where,
  { memberId, by, channel: given, at }: { memberId: string; by: string; channel: string; at: number },
): Promise<void> {
  const { store } = where
  const accounts = await store.find('accounts', { _id: is.in([memberId, by]) }, { limit: 2 })
  const [friend, inviter] = [memberId, by].map((id) => accounts.find(({ _id }) => _id === id))
  if (friend === undefined || inviter === undefined || friend === inviter) return
  const newcomer = (stored: typeof friend) => {
    const { _id, createdAt, generation } = upcast(stored)
    return { memberId: _id, createdAt, generation }
  }
  if (!isInvited(newcomer(friend), newcomer(inviter), at, await knownSince(store, memberId))) return
  if (await leadsTo(store, by, memberId)) return
  const { channel } = readChannel(given)
  const referral: Referral = {
    ...{ _id: memberId, schema: 1, by, at, channel, state: 'waiting', crowd: 0, reachedAt: null },
    ...{ points: null, decidedBy: null, note: '', revision: 1 },
  }
  await store.insertAll('referrals', [referral])
  const stands = await store.get('referrals', memberId)
  // Another one was faster: theirs is the fact.
  if (stands === null || stands.by !== by) return
  await observe(where, [{ step: 'invite', key: memberId, who: identityIdOf('wxa', memberId), at: stands.at, channel }])
}

/** Since when the person is known under another face, as far as they are joined by now; null: under none. */
export async function knownSince(store: Store, memberId: string): Promise<number | null> {
  const own = await store.get('identities', identityIdOf('wxa', memberId))
  if (own === null || own.union === null) return null
  const others = (await identitiesOf(store, own.person)).filter(({ _id }) => _id !== own._id)
  return others.length === 0
    ? null
    : others.reduce((least, { createdAt }) => Math.min(least, createdAt), others[0]?.createdAt ?? 0)
}

/** Whether the line of inviters above `from` holds `memberId`; a line that does not end is taken as if it did. */
async function leadsTo(store: Store, from: string, memberId: string): Promise<boolean> {
  let at = from
  for (let steps = 0; steps < LINE; steps++) {
    if (at === memberId) return true
    const above = await store.get('referrals', at)
    if (above === null || above.by === '') return false
    at = above.by
  }
  return false
}

/** How many friends the same member brought within an hour of this one. One wire call. */
export function crowdOf(store: Store, { by, at }: Pick<Referral, 'by' | 'at'>): Promise<number> {
  return store.count('referrals', { by, at: is.and(is.gte(at - NEW_FOR), is.lte(at + NEW_FOR)) })
}
