import type { Context } from '../../context'
import type { Handlers } from '../../kernel/rpc'
import { requireMember } from '../member/access'
import type { pointsContract } from './contract'
import { readLedger } from './ledger'

export const pointsHandlers: Handlers<typeof pointsContract, Context> = {
  async 'points.getBalance'(_input, context) {
    const account = await context.store.get('accounts', requireMember(context.caller))
    return { balance: account?.balances.points ?? 0 }
  },

  async 'points.getLedger'({ before, limit }, context) {
    const { account, entries, next } = await readLedger(context.store, requireMember(context.caller), { before, limit })
    return {
      balance: account?.balances.points ?? 0,
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
