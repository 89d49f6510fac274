import './collections'
import type { Context } from '../../context'
import { type Day, dayOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { type Edition, readEdition } from '../../kernel/ruleBook'
import { together } from '../../kernel/together'
import { requireStaff, scopeOf } from '../staff/access'
import { comeBack, leave, rerouteOpen } from './away'
import { readSendingRules, saveSendingRules, sendingSubject } from './brandRules'
import { readUses } from './budget'
import type { deliveryContract, RulesView } from './contract'
import { seesGroup } from './groupScope'
import { readGroups } from './groups'
import { quotaPeriod } from './quota'
import { sendAgain } from './resend'
import type { SendingRules } from './sendingRules'
import { singleText } from './singleText'
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
    if (row.route === 'single_task') refuse('NOT_RESENDABLE', singleText.notResendable)
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
    return rulesView(await readEdition(store, sendingSubject))
  },

  async 'delivery.saveRules'({ revision, rules }, { store, now, caller }) {
    const { name: by } = requireStaff(caller)
    return rulesView(await saveSendingRules(store, { revision, rules, by, now }))
  },

  async 'delivery.getQuota'({ date }, { store, now, caller }) {
    const day = date ?? dayOf(now)
    const [rules, groups] = await together([readSendingRules(store), readGroups(store)])
    const scope = await scopeOf(store, caller)
    const { from, to, limit } = quotaPeriod(rules.quotaRule, day)
    const today = dayOf(now)
    const nothing = () => ({ reserved: 0, spent: 0, outside: 0, coming: [] as Day[] })
    const counts = new Map<string, ReturnType<typeof nothing>>()
    for (const { target, date, kind } of await readUses(store, rules, day)) {
      const count = counts.get(target) ?? nothing()
      count[kind]++
      if (kind !== 'outside' && date >= today) count.coming.push(date)
      counts.set(target, count)
    }
    return {
      rule: rules.quotaRule,
      from,
      to,
      limit,
      groups: groups
        .filter((group) => !group.gone && seesGroup(scope, group.owner))
        .map(({ _id: chatId, name }) => {
          const count = counts.get(chatId) ?? nothing()
          const left = Math.max(0, limit - count.reserved - count.spent - count.outside)
          return { chatId, name, ...count, left }
        })
        .sort((a, b) => a.left - b.left || (a.name < b.name ? -1 : 1)),
    }
  },

  async 'delivery.setAway'({ user, until, deputy }, context) {
    const { name: by } = requireStaff(context.caller)
    if (until === null) {
      await comeBack(context, user)
      return { moved: 0, stayed: 0 }
    }
    return leave(context, { user, until, deputy, by })
  },

  async 'delivery.getAway'(_input, { store, now, caller }) {
    const today = dayOf(now)
    const scope = await scopeOf(store, caller)
    const absences = await store.find('absences', {}, { sort: [['at', -1]], limit: 500 })
    return {
      away: absences
        .filter(({ _id: user, until }) => (until === null || until >= today) && seesGroup(scope, user))
        .map(({ _id: user, until, deputy, by }) => ({ user, until, deputy, by })),
    }
  },

  async 'delivery.reroute'(_input, context) {
    return rerouteOpen(context)
  },
}

function rulesView({ rules, revision, by, at }: Edition<SendingRules>): RulesView {
  return { rules, revision, by: by ?? '', at }
}
