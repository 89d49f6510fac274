import './collections'
import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { is } from '../../kernel/store'
import { isLate } from './gate'
import { statesBefore } from './machine'
import { chunks, readAll } from './readAll'
import type { Delivery } from './rules'
import { isSingle } from './singleRules'
import { settleSingle } from './singleTask'
import { deliveryText } from './text'

const BATCH = 200
/** WeCom reports no confirmation by event: it is asked as often as the tick runs. */
const EVERY = 5 * MINUTE

/** `delivery.poll`: asks WeCom what the owners have done with a beat's group tasks, until nothing of them is open. */
export const pollJob: Job<Context> = {
  kind: 'delivery.poll',
  async process(item, context) {
    const beat = String(item.payload.beat)
    const open = await readAll(context.store, 'deliveries', {
      beat,
      route: is.in(['group_task', 'single_task']),
      state: is.in(['planned', 'claimed', 'task_created', 'awaiting_staff']),
    })
    if (open.length === 0) return 'done'
    const failure = await settleTasks(context, open)
    if (failure) throw failure
    return { again: context.now + EVERY }
  },
}

/**
 * Brings rows of group tasks to what WeCom says about them. One task that cannot be asked does not keep the others back.
 *
 * @returns the first failure, or null when all were asked (a task that WeCom is still handing out counts as asked)
 */
export async function settleTasks(context: Context, rows: readonly Delivery[]): Promise<Error | null> {
  const tasks = new Map<string, Delivery[]>()
  for (const row of rows) {
    if (row.msgid !== null) tasks.set(row.msgid, [...(tasks.get(row.msgid) ?? []), row])
  }
  let failure: Error | null = null
  for (const [msgid, own] of tasks) {
    try {
      await settleTask(context, msgid, own)
    } catch (error) {
      if (!(error instanceof NetworkError) && !(error instanceof PlatformError)) throw error
      // 41063: just created, still being handed out (WD/93338).
      if (!(error instanceof PlatformError && error.kind === 'retry_later')) failure ??= error
    }
  }
  return failure
}

async function settleTask(context: Context, msgid: string, rows: readonly Delivery[]): Promise<void> {
  const { wecom } = context
  const owner = rows[0]?.owner ?? ''
  const senders = await wecom.groupMessageSenders(msgid)
  if (!senders.some((sender) => sender.userid === owner && sender.confirmed)) {
    const fresh = rows.filter((row) => row.state === 'task_created')
    return change(context, fresh, 'on_phone', { state: 'awaiting_staff' })
  }
  const [single] = rows.filter(isSingle)
  if (single !== undefined) return settleSingle(context, single)
  const results = new Map((await wecom.groupMessageResults(msgid, owner)).map((result) => [result.chatId, result]))
  const sent = new Map<number, Delivery[]>()
  const refused: Record<'quota' | 'gone', Delivery[]> = { quota: [], gone: [] }
  for (const row of rows) {
    const result = results.get(row.target)
    if (result?.state === 'sent') {
      const at = result.sentAt ?? context.now
      sent.set(at, [...(sent.get(at) ?? []), row])
    } else if (result?.state === 'quota' || result?.state === 'gone') refused[result.state].push(row)
  }
  for (const [sentAt, own] of sent) {
    const late = own.filter((row) => isLate(row, sentAt))
    const inTime = own.filter((row) => !isLate(row, sentAt))
    await change(context, inTime, 'sent', { state: 'sent', evidence: 'platform', sentAt })
    await change(context, late, 'sent_late', { state: 'late', evidence: 'platform', sentAt })
  }
  await change(context, refused.quota, 'refused', {
    state: 'skipped',
    evidence: 'platform',
    reason: deliveryText.quota,
  })
  await change(context, refused.gone, 'refused', { state: 'skipped', evidence: 'platform', reason: deliveryText.gone })
}

type Settled = Pick<Delivery, 'state'> & Partial<Pick<Delivery, 'evidence' | 'sentAt' | 'reason'>>

async function change(
  { store, now }: Context,
  rows: readonly Delivery[],
  event: 'on_phone' | 'sent' | 'sent_late' | 'refused',
  to: Settled,
): Promise<void> {
  for (const part of chunks(rows, BATCH)) {
    const where = { _id: is.in(part.map((row) => row._id)), state: is.in(statesBefore(event)) }
    await store.update('deliveries', where, { ...to, updatedAt: now })
  }
}
