import '../points/collections'
import type { Context } from '../../context'
import type { Job } from '../../kernel/due'
import { schedule } from '../../kernel/due'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { together } from '../../kernel/together'
import { holdings } from '../../privacy'
import { upcast } from '../points/account'
import { changeAccount } from '../points/change'
import { findStaffByOpenid } from '../staff/server'
import { requireMember } from './access'
import type { memberContract } from './contract'
import { text } from './text'

type Methods = Pick<typeof memberContract, 'member.exportMine' | 'member.countMine' | 'member.leave'>

const FORGET = 'member.forget'

/** What is kept of a member is theirs: to read whole, and to end. */
export const privacyHandlers: Handlers<Methods, Context> = {
  async 'member.exportMine'({ part, after }, { store, now, caller }) {
    const memberId = requireMember(caller)
    const parts = holdings.map(({ name, words }) => ({ name, words }))
    const holding = holdings.find(({ name }) => name === part)
    if (!holding) return refuse('NO_SUCH_PART', text.noSuchPart)
    return { parts, ...(await holding.read({ store, now }, memberId, after)) }
  },

  async 'member.countMine'(_input, { store, now, caller }) {
    const memberId = requireMember(caller)
    const countable = holdings.flatMap(({ name, count }) => (count ? [{ name, count }] : []))
    const [account, counts] = await together([
      store.get('accounts', memberId),
      together(countable.map(async ({ name, count }) => ({ name, count: await count({ store, now }, memberId) }))),
    ])
    return { counts, birthday: account ? (upcast(account).birthday ?? null) : null }
  },

  /**
   * The work is on the list before the account says so: dying in between leaves an item that finds nothing to do. From then on
   * nothing new of the member is taken, because their consent is gone in the same update.
   */
  async 'member.leave'(_input, { store, now, caller }) {
    const memberId = requireMember(caller)
    if (caller.kind === 'visitor' && (await findStaffByOpenid(store, caller.openid))) {
      return refuse('STILL_STAFF', text.stillStaff)
    }
    await schedule(store, { key: `${FORGET}:${memberId}:${now}`, kind: FORGET, at: now, payload: { memberId } })
    await changeAccount(store, memberId, now, (account, exists) => {
      if (!exists || account.leaving) return { answer: undefined }
      return { after: { ...account, consent: null, leaving: now }, answer: undefined }
    })
    return { done: true }
  },
}

/** `member.forget`: lets go of everything, feature by feature; what is done already is found done. */
export const forgetJob: Job<Context> = {
  kind: FORGET,
  async process({ payload }, context) {
    const memberId = String(payload.memberId)
    const account = await context.store.get('accounts', memberId)
    if (!account?.leaving) return 'done'
    for (const holding of holdings) {
      if (!(await holding.forget(context, memberId))) return { again: context.now }
    }
    return 'done'
  },
}
