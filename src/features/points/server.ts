import type { Context } from '../../context'
import type { Handlers } from '../../kernel/rpc'
import { requireMember } from '../member/access'
import { upcast } from './account'
import type { pointsContract } from './contract'
import { viewAt } from './expiry'
import { readLedger } from './ledger'

export const pointsHandlers: Handlers<typeof pointsContract, Context> = {
  async 'points.getBalance'(_input, { store, now, caller }) {
    const account = await store.get('accounts', requireMember(caller))
    return { balance: account ? viewAt(upcast(account), now).balances.points : 0 }
  },

  async 'points.getLedger'({ before, limit }, context) {
    const { account, entries, next } = await readLedger(context.store, requireMember(context.caller), { before, limit })
    return {
      balance: account ? viewAt(account, context.now).balances.points : 0,
      lines: entries.map(({ _id, asset, delta, balanceAfter, reason, at, day }) => ({
        id: _id,
        asset,
        delta,
        balanceAfter,
        reason,
        at,
        day,
      })),
      next,
    }
  },
}
