import './collections'
import type { Context } from '../../context'
import { dayOf, timeOf } from '../../kernel/day'
import { settle } from '../../kernel/settle'
import { HELD_PAGE, type Holding } from '../member/holding'
import { applyMovements, newAccount, takeFromLots, upcast } from './account'
import { changeAccount } from './change'
import { drain, readLedger } from './ledger'
import { type Account, assets } from './rules'
import { text } from './text'

/** The account and what happened in it. */
export const pointsHolding: Holding = {
  name: 'points',
  words: '积分、成长值和补签卡',

  async read({ store }, memberId, after) {
    const before = after === null ? undefined : Number(after)
    const { account, entries, next } = await readLedger(store, memberId, {
      limit: HELD_PAGE,
      ...(before !== undefined && { before }),
    })
    const head =
      account && after === null
        ? [
            {
              ...{
                积分: account.balances.points,
                成长值: account.balances.growth,
                补签卡: account.balances.makeup_card,
              },
              ...{ 生日: account.birthday, 分群: account.segments.join('、'), 来源: account.channel },
            },
          ]
        : []
    return {
      rows: [
        ...head,
        ...entries.map(({ at, asset, delta, balanceAfter, reason }) => ({
          ...{
            时间: `${dayOf(at)} ${timeOf(at)}`,
            资产: text.asset[asset],
            变动: delta,
            之后: balanceAfter,
            原因: reason,
          },
        })),
      ],
      next: next === null ? null : String(next),
    }
  },

  /**
   * Balances go to nothing by entries of their own, so the books stay whole; then the account begins anew under the next
   * generation, with nothing in it. The entries stay for the books: no name, no openid.
   */
  async forget(context, memberId) {
    await voidBalances(context, memberId)
    const stored = await context.store.get('accounts', memberId)
    if (!stored) return true
    if (stored.outbox.length > 0 || (stored.effects?.length ?? 0) > 0) await drain(context.store, [stored])
    return begin(context, memberId)
  },
}

async function voidBalances({ store, now }: Context, memberId: string): Promise<void> {
  await changeAccount(store, memberId, now, async (account, exists) => {
    const free = (asset: Account['lots'][number]['asset']) => account.balances[asset]
    const left = assets.filter((asset) => free(asset) > 0)
    if (!exists || !account.leaving || (left.length === 0 && account.pending.length === 0)) return { answer: undefined }
    // What was set aside goes with the rest: its lots come back first.
    const whole: Account = {
      ...account,
      lots: [...account.lots, ...account.holds.flatMap(({ lots }) => lots)],
      holds: [],
      pending: [],
    }
    const movements = left.map((asset) => ({
      ...{ bizType: 'leave', bizId: `${memberId}:${asset}`, asset, delta: -free(asset), expires: null },
      ...{ reason: text.left, lots: takeFromLots(whole.lots, asset, free(asset)).touched },
    }))
    const lots = whole.lots.filter(({ asset }) => !left.includes(asset))
    return { after: applyMovements({ ...whole, lots }, movements, now), answer: undefined }
  })
}

/** An account that only remembers that there was one before. */
function begin({ store, now }: Context, memberId: string): Promise<boolean> {
  return settle<'accounts', boolean>(store, 'accounts', memberId, (stored) => {
    if (!stored) return { answer: true }
    const account = upcast(stored)
    if (!account.leaving) return { answer: true }
    if (account.outbox.length > 0 || account.effects.length > 0) return { answer: false }
    const { _id, ...fresh } = newAccount(memberId, account.createdAt)
    const change = { ...fresh, generation: account.generation + 1, seq: account.seq + 1, createdAt: now, leaving: null }
    return { guard: { _id: memberId, seq: account.seq, leaving: account.leaving }, change, answer: true }
  })
}
