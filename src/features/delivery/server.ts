import './collections'
import '../points/collections'
import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Context } from '../../context'
import { DAY, dayOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { type Decision, settle } from '../../kernel/settle'
import { type Doc, to } from '../../kernel/store'
import { together } from '../../kernel/together'
import { countTaking } from '../sop/server'
import { readTickHealth } from '../tick/server'
import { boardOf } from './board'
import type { deliveryContract } from './contract'
import { groupDaysHandlers } from './groupDays'
import { readGroups } from './groups'
import { notify } from './handOver'
import { next } from './machine'
import { officeHandlers } from './office'
import { ownerHandlers } from './owner'
import { readAll } from './readAll'
import { resend } from './resend'
import type { Delivery } from './rules'
import { deliveryText, refusalText } from './text'

/** WeCom allows three reminders of a task in 24 hours (WD/97610); the queue keeps to the same, for people's sake. */
const REMINDERS = 3

export const deliveryHandlers: Handlers<typeof deliveryContract, Context> = {
  ...officeHandlers,
  ...ownerHandlers,
  ...groupDaysHandlers,

  /** The day's rows, the groups, the tick's health, and two counts for each beat that has begun. */
  async 'delivery.getBoard'({ date: wanted }, { store, now }) {
    const date = wanted ?? dayOf(now)
    const [rows, groups, health, checkins] = await together([
      readAll(store, 'deliveries', { date }),
      readGroups(store),
      readTickHealth(store, now),
      date === dayOf(now) ? store.count('accounts', { 'today.day': date }) : 0,
    ])
    const begun = [...new Set(rows.filter((row) => row.from <= now).map((row) => row.beat))]
    const taking = new Map(await together(begun.map(async (beat) => [beat, await countTaking(store, beat)] as const)))
    return boardOf({ date, now, rows, groups, health, checkins, taking })
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
    if (!isRepeat && next(row.state, 'resend') === null) refuse('NOT_UNCONFIRMED', refusalText.notUnconfirmed)
    if (!(await resend(context, row))) refuse('NOT_UNCONFIRMED', refusalText.notUnconfirmed)
    return { id, state: 'skipped' }
  },

  async 'delivery.remind'({ id }, context) {
    const { store, now, wecom } = context
    const row = await store.get('deliveries', id)
    if (!row) return refuse('NO_SUCH_DELIVERY', refusalText.noSuchRow)
    if (row.state !== 'awaiting_staff' && row.state !== 'task_created') {
      return refuse('NOT_WAITING', refusalText.notWaiting)
    }
    const recent = row.remindedAt.filter((at) => at > now - DAY).length
    if (recent >= REMINDERS) refuse('REMIND_LIMIT', refusalText.remindLimit)
    try {
      if (row.msgid !== null) await wecom.remindGroupMessage(row.msgid)
      else await notify(context, [row], { title: deliveryText.remindTitle })
    } catch (error) {
      if (error instanceof PlatformError && error.code === REMIND_LIMIT) refuse('REMIND_LIMIT', refusalText.remindLimit)
      if (error instanceof PlatformError || error instanceof NetworkError) {
        refuse('REMIND_FAILED', refusalText.remindFailed(error.mend))
      }
      throw error
    }
    // One reminder is heard for all groups of the task.
    const where = row.msgid === null ? { _id: id } : { beat: row.beat, msgid: row.msgid }
    await store.update('deliveries', where, { remindedAt: to.push([now]) })
    return { reminders: recent + 1 }
  },
}

/** More than three reminders in 24 hours (WD/97610). */
const REMIND_LIMIT = 41094

function update(row: Doc<'deliveries'>, change: Partial<Delivery>): Decision<'deliveries', Doc<'deliveries'>> {
  const { _id, state, from, route } = row
  return { guard: { _id, state, from, route }, change, answer: { ...row, ...change } }
}
