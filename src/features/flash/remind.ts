import './collections'
import '../points/collections'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import { timeValue } from '../intent/fields'
import type { Wish } from '../intent/rules'
import { emitIntents, withdrawIntents } from '../intent/server'
import { requireConsent, requireMember } from '../member/access'
import type { FlashSession } from './rules'
import { text } from './text'

/** Time for the tick of every five minutes, and for the member to come (ms). */
const BEFORE = 10 * MINUTE
const FLASH_OPENING = 'flash.opening'

/** The wish that a member be told before a session opens. */
export function openingWish(
  memberId: string,
  session: Pick<FlashSession, '_id' | 'title' | 'prize' | 'opensAt'>,
): Wish {
  const { _id, title, prize, opensAt } = session
  const vars = { 活动: title, 奖品: prize.item, 开始: timeValue(opensAt), 场次: _id }
  return { memberId, kind: FLASH_OPENING, what: _id, dueAt: opensAt - BEFORE, expiresAt: opensAt, vars }
}

/**
 * The member asks to be told. Whether it is said then is the gate's, as for every message. The same member again is one wish.
 * @returns when it is due (ms)
 */
export async function remindMe(id: string, { store, now, caller, settings }: Context): Promise<number> {
  const memberId = requireMember(caller)
  const session = await store.get('flash_sessions', id)
  if (!session) return refuse('NO_SUCH_SESSION', text.claim.noSuchBatch)
  requireConsent(await store.get('accounts', memberId), settings)
  if (session.state === 'stopped' || now >= session.opensAt) refuse('NOT_UPCOMING', text.noReminder)
  const wish = openingWish(memberId, session)
  if (now >= wish.dueAt) refuse('OPENS_SOON', text.opensSoon)
  await emitIntents(store, [wish], now)
  return wish.dueAt
}

/** Nobody is told of a session that was cancelled. */
export async function withdrawReminders(
  store: Context['store'],
  { _id, opensAt }: Pick<FlashSession, '_id' | 'opensAt'>,
  now: number,
): Promise<void> {
  if (now >= opensAt) return
  // Quiet hours may have moved one within its time.
  const span = { from: opensAt - BEFORE, until: opensAt }
  await withdrawIntents(store, { kind: FLASH_OPENING, what: _id, ...span }, text.sessionCancelled, now)
}
