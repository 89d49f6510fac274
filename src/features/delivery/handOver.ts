import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Context } from '../../context'
import { timeOf } from '../../kernel/day'
import { hash64 } from '../../kernel/hash'
import { is } from '../../kernel/store'
import { forgetPictures, handReason, INVALID_MEDIA, type Packed, pack } from './attachments'
import type { Claimed } from './claims'
import { statesBefore } from './machine'
import { chunks } from './readAll'
import { cardPath, textOf } from './rows'
import type { Delivery } from './rules'
import { isSingle } from './singleRules'
import { customersOf } from './singleTask'
import { singleText } from './singleText'
import { deliveryText } from './text'

const BATCH = 200
/** One platform-side span in which the same notice is dropped (s); its longest (WD/90236). */
const DUPLICATE_SECONDS = 14_400

/** Rows of one owner with the same words: what becomes one group task; or one row to single customers. */
export interface TaskGroup {
  owner: string
  rows: Claimed[]
  /** Stands in the card's page path; by it the task is found again when no answer came. */
  mark: string
}

/** Hands claimed rows over: one group task per owner and words, one notice per owner for the queue. */
export async function handOver(context: Context, rows: readonly Claimed[]): Promise<void> {
  for (const group of taskGroups(rows)) await createTask(context, group)
  const byHand = rows.filter((row) => row.route === 'staff_task')
  for (const own of byOwner(byHand)) await putInQueue(context, own)
}

/** The same rows give the same groups and marks in whatever run, because the mark is made of the claim and the content. */
export function taskGroups(rows: readonly Claimed[]): TaskGroup[] {
  const groups = new Map<string, TaskGroup>()
  for (const row of rows) {
    if (row.route === 'staff_task') continue
    // A row to single customers is a task by itself: its customers stand in the ledger.
    const own = isSingle(row) ? `|${row._id}` : ''
    const content = `${row.claim.token}|${row.owner}|${JSON.stringify(row.parts)}${own}`
    const mark = hash64(content).slice(0, 12)
    const group = groups.get(mark) ?? { owner: row.owner, rows: [], mark }
    group.rows.push(row)
    groups.set(mark, group)
  }
  return [...groups.values()]
}

/**
 * Creates the group task and notes its id. When no answer came the rows stay claimed: the task may exist, so whoever finds
 * the claim over asks WeCom by the mark before anything is created again.
 */
export async function createTask(context: Context, group: TaskGroup): Promise<void> {
  const { wecom } = context
  const [first] = group.rows
  if (first === undefined) return
  // A task that serves one group can say which; of several, the phone that opens the card has to know.
  const g = group.rows.length === 1 ? { g: first.target } : {}
  const page = cardPath(first.beat, { ...g, v: String(first.version), k: group.mark })
  let pictures: Packed['pictures'] = []
  try {
    const packed = await pack(context, first.parts, page, group.mark)
    const { attachments } = packed
    pictures = packed.pictures
    const reason = handReason(packed.left)
    const message = { sender: group.owner, text: textOf(first.parts), attachments }
    if (isSingle(first)) {
      if (reason !== null) return await skipSingle(context, first, reason)
      // Whom WeCom did not take is seen in the results; the ledger ends them then.
      const { msgid } = await wecom.addSingleMessage({
        ...message,
        customers: await customersOf(context.store, first._id),
      })
      await noteTask(context, group, msgid, [])
      return
    }
    // A message without one of its parts is another message: the owner sends it whole.
    if (reason !== null) return await byHand(context, group, reason)
    const chatIds = group.rows.map((row) => row.target)
    const { msgid, failed } = await wecom.addGroupMessage({ ...message, chatIds })
    await noteTask(context, group, msgid, failed)
  } catch (error) {
    if (error instanceof NetworkError) return
    if (!(error instanceof PlatformError)) throw error
    await afterRefusal(context, group, error, pictures)
  }
}

/** The rows of a task that WeCom took; groups that it did not take are skipped with the reason. */
export async function noteTask(
  { store, now }: Context,
  group: TaskGroup,
  msgid: string,
  failed: readonly string[],
): Promise<void> {
  const taken = group.rows.filter((row) => !failed.includes(row.target))
  const refused = group.rows.filter((row) => failed.includes(row.target))
  const token = group.rows[0]?.claim.token ?? ''
  for (const part of chunks(taken, BATCH)) {
    await store.update(
      'deliveries',
      { _id: is.in(part.map((row) => row._id)), state: is.in(statesBefore('task_created')), 'claim.token': token },
      { state: 'task_created', msgid, claim: null, updatedAt: now },
    )
  }
  for (const part of chunks(refused, BATCH)) {
    await store.update(
      'deliveries',
      { _id: is.in(part.map((row) => row._id)), state: 'claimed', 'claim.token': token },
      { state: 'skipped', reason: deliveryText.notAccepted, claim: null, updatedAt: now },
    )
  }
}

