import './collections'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import { hash64 } from '../../kernel/hash'
import type { Handlers } from '../../kernel/rpc'
import { type Edition, readEdition, readRules, writeRules } from '../../kernel/ruleBook'
import { type Decision, settle } from '../../kernel/settle'
import { is } from '../../kernel/store'
import { together } from '../../kernel/together'
import { requireStaff } from '../staff/access'
import { referralSubject } from './book'
import type { ReferralRules, ReferralView, referralContract } from './contract'
import type { Referral, ReferralBook } from './rules'
import { referralText } from './text'
import { pay } from './watch'

const PAGE = 50

export const referralHandlers: Handlers<typeof referralContract, Context> = {
  async 'referral.getRules'(_input, { store }) {
    return rulesView(await readEdition(store, referralSubject))
  },

  async 'referral.setRules'({ request, revision, rules: given }, { store, now, caller }) {
    const { name: by } = requireStaff(caller)
    const before = await readRules(store, referralSubject)
    const rules: ReferralBook = { schema: 1, ...given, since: given.on && !before.on ? now : before.since }
    return rulesView(await writeRules(store, referralSubject, { rules, revision, request: hash64(request), by }, now))
  },

  async 'referral.list'({ show, by, before }, { store }) {
    const where = {
      ...(show === 'review' && { state: 'review' as const }),
      ...(show === 'paid' && { state: 'paid' as const }),
      ...(by !== undefined && { by }),
    }
    const from =
      before === undefined
        ? where
        : [
            { ...where, at: is.lt(before.at) },
            { ...where, at: before.at, _id: is.lt(before.id) },
          ]
    const sort = [
      ['at', -1],
      ['_id', -1],
    ] as const
    const [rows, waiting, review] = await together([
      store.find('referrals', from, { sort, limit: PAGE }),
      store.count('referrals', { state: 'waiting' }),
      store.count('referrals', { state: 'review' }),
    ])
    const last = rows.at(-1)
    const next = last !== undefined && rows.length === PAGE ? { at: last.at, id: last._id } : null
    return { rows: rows.map(viewOf), next, waiting, review }
  },

  async 'referral.decide'({ id, approve, note }, context) {
    const { store, caller } = context
    const { name } = requireStaff(caller)
    const book = await readRules(store, referralSubject)
    if (approve && !book.on) refuse('REFERRAL_OFF', referralText.off)
    if (!approve && note.length < 2) refuse('NOTE_NEEDED', referralText.noteNeeded)
    const state = approve ? ('approved' as const) : ('rejected' as const)
    const decided = await settle(store, 'referrals', id, (found): Decision<'referrals', Referral> => {
      if (found === null) return refuse('NO_SUCH_REFERRAL', referralText.noReferral)
      if (found.decidedBy === name && approve === (found.state !== 'rejected')) return { answer: found }
      if (found.state !== 'review') return refuse('REFERRAL_DECIDED', referralText.decided)
      const change = { state, decidedBy: name, note, revision: found.revision + 1 }
      return { guard: { _id: id, revision: found.revision }, change, answer: { ...found, ...change } }
    })
    // What dies from here on the watch goes on with.
    if (decided.state === 'approved' || decided.state === 'paying') await pay(context, decided, book)
    return { referral: viewOf((await store.get('referrals', id)) ?? decided) }
  },
}

function rulesView({ rules, revision, by, at }: Edition<ReferralBook>): ReferralRules {
  return { rules, revision, by, at }
}

function viewOf({ _id, schema, revision, by, ...more }: Referral): ReferralView {
  return { id: _id, by: by === '' ? null : by, ...more }
}
