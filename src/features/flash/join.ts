import './collections'
import '../points/collections'
import type { Context } from '../../context'
import { dayOf, timeOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import { settle } from '../../kernel/settle'
import { requireConsent, requireMember } from '../member/access'
import { ticketOf } from './draw'
import type { FlashSession } from './rules'
import { text } from './text'

/**
 * A member takes part in a draw: one entry under their own key, so a second tap finds it. Wire calls: session, account, look,
 * insert; a repeat needs no insert.
 * @returns the ticket that stands for them in the public list
 */
export async function join(id: string, { store, now, caller, settings }: Context): Promise<string> {
  const memberId = requireMember(caller)
  const session = await store.get('flash_sessions', id)
  if (!session) return refuse('NO_SUCH_SESSION', text.claim.noSuchBatch)
  const _id = `${id}:${memberId}`
  const ticket = ticketOf(id, memberId)
  const account = await store.get('accounts', memberId)
  requireConsent(account, settings)
  return settle<'flash_entries', string>(store, 'flash_entries', _id, (there) => {
    if (there) return { answer: ticket }
    demandOpen(session, now)
    return { insert: { _id, schema: 1, session: id, memberId, ticket, at: now }, answer: ticket }
  })
}

function demandOpen({ draw, state, opensAt, closesAt }: FlashSession, now: number): void {
  if (draw === null) refuse('FIRST_COME', text.firstComeOnly)
  if (state === 'stopped') refuse('CLAIM_OVER', text.claim.stopped)
  if (now >= closesAt) refuse('CLAIM_OVER', text.joinOver)
  if (state === 'paused') refuse('CLAIM_PAUSED', text.claim.paused)
  const when = dayOf(opensAt) === dayOf(now) ? timeOf(opensAt) : `${dayOf(opensAt).slice(5)} ${timeOf(opensAt)}`
  if (now < opensAt) refuse('NOT_OPEN_YET', text.joinNotOpen(when))
}