/** WeCom said no, so surely nothing was created: later when it is busy, by hand when it will stay a no. */
async function afterRefusal(
  context: Context,
  group: TaskGroup,
  error: PlatformError,
  pictures: Packed['pictures'],
): Promise<void> {
  if (error.code === INVALID_MEDIA && pictures.length > 0) return forgetPictures(context, pictures)
  if (error.kind === 'retry_later') return
  const [first] = group.rows
  if (first !== undefined && isSingle(first)) {
    return await skipSingle(context, first, singleText.refused(error.code, error.mend))
  }
  await byHand(context, group, deliveryText.handInstead(error.code, error.mend))
}

/** Nobody can send a task to single customers by hand: it ends with the reason. */
async function skipSingle({ store, now }: Context, row: TaskGroup['rows'][number], reason: string): Promise<void> {
  await store.update(
    'deliveries',
    { _id: row._id, state: 'claimed', 'claim.token': row.claim.token },
    { state: 'skipped', reason, claim: null, updatedAt: now },
  )
}

/** The group's owner sends these rows instead of a task. */
async function byHand(context: Context, group: TaskGroup, reason: string): Promise<void> {
  const { store, now } = context
  const ids = group.rows.map((row) => row._id)
  for (const part of chunks(ids, BATCH)) {
    await store.update(
      'deliveries',
      { _id: is.in(part), state: 'claimed', 'claim.token': group.rows[0]?.claim.token ?? '' },
      { route: 'staff_task', reason, updatedAt: now },
    )
  }
  await putInQueue(
    context,
    group.rows.map((row) => ({ ...row, route: 'staff_task', reason })),
  )
}

/**
 * Tells one owner about the rows in the queue and then opens them. The notice first, because the platform drops the same
 * notice within four hours and a second try is harmless; a row that is open but was never announced would be overlooked.
 */
export async function putInQueue(context: Context, rows: readonly Claimed[]): Promise<void> {
  const { store, now } = context
  const [first] = rows
  if (first === undefined) return
  let reason: string | null = null
  try {
    await notify(context, rows, { title: deliveryText.noticeTitle, duplicateSeconds: DUPLICATE_SECONDS })
  } catch (error) {
    if (error instanceof NetworkError) return
    if (!(error instanceof PlatformError)) throw error
    if (error.kind === 'retry_later') return
    reason = deliveryText.notNotified(error.mend)
  }
  for (const part of chunks(rows, BATCH)) {
    await store.update(
      'deliveries',
      {
        _id: is.in(part.map((row) => row._id)),
        state: is.in(statesBefore('on_phone')),
        'claim.token': first.claim.token,
      },
      { state: 'awaiting_staff', claim: null, updatedAt: now, ...(reason === null ? {} : { reason }) },
    )
  }
}

/** One message on the owner's phone that opens the queue. WeCom takes 10 characters for a key and 30 for a value. */
export async function notify(
  { wecom, settings }: Context,
  rows: readonly Pick<Delivery, 'owner' | 'column' | 'groupName' | 'from' | 'until'>[],
  { title, duplicateSeconds }: { title: string; duplicateSeconds?: number },
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  await wecom.sendToStaff(
    [first.owner],
    {
      type: 'miniprogram_notice',
      appid: settings.appid,
      page: 'features/delivery/pages/queue/index',
      title,
      items: [
        { key: deliveryText.noticeColumn, value: first.column.slice(0, 30) },
        { key: deliveryText.noticeTime, value: `${timeOf(first.from)}-${timeOf(first.until)}` },
        {
          key: deliveryText.noticeGroups,
          value: deliveryText.noticeGroupCount(first.groupName, rows.length).slice(0, 30),
        },
      ],
    },
    duplicateSeconds,
  )
}

function byOwner(rows: readonly Claimed[]): Claimed[][] {
  const owners = new Map<string, Claimed[]>()
  for (const row of rows) owners.set(row.owner, [...(owners.get(row.owner) ?? []), row])
  return [...owners.values()]
}
