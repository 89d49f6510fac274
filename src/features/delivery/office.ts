import './collections'
import type { Context } from '../../context'
import { addDays, dayOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { settle } from '../../kernel/settle'
import { is } from '../../kernel/store'
import { together } from '../../kernel/together'
import { requireStaff } from '../staff/server'
import type { Absence } from './absences'
import { readRulesDoc, readSendingRules, saveSendingRules } from './brandRules'
import { readUses } from './budget'
import type { deliveryContract, RulesView } from './contract'
import { readGroups } from './groups'
import { quotaPeriod } from './quota'
import { readAll } from './readAll'
import { type Rerouted, reroute } from './reroute'
import { sendAgain } from './resend'
import type { SendingRulesDoc } from './sendingRules'
import { deliveryText, refusalText } from './text'

type Method =
  | 'delivery.sendAgain'
  | 'delivery.getRules'
  | 'delivery.saveRules'
  | 'delivery.getQuota'
  | 'delivery.setAway'
  | 'delivery.getAway'
  | 'delivery.reroute'

/** What the office decides about sending: rules, budget, who stands in for whom, sending after all. */
export const officeHandlers: Handlers<Pick<typeof deliveryContract, Method>, Context> = {
  async 'delivery.sendAgain'({ id }, context) {
    const { store } = context
    const row = await store.get('deliveries', id)
    if (!row) return refuse('NO_SUCH_DELIVERY', refusalText.noSuchRow)
    const isOver = row.state === 'missed' || (row.state === 'skipped' && row.reason !== deliveryText.resent)
    if (!isOver) return refuse('NOT_OVER', refusalText.notOver)
    const next = await store.get('deliveries', id.replace(/:\d+$/, `:${row.attempt + 1}`))
    // The same tap again, after a lost answer, finds the attempt that it made.
    if (next !== null && next.state !== 'planned' && next.state !== 'claimed' && next.state !== 'awaiting_staff') {
      return refuse('NEWER_ATTEMPT', refusalText.newerAttempt)
    }
    return { id: await sendAgain(context, row) }
  },

  async 'delivery.getRules'(_input, { store }) {
    return rulesView(await readRulesDoc(store))
  },

  async 'delivery.saveRules'({ revision, rules }, { store, now, caller }) {
    const { name: by } = requireStaff(caller)
    return rulesView(await saveSendingRules(store, { revision, rules, by, now }))
  },

  async 'delivery.getQuota'({ date }, { store, now }) {
    const day = date ?? dayOf(now)
    const [rules, groups] = await together([readSendingRules(store), readGroups(store)])
    const { from, to, limit } = quotaPeriod(rules.quotaRule, day)
    const counts = new Map<string, { reserved: number; spent: number; outside: number }>()
    for (const { target, kind } of await readUses(store, rules, day)) {
      const count = counts.get(target) ?? { reserved: 0, spent: 0, outside: 0 }
      count[kind]++
      counts.set(target, count)
    }
    return {
      rule: rules.quotaRule,
      from,
      to,
      limit,
      groups: groups
        .filter((group) => !group.gone)
        .map(({ _id: chatId, name }) => {
          const count = counts.get(chatId) ?? { reserved: 0, spent: 0, outside: 0 }
          const left = Math.max(0, limit - count.reserved - count.spent - count.outside)
          return { chatId, name, ...count, left }
        })
        .sort((a, b) => a.left - b.left || (a.name < b.name ? -1 : 1)),
    }
  },

  async 'delivery.setAway'({ user, until, deputy }, context) {
    const { store, now, caller } = context
    const { name: by } = requireStaff(caller)
    if (deputy === user) refuse('SAME_DEPUTY', refusalText.sameDeputy)
    if (until === null) {
      await store.remove('absences', { _id: user })
      return { moved: 0, stayed: 0 }
    }
    const absence: Absence = { _id: user, schema: 1, until: until === 'gone' ? null : until, deputy, by, at: now }
    await settle(store, 'absences', user, (found) => {
      if (found === null) return { insert: absence, answer: null }
      const isSame = found.until === absence.until && found.deputy === deputy
      const { _id, ...change } = absence
      return isSame ? { answer: null } : { guard: { _id, at: found.at }, change, answer: null }
    })
    return rerouteOpen(context, user)
  },

  async 'delivery.getAway'(_input, { store, now }) {
    const today = dayOf(now)
    const absences = await store.find('absences', {}, { sort: [['at', -1]], limit: 500 })
    return {
      away: absences
        .filter(({ until }) => until === null || until >= today)
        .map(({ _id: user, until, deputy, by }) => ({ user, until, deputy, by })),
    }
  },

  async 'delivery.reroute'(_input, context) {
    return rerouteOpen(context)
  },
}

/** Planning reaches to tomorrow. */
async function rerouteOpen(context: Context, owner?: string): Promise<Rerouted> {
  const { store, now } = context
  const today = dayOf(now)
  const rows = await readAll(store, 'deliveries', {
    date: is.in([today, addDays(today, 1)]),
    state: is.in(['planned', 'task_created', 'awaiting_staff']),
    ...(owner === undefined ? {} : { owner }),
  })
  return reroute(context, rows)
}

function rulesView({ rules, revision, by, at }: SendingRulesDoc): RulesView {
  return { rules, revision, by, at: at === 0 ? null : at }
}
