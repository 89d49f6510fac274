import './collections'
import '../points/collections'
import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Caller, Context } from '../../context'
import { DAY, dayOf, MINUTE } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { type Decision, settle } from '../../kernel/settle'
import { type Doc, to } from '../../kernel/store'
import { together } from '../../kernel/together'
import { countOpenedFrom, countTaking } from '../sop/server'
import { requireStaff } from '../staff/server'
import { readTickHealth } from '../tick/server'
import { boardOf, queueItem } from './board'
import type { deliveryContract, QueueItem } from './contract'
import { deadlineOf, isLate } from './gate'
import { groupDaysHandlers } from './groupDays'
import { readGroups } from './groups'
import { notify } from './handOver'
import { next } from './machine'
import { officeHandlers } from './office'
import { readAll } from './readAll'
import { resend } from './resend'
import type { Delivery, Evidence } from './rules'
import { deliveryText, refusalText } from './text'

/** WeCom allows three reminders of a task in 24 hours (WD/97610); the queue keeps to the same, for people's sake. */
const REMINDERS = 3

export const deliveryHandlers: Handlers<typeof deliveryContract, Context> = {
  ...officeHandlers,
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

  async 'delivery.getQueue'(_input, { store, now, caller }) {
    const { wecomUserId: owner, name } = requireStaff(caller)
    if (owner === null) return refuse('NO_WECOM_USER', refusalText.noOwnerId)
    const date = dayOf(now)
    const rows = await readAll(store, 'deliveries', { owner, date })
    const items = await together(rows.map((row) => withOpened(store, row)))
    items.sort((a, b) => a.from - b.from || (a.groupName < b.groupName ? -1 : 1))
    return { date, owner: name, items }
  },

  /** The guard is the state, so two taps, or a tap beside the tick, end in one answer. */
  async 'delivery.confirm'({ id }, context) {
    const { now } = context
    return change(context, id, (row) => {
      if (row.state === 'sent' || row.state === 'late') return { answer: row }
      if (row.route === 'group_task') return refuse('SEND_IN_WECOM', refusalText.sendInWecom)
      if (row.state === 'planned' || row.state === 'claimed') return refuse('TOO_EARLY', refusalText.tooEarly)
      const state = next(row.state, isLate(row, now) ? 'sent_late' : 'sent')
      if (state === null) return refuse('ALREADY_CLOSED', refusalText.alreadyClosed)
      return update(row, { state, evidence: sayer(context, row), sentAt: now, reason: null, updatedAt: now })
    })
  },

  /** A window's beginning moves, its end never. A repeat within a minute, after a lost answer, is the same tap. */
  async 'delivery.postpone'({ id, minutes }, context) {
    const { now } = context
    const step = minutes * MINUTE
    let wanted: number | null = null
    return change(context, id, (row) => {
      if (!isWaiting(row)) return refuse('ALREADY_CLOSED', refusalText.alreadyClosed)
      const repeated = row.updatedAt > now - MINUTE && row.from === row.updatedAt + step
      if (repeated || row.from === wanted) return { answer: row }
      wanted = Math.max(row.from, now) + step
      if (wanted >= row.until) return refuse('WINDOW_ALMOST_OVER', refusalText.windowAlmostOver)
      return update(row, { from: wanted, updatedAt: now })
    })
  },

  async 'delivery.skip'({ id, reason }, context) {
    const { now } = context
    return change(context, id, (row) => {
      if (row.state === 'skipped' && row.reason === reason) return { answer: row }
      if (row.route === 'group_task' && row.msgid !== null)
        return refuse('GROUP_TASK_WHOLE', refusalText.groupTaskWhole)
      const state = next(row.state, 'skip')
      if (state === null) return refuse('ALREADY_CLOSED', refusalText.alreadyClosed)
      return update(row, { state, reason, evidence: sayer(context, row), updatedAt: now })
    })
  },

  async 'delivery.unskip'({ id }, context) {
    const { now } = context
    return change(context, id, (row) => {
      if (isWaiting(row)) return { answer: row }
      if (row.state !== 'skipped' || (row.evidence !== 'self' && row.evidence !== 'operator'))
        return refuse('ALREADY_CLOSED', refusalText.alreadyClosed)
      if (now >= deadlineOf(row)) return refuse('WINDOW_CLOSED', refusalText.windowClosed)
      const state = next(row.state, now < row.from ? 'unskip_before' : 'unskip')
      if (state === null) return refuse('ALREADY_CLOSED', refusalText.alreadyClosed)
      // Its group task, had it been one, may be another's by now: the owner's hand is always free.
      const route = state === 'awaiting_staff' ? 'staff_task' : row.route
      return update(row, { state, route, reason: null, evidence: null, updatedAt: now })
    })
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

type Row = Doc<'deliveries'>

/** One guarded change of one row by its owner, or by somebody who may do it for everybody. */
async function change(
  context: Context,
  id: string,
  decide: (row: Row) => Decision<'deliveries', Row>,
): Promise<{ item: QueueItem }> {
  const { store, caller } = context
  const row = await settle(store, 'deliveries', id, (doc) => {
    if (!doc) return refuse('NO_SUCH_DELIVERY', refusalText.noSuchRow)
    requireRight(caller, doc)
    return decide(doc)
  })
  return { item: await withOpened(store, row) }
}

function update(row: Row, change: Partial<Delivery>): Decision<'deliveries', Row> {
  const { _id, state, from, route } = row
  return { guard: { _id, state, from, route }, change, answer: { ...row, ...change } }
}

function requireRight(caller: Caller, row: Row): void {
  const { roles, wecomUserId } = requireStaff(caller)
  if (wecomUserId === row.owner || roles.includes('owner') || roles.includes('operator')) return
  refuse('NOT_YOURS', refusalText.notYours)
}

/** The group's owner speaks for himself; everybody else for the office. */
function sayer({ caller }: Context, row: Row): Evidence {
  return requireStaff(caller).wecomUserId === row.owner ? 'self' : 'operator'
}

/** Still to be sent by somebody: what can be postponed. */
function isWaiting(row: Row): boolean {
  return row.state === 'planned' || row.state === 'awaiting_staff' || row.state === 'task_created'
}

async function withOpened(store: Context['store'], row: Row): Promise<QueueItem> {
  const wasSent = row.state === 'sent' || row.state === 'late'
  return queueItem(row, wasSent ? await countOpenedFrom(store, row.beat, row.target) : 0)
}
