import './collections'
import { is, type Store, to } from '../../kernel/store'
import { OPEN } from './rules'

/** A member is forgotten: who brought them goes, and whom they brought no longer says who it was. A second time changes nothing. */
export async function forgetReferrals(store: Store, memberId: string): Promise<void> {
  await store.remove('referrals', { _id: memberId })
  const stop = { by: '', state: 'void' as const, revision: to.inc(1) }
  await store.update('referrals', { by: memberId, state: is.in([...OPEN, 'review']) }, stop)
  await store.update('referrals', { by: memberId }, { by: '', revision: to.inc(1) })
  await store.remove('referral_months', { _id: is.and(is.gte(`${memberId}:`), is.lt(`${memberId};`)) })
}
