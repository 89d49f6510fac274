import '../points/collections'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { settle } from '../../kernel/settle'
import { mayShare } from '../channel/sharing'
import { readStreak } from '../checkin/server'
import { newAccount, upcast } from '../points/account'
import { viewAt } from '../points/expiry'
import { findStaffByOpenid } from '../staff/server'
import { requireMember } from './access'
import { type memberContract, PRIVACY_VERSION } from './contract'
import { privacyHandlers } from './privacy'
import { text } from './text'

export const memberHandlers: Handlers<typeof memberContract, Context> = {
  ...privacyHandlers,

  async 'member.giveConsent'(_input, { store, now, caller }) {
    const memberId = requireMember(caller)
    const consent = { version: PRIVACY_VERSION, at: now }
    return settle(store, 'accounts', memberId, (account) => {
      if (!account) return { insert: { ...newAccount(memberId, now), consent }, answer: { memberSince: now } }
      if (account.leaving) return refuse('LEAVING', text.leaving)
      const answer = { memberSince: account.createdAt }
      if (account.consent?.version === PRIVACY_VERSION) return { answer }
      return { guard: { _id: memberId }, change: { consent }, answer }
    })
  },

  async 'member.getMe'(_input, { store, now, caller }) {
    const memberId = requireMember(caller)
    const account = await store.get('accounts', memberId)
    const staff = caller.kind === 'visitor' ? await findStaffByOpenid(store, caller.openid) : null
    return {
      consented: account?.consent?.version === PRIVACY_VERSION,
      memberSince: account?.createdAt ?? null,
      balance: account ? viewAt(upcast(account), now).balances.points : 0,
      streak: account ? await readStreak(store, upcast(account).checkin, now) : 0,
      isStaff: staff !== null,
      staffRoles: staff?.roles ?? [],
      leaving: Boolean(account?.leaving),
      sharing: await mayShare(store, now),
    }
  },
}

export { memberStaffHandlers } from './office'
