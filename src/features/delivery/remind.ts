import './collections'
import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Context } from '../../context'
import { DAY } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import { type Decision, settle } from '../../kernel/settle'
import { type Doc, is, to } from '../../kernel/store'
import { cancel } from './close'
import { notify } from './handOver'
import { OPEN_STATES, statesBefore } from './machine'
import { settleTasks } from './poll'
import { readAll } from './readAll'
import { remindText } from './remindText'
import { deliveryText, refusalText } from './text'

/** WeCom allows three reminders of a task in 24 hours (WD/97610); the queue keeps to the same, for people's sake. */
const REMINDERS = 3
/** More than three in 24 hours, as the platform counts. */
const REMIND_LIMIT = 41094

type Row = Doc<'deliveries'>

/**
 * Reminds the owner. It is counted before WeCom is asked, by a guarded update of the task's first row, so that however many press at
 * once no fourth goes out; only what WeCom surely did not take is given back.
 *
 * @returns reminders of the last 24 hours
 */
export async function remind(context: Context, id: string): Promise<number> {
  const { store, wecom, now } = context
  const row = (await store.get('deliveries', id)) ?? refuse('NO_SUCH_DELIVERY', refusalText.noSuchRow)
  const rows = await rowsOfTask(context, row)
  const first = rows[0] ?? row
  const count = await reserve(context, first._id)
  try {
    if (row.msgid !== null) await wecom.remindGroupMessage(row.msgid)
    else await notify(context, [row], { title: deliveryText.remindTitle })
  } catch (error) {
    if (!(error instanceof PlatformError || error instanceof NetworkError)) throw error
    // The platform knows of more than we do: the place stays taken.
    if (error instanceof PlatformError && error.code === REMIND_LIMIT) refuse('REMIND_LIMIT', refusalText.remindLimit)
    const surelyNot = error instanceof PlatformError || error.outcome === 'not_sent'
    if (surelyNot) await store.update('deliveries', { _id: first._id }, { remindedAt: to.pull(now) })
    refuse('REMIND_FAILED', refusalText.remindFailed(error.mend))
  }
  // One reminder is heard for all groups of the task.
  const others = rows.slice(1).map((each) => each._id)
  if (others.length > 0) await store.update('deliveries', { _id: is.in(others) }, { remindedAt: to.push([now]) })
  return count
}

async function reserve({ store, now, requestId }: Context, id: string): Promise<number> {
  return settle(store, 'deliveries', id, (row): Decision<'deliveries', number> => {
    if (row === null) return refuse('NO_SUCH_DELIVERY', refusalText.noSuchRow)
    const recent = row.remindedAt.filter((at) => at > now - DAY).length
    if (row.request === requestId) return { answer: recent }
    if (row.state !== 'awaiting_staff' && row.state !== 'task_created') {
      return refuse('NOT_WAITING', refusalText.notWaiting)
    }
    if (recent >= REMINDERS) return refuse('REMIND_LIMIT', refusalText.remindLimit)
    // The list as it was read: who counted in between makes this one read again.
    const guard = { _id: id, state: row.state, remindedAt: is.eq(row.remindedAt) }
    return { guard, change: { remindedAt: to.push([now]), request: requestId }, answer: recent + 1 }
  })
}

/**
 * Takes a group task back before its owner has sent it: all groups of the task together, because WeCom knows no less. WeCom has the
 * last word; a second try after a lost answer finds the task stopped and ends the same rows.
 *
 * @returns how many groups do not hear it
 */
export async function withdrawTask(context: Context, id: string): Promise<number> {
  const { store, now } = context
  const row = (await store.get('deliveries', id)) ?? refuse('NO_SUCH_DELIVERY', refusalText.noSuchRow)
  if (row.msgid === null) refuse('NOT_A_TASK', remindText.notATask)
  const isOurs = (each: Row) => each.state === 'skipped' && each.reason === remindText.withdrawn
  const rows = await rowsOfTask(context, row)
  const open = rows.filter((each) => OPEN_STATES.includes(each.state))
  if (open.length > 0) {
    const stopped = await cancel(context, row.msgid)
    if (stopped === false) refuse('WITHDRAW_FAILED', remindText.withdrawFailed)
    // Stopped before, or sent in the meantime: what was sent leaves these states.
    if (stopped === 'sent' && (await settleTasks(context, open)) !== null) {
      refuse('WITHDRAW_FAILED', remindText.withdrawFailed)
    }
    await store.update(
      'deliveries',
      { _id: is.in(open.map((each) => each._id)), msgid: row.msgid, state: is.in(statesBefore('withdraw')) },
      { state: 'skipped', reason: remindText.withdrawn, evidence: 'operator', updatedAt: now },
    )
  }
  const after = await rowsOfTask(context, row)
  const withdrawn = after.filter(isOurs).length
  if (withdrawn > 0) return withdrawn
  if (after.some((each) => each.state === 'sent' || each.state === 'late')) {
    return refuse('ALREADY_SENT', remindText.alreadySent)
  }
  return refuse('ALREADY_CLOSED', refusalText.alreadyClosed)
}

/** In a fixed order, so that everybody counts on the same row. */
async function rowsOfTask({ store }: Context, row: Row): Promise<Row[]> {
  if (row.msgid === null) return [row]
  const rows = await readAll(store, 'deliveries', { beat: row.beat, msgid: row.msgid })
  return rows.sort((a, b) => (a._id < b._id ? -1 : 1))
}
