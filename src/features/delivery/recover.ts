import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { GroupMessageSummary } from '../../../cloudfunctions/platform/wecomTypes'
import type { Context } from '../../context'
import { DAY } from '../../kernel/day'
import { is } from '../../kernel/store'
import { CLAIM, type Claimed } from './claims'
import { deadlineOf } from './gate'
import { createTask, noteTask, putInQueue, type TaskGroup, taskGroups } from './handOver'
import { chunks } from './readAll'
import { textOf } from './rows'
import type { Delivery } from './rules'
import { isSingle } from './singleRules'
import { customersOf } from './singleTask'

const BATCH = 200

/**
 * Settles rows of a run that died or got no answer. WeCom is asked for the task first, by the mark in its card; only when it
 * surely does not exist, and the window is still open, it is created, under the same mark.
 *
 * @param create false when the window is over: then nothing new may begin
 * @returns rows that this run took over, and those of them about which still nobody can say anything
 */
export async function recover(
  context: Context,
  abandoned: readonly Delivery[],
  { create }: { create: boolean },
): Promise<{ taken: Claimed[]; unknown: Claimed[] }> {
  const taken = await takeOver(context, abandoned)
  const unknown: Claimed[] = []
  for (const rows of taken) {
    const byHand = rows.filter((row) => row.route === 'staff_task')
    if (create) for (const own of perOwner(byHand)) await putInQueue(context, own)
    for (const group of taskGroups(rows)) {
      const found = await findTask(context, group)
      if (found === 'unknown') unknown.push(...group.rows)
      else if (found !== null) await noteTask(context, group, found, [])
      else if (create && group.rows.every((row) => context.now < deadlineOf(row))) await createTask(context, group)
    }
  }
  return { taken: taken.flat(), unknown }
}

/** Claims again what lies abandoned, one token at a time; a rival's rows are left to it. The token stays: it makes the mark. */
async function takeOver({ store, now }: Context, abandoned: readonly Delivery[]): Promise<Claimed[][]> {
  const tokens = new Map<string, Claimed[]>()
  for (const row of abandoned) {
    const claim = row.claim ?? { token: 'lost', until: 0 }
    const key = `${claim.token}|${claim.until}`
    tokens.set(key, [...(tokens.get(key) ?? []), { ...row, claim }])
  }
  const taken: Claimed[][] = []
  for (const rows of tokens.values()) {
    const old = rows[0]?.claim ?? { token: '', until: 0 }
    const until = now + CLAIM
    let updated = 0
    for (const part of chunks(rows, BATCH)) {
      updated += await store.update(
        'deliveries',
        {
          _id: is.in(part.map((row) => row._id)),
          state: 'claimed',
          'claim.token': old.token,
          'claim.until': old.until,
        },
        { claim: { token: old.token, until } },
      )
    }
    // All or nothing: another run that takes over at the same moment changes the same rows by the same guard.
    if (updated === rows.length) taken.push(rows.map((row) => ({ ...row, claim: { token: old.token, until } })))
  }
  return taken
}

/** The id of the task with this mark, null when WeCom has none, `unknown` when it cannot be asked now. */
async function findTask(context: Context, group: TaskGroup): Promise<string | null | 'unknown'> {
  const { wecom, now } = context
  const chatType = group.rows.some(isSingle) ? 'single' : 'group'
  try {
    const tasks = await wecom.listGroupMessages({ from: now - DAY, to: now, creator: group.owner, chatType })
    const mine = tasks.find((task) => task.attachments.some((part) => JSON.stringify(part).includes(`k=${group.mark}`)))
    return mine?.msgid ?? (await findByWords(context, group, tasks))
  } catch (error) {
    if (error instanceof NetworkError) return 'unknown'
    if (error instanceof PlatformError && error.kind === 'retry_later') return 'unknown'
    throw error
  }
}

/** A message without a card carries no mark: the owner's task with its words since its window began that no other row has. */
async function findByWords(
  { store, wecom }: Context,
  { rows }: TaskGroup,
  tasks: readonly GroupMessageSummary[],
): Promise<string | null> {
  const [first] = rows
  if (first === undefined || first.parts.some((part) => MARKED.includes(part.type))) return null
  const words = textOf(first.parts)
  const since = Math.min(...rows.map((row) => row.from))
  for (const { msgid, personal, text, createdAt } of tasks) {
    // The platform tells whole seconds.
    if (personal || text !== words || createdAt < since - 1000) continue
    const [known] = await store.find('deliveries', { msgid }, { fields: ['beat'], limit: 1 })
    if (isSingle(first)) {
      if (known !== undefined && known._id !== first._id) continue
      // Another task of the same guide may say the same to others: whose it is, its customers tell.
      const [customer] = await customersOf(store, first._id)
      const results = await wecom.groupMessageResults(msgid, first.owner)
      if (results.some((result) => result.externalUserid === customer)) return msgid
      continue
    }
    if (known === undefined || known.beat === first.beat) return msgid
  }
  return null
}

/** Parts that go out as a card, whose path holds the mark. */
const MARKED: readonly string[] = ['card', 'coupon', 'game']

function perOwner(rows: readonly Claimed[]): Claimed[][] {
  const owners = [...new Set(rows.map((row) => row.owner))]
  return owners.map((owner) => rows.filter((row) => row.owner === owner))
}
