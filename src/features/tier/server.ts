import './collections'
import type { Context } from '../../context'
import { dayOf } from '../../kernel/day'
import { schedule } from '../../kernel/due'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { type Edition, readEdition, readRules, writeRules } from '../../kernel/ruleBook'
import { is, type Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import { requireConsent, requireMember } from '../member/access'
import { newAccount, upcast, withEffects } from '../points/account'
import { changeAccount } from '../points/change'
import { requireStaff } from '../staff/access'
import { changeableFrom, isBirthdayOn } from './birthday'
import { tierBook } from './book'
import type { TierEdition, tierMemberContract, tierStaffContract } from './contract'
import { setTier } from './manual'
import { previewOf, SAMPLE } from './preview'
import type { TierRules } from './rules'
import type { TierRecord } from './standing'
import { text } from './text'
import { memberView, SHOWN, staffView } from './views'

/** The newest of a member's history that is written down. */
function readHistory(store: Store, memberId: string): Promise<TierRecord[]> {
  return store.find('tier_history', { memberId }, { sort: [['at', -1]], limit: SHOWN })
}

export const tierMemberHandlers: Handlers<typeof tierMemberContract, Context> = {
  async 'tier.getMine'(_input, { store, now, caller }) {
    const memberId = requireMember(caller)
    // The account first: what is drained between the two reads is then found twice, never in neither.
    const stored = await store.get('accounts', memberId)
    const [written, rules] = await together([readHistory(store, memberId), readRules(store, tierBook, now)])
    return memberView(stored ? upcast(stored) : newAccount(memberId, now), written, rules, now)
  },

  async 'tier.setBirthday'({ birthday }, { store, now, caller, settings }) {
    const memberId = requireMember(caller)
    const today = dayOf(now)
    return changeAccount(store, memberId, now, (account) => {
      requireConsent(account, settings)
      const { birthdayToldOn: toldOn } = account
      // The same birthday again is a second tap.
      if (toldOn !== null && account.birthday === birthday) {
        return { answer: { birthday, changeableFrom: changeableFrom(toldOn) } }
      }
      if (toldOn !== null && changeableFrom(toldOn) > today) {
        return refuse('BIRTHDAY_KEPT', text.birthdayKept(changeableFrom(toldOn)))
      }
      const told = { ...account, birthday, birthdayToldOn: today }
      const answer = { birthday, changeableFrom: changeableFrom(today) }
      if (!isBirthdayOn(birthday, today)) return { after: told, answer }
      // The day's round may have passed already.
      const year = Number(today.slice(0, 4))
      const gift = {
        _id: `tier.birthday:${memberId}:${year}`,
        kind: 'tier.birthday',
        at: now,
        payload: { memberId, year },
      }
      return { after: withEffects(told, [gift], now), answer }
    })
  },
}

export const tierStaffHandlers: Handlers<typeof tierStaffContract, Context> = {
  async 'tier.getRules'(_input, { store }) {
    return withMembers(store, await readEdition(store, tierBook))
  },

  async 'tier.setRules'({ request, revision, rules }, { store, now, caller }) {
    const { name } = requireStaff(caller)
    const before = await readEdition(store, tierBook)
    const kept = new Set(rules.tiers.map(({ id }) => id))
    const gone = before.rules.tiers.filter(({ id }) => !kept.has(id)).map(({ id }) => id)
    const held = gone.length > 0 ? await store.count('accounts', { 'tier.id': is.in(gone) }) : 0
    if (held > 0) return refuse('TIER_IN_USE', text.tierInUse(held))
    // Before the rules, or dying in between would leave risen members unwritten; a walk by the old rules changes nothing.
    await schedule(store, { key: `tier.regrade:${revision + 1}:${request}`, kind: 'tier.regrade', at: now + 10_000 })
    return withMembers(store, await writeRules(store, tierBook, { rules, revision, request, by: name }, now))
  },

  async 'tier.preview'({ rules }, { store, now }) {
    const [sample, total, current] = await together([
      // Ids are HMACs, so the first by id are a random sample.
      store.find(
        'accounts',
        {},
        { sort: [['_id', 1]], limit: SAMPLE, fields: ['schema', 'growth', 'balances', 'tier', 'createdAt'] },
      ),
      store.count('accounts', {}),
      readRules(store, tierBook, now),
    ])
    return previewOf(sample.map(upcast), total, current, rules, now)
  },

  async 'tier.getOf'({ memberId }, { store, now }) {
    const stored = await store.get('accounts', memberId)
    if (!stored) return refuse('NO_SUCH_MEMBER', text.noSuchMember)
    const [written, rules] = await together([readHistory(store, memberId), readRules(store, tierBook, now)])
    return staffView(upcast(stored), written, rules, now)
  },

  async 'tier.set'({ request, memberId, tier, reason }, { store, now, caller }) {
    const { staffId, name } = requireStaff(caller)
    return setTier(store, memberId, { request, tier, reason, by: { staffId, name } }, now)
  },
}

async function withMembers(store: Store, edition: Edition<TierRules>): Promise<TierEdition> {
  const [lowest, ...others] = edition.rules.tiers
  const [all, ...counts] = await together([
    store.count('accounts', {}),
    ...others.map(({ id }) => store.count('accounts', { 'tier.id': id })),
  ])
  const above = counts.reduce((sum, count) => sum + count, 0)
  const members = others.map(({ id }, i) => ({ tier: id, count: counts[i] ?? 0 }))
  return { ...edition, members: [...(lowest ? [{ tier: lowest.id, count: all - above }] : []), ...members] }
}
