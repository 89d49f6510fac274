import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { is } from '../../kernel/store'
import { readStreak } from '../checkin/server'
import { requireMember } from '../member/access'
import { requireStaff } from '../staff/access'
import { upcast } from './account'
import type { LedgerLine, OwnLine, pointsContract, pointsStaffContract, TimelineLine } from './contract'
import { correct } from './counter'
import { viewAt } from './expiry'
import { listHolders } from './holders'
import { readLedger } from './ledger'
import { searchLedger } from './ledgerSearch'
import { liabilityOf, noTotals } from './liability'
import { pointsPlan } from './plan'
import type { LedgerEntry } from './rules'
import { text } from './text'
import { memberCodeOf, memberIdRange, walletOf } from './wallet'

export const pointsHandlers: Handlers<typeof pointsContract, Context> = {
  async 'points.getBalance'(_input, { store, now, caller }) {
    const account = await store.get('accounts', requireMember(caller))
    return { balance: account ? viewAt(upcast(account), now).balances.points : 0 }
  },

  async 'points.getWallet'(_input, { store, now, caller }) {
    const memberId = requireMember(caller)
    const stored = await store.get('accounts', memberId)
    return walletOf(stored && upcast(stored), memberId, now)
  },

  async 'points.getLedger'({ before, limit }, { store, now, caller }) {
    const { account, entries, next } = await readLedger(store, requireMember(caller), { before, limit })
    return {
      balance: account ? viewAt(account, now).balances.points : 0,
      lines: entries.map(ownLineOf),
      next,
    }
  },
}

function lineOf({ _id, asset, delta, balanceAfter, reason, at, day }: LedgerEntry): LedgerLine {
  return { id: _id, asset, delta, balanceAfter, reason, at, day }
}

function ownLineOf(entry: LedgerEntry): OwnLine {
  return { ...lineOf(entry), touched: entry.lots.map(({ expires, amount }) => ({ expires, amount: Math.abs(amount) })) }
}

function timelineLineOf(entry: LedgerEntry): TimelineLine {
  const { bizType, lots, of = null, by = null } = entry
  return { ...lineOf(entry), bizType, lots, of, by }
}

/** Audits that the page lists. */
const LISTED_AUDITS = 30

export const pointsStaffHandlers: Handlers<typeof pointsStaffContract, Context> = {
  async 'points.findMember'({ code }, { store, now }) {
    const { from, until } = memberIdRange(code)
    const [found, second] = await store.find('accounts', { _id: is.and(is.gte(from), is.lt(until)) }, { limit: 2 })
    if (!found) return refuse('NO_SUCH_MEMBER', text.noSuchMember)
    if (second) return refuse('AMBIGUOUS_CODE', text.ambiguousCode)
    const account = upcast(found)
    return {
      memberId: account._id,
      memberSince: account.createdAt,
      streak: await readStreak(store, account.checkin, now),
      wallet: walletOf(account, account._id, now),
    }
  },

  async 'points.getTimeline'({ memberId, before, limit }, { store }) {
    const { account, entries, next } = await readLedger(store, memberId, { before, limit })
    if (!account) return refuse('NO_SUCH_MEMBER', text.noSuchMember)
    return { lines: entries.map(timelineLineOf), next }
  },

  async 'points.correct'({ request, memberId, asset, delta, reason }, { store, now, caller }) {
    const { staffId, name } = requireStaff(caller)
    const by = { staffId, name }
    const { entry, balance } = await correct(store, memberId, { id: request, asset, delta, reason, by }, now)
    return { entry, balance }
  },

  async 'points.searchLedger'({ before, limit, ...filter }, { store }) {
    const entries = await searchLedger(store, filter, before ?? null, limit)
    const last = entries.at(-1)
    return {
      lines: entries.map((entry) => ({ ...timelineLineOf(entry), code: memberCodeOf(entry.memberId) })),
      next: last && entries.length === limit ? { at: last.at, id: last._id } : null,
    }
  },

  async 'points.getLiability'(_input, { store }) {
    const [audit] = await store.find('audits', { finishedAt: is.gt(0) }, { sort: [['finishedAt', -1]], limit: 1 })
    const { pointsPerYuan } = pointsPlan
    return { ...liabilityOf(audit ?? noTotals, pointsPerYuan), at: audit?.finishedAt ?? null, pointsPerYuan }
  },

  async 'points.listHolders'({ month, after }, { store, now }) {
    return listHolders(store, month, after ?? '', now)
  },

  async 'points.getAudit'(_input, { store }) {
    const audits = await store.find('audits', {}, { sort: [['_id', -1]], limit: LISTED_AUDITS })
    return {
      audits: audits.map(({ _id, startedAt, finishedAt, accounts, entries, drift, drifts }) => ({
        day: _id,
        startedAt,
        finishedAt,
        accounts,
        entries,
        drift,
        drifts,
      })),
    }
  },
}
