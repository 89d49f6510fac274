import './collections'
import '../points/collections'
import type { Context } from '../../context'
import { dayOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { type Decision, settle } from '../../kernel/settle'
import type { Doc } from '../../kernel/store'
import { together } from '../../kernel/together'
import { countTaking } from '../sop/server'
import { scopeOf } from '../staff/access'
import { readTickHealth } from '../tick/server'
import { boardOf } from './board'
import type { deliveryContract } from './contract'
import { groupDaysHandlers } from './groupDays'
import { seesGroup } from './groupScope'
import { readGroups } from './groups'
import { next } from './machine'
import { officeHandlers } from './office'
import { openingHandlers } from './openings'
import { ownerHandlers } from './owner'
import { readAll } from './readAll'
import { remind, withdrawTask } from './remind'
import { resend } from './resend'
import type { Delivery } from './rules'
import { readBoardSingles } from './singleBoard'
import { singleText } from './singleText'
import { storeHandlers } from './stores'
import { deliveryText, refusalText } from './text'

export const deliveryHandlers: Handlers<typeof deliveryContract, Context> = {
  ...officeHandlers,
  ...ownerHandlers,
  ...groupDaysHandlers,
  ...openingHandlers,
  ...storeHandlers,

  /** The day's rows, the groups, the tick's health, two counts for each beat that has begun, and the tasks to customers; of a store what is the store's. */
  async 'delivery.getBoard'({ date: wanted }, { store, now, caller }) {
    const date = wanted ?? dayOf(now)
    const scope = await scopeOf(store, caller)
    const [allRows, allGroups, health, checkins] = await together([
      readAll(store, 'deliveries', { date }),
      readGroups(store),
      readTickHealth(store, now),
      date === dayOf(now) ? store.count('accounts', { 'today.day': date }) : 0,
    ])
    const rows = allRows.filter((row) => seesGroup(scope, row.deputyFor ?? row.owner) || seesGroup(scope, row.owner))
    const heard = new Set(rows.map(({ target }) => target))
    const groups = allGroups.filter(({ _id, owner }) => seesGroup(scope, owner) || heard.has(_id))
    const begun = [...new Set(rows.filter((row) => row.from <= now).map((row) => row.beat))]
    const taking = new Map(await together(begun.map(async (beat) => [beat, await countTaking(store, beat)] as const)))
    const singles = await readBoardSingles(store, date, rows, now)
    return boardOf({ date, now, rows, groups, health, checkins, taking, singles })
  },

  async 'delivery.resolve'({ id, outcome }, context) {
    const { store, now } = context
    if (outcome === 'sent') {
      const row = await settle(store, 'deliveries', id, (doc): Decision<'deliveries', Doc<'deliveries'>> => {
        if (!doc) return refuse('NO_SUCH_DELIVERY', refusalText.noSuchRow)
        if (doc.state === 'sent' && doc.evidence === 'operator') return { answer: doc }
        const state = next(doc.state, 'resolve_sent')
        if (state === null) return refuse('NOT_UNCONFIRMED', refusalText.notUnconfirmed)
        return update(doc, { state, evidence: 'operator', sentAt: now, updatedAt: now })
      })
      return { id, state: row.state }
    }
    const row = await store.get('deliveries', id)
    if (!row) return refuse('NO_SUCH_DELIVERY', refusalText.noSuchRow)
    const isRepeat = row.state === 'skipped' && row.reason === deliveryText.resent
    if (row.route === 'single_task') refuse('NOT_RESENDABLE', singleText.notResendable)
    if (!isRepeat && next(row.state, 'resend') === null) refuse('NOT_UNCONFIRMED', refusalText.notUnconfirmed)
    if (!(await resend(context, row))) refuse('NOT_UNCONFIRMED', refusalText.notUnconfirmed)
    return { id, state: 'skipped' }
  },

  async 'delivery.remind'({ id }, context) {
    return { reminders: await remind(context, id) }
  },

  async 'delivery.withdraw'({ id }, context) {
    return { withdrawn: await withdrawTask(context, id) }
  },
}

function update(row: Doc<'deliveries'>, change: Partial<Delivery>): Decision<'deliveries', Doc<'deliveries'>> {
  const { _id, state, from, route } = row
  return { guard: { _id, state, from, route }, change, answer: { ...row, ...change } }
}
