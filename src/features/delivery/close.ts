import './collections'
import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { is } from '../../kernel/store'
import { isAbandoned } from './claims'
import { deadlineOf } from './gate'
import { OPEN_STATES } from './machine'
import { settleTasks } from './poll'
import { chunks, readAll } from './readAll'
import { recover } from './recover'
import type { Delivery } from './rules'
import { isSingle } from './singleRules'
import { singleText } from './singleText'
import { deliveryText } from './text'

const BATCH = 200
/** So often WeCom is asked after the window when it does not answer; then a person has to look. */
const TRIES = 3
const AGAIN = 5 * MINUTE

/**
 * `delivery.close`, at the end of a beat's window: every row ends in a state that says what became of it. A group task that
 * the owner has not confirmed is withdrawn, so that nobody sends the good morning at noon.
 */
export const closeJob: Job<Context> = {
  kind: 'delivery.close',
  async process(item, context) {
    const beat = String(item.payload.beat)
    const tries = typeof item.payload.tries === 'number' ? item.payload.tries : 0
    const open = await openRows(context, beat)
    if (open.length === 0) return 'done'
    const over = open.filter((row) => deadlineOf(row) <= context.now)
    if (over.length > 0) {
      const unanswered = await end(context, over, tries >= TRIES)
      if (unanswered) return { again: context.now + AGAIN, payload: { beat, tries: tries + 1 } }
    }
    const left = await openRows(context, beat)
    if (left.length === 0) return 'done'
    const times = left.map((row) => Math.max(deadlineOf(row), row.claim?.until ?? 0, context.now + MINUTE))
    return { again: Math.min(...times), payload: { beat, tries } }
  },
}

function openRows({ store }: Context, beat: string): Promise<Delivery[]> {
  return readAll(store, 'deliveries', { beat, state: is.in(OPEN_STATES) })
}

/** @returns whether something must be asked again because WeCom did not answer */
async function end(context: Context, over: readonly Delivery[], giveUp: boolean): Promise<boolean> {
  const { taken, unknown } = await recover(context, over.filter(isAbandoned(context.now)), { create: false })
  const ours = new Set(taken.map((row) => row._id))
  // What was found at WeCom just now carries its task's id only in the database.
  const rows = await readAgain(context, over)
  const tasks = rows.filter((row) => row.msgid !== null)
  let silent = new Set(unknown.map((row) => row._id))
  if (tasks.length > 0) silent = new Set([...silent, ...(await withdraw(context, tasks))])
  if (silent.size > 0 && !giveUp) {
    const answered = rows.filter((row) => !silent.has(row._id))
    await finish(context, await readAgain(context, answered), new Set(), ours)
    return true
  }
  await finish(context, await readAgain(context, rows), silent, ours)
  return false
}

/**
 * Asks once more, then withdraws what was not confirmed; the owner may have pressed in between, so WeCom has the last word.
 *
 * @returns ids of rows whose task could not be asked or withdrawn
 */
async function withdraw(context: Context, rows: readonly Delivery[]): Promise<string[]> {
  const silent: string[] = []
  const byTask = new Map<string, Delivery[]>()
  for (const row of rows) byTask.set(row.msgid ?? '', [...(byTask.get(row.msgid ?? '') ?? []), row])
  for (const [msgid, own] of byTask) {
    const asked = await settleTasks(context, own)
    const left = await readAgain(context, own)
    if (left.length === 0) continue
    const cancelled = asked === null && (await cancel(context, msgid))
    const failure = cancelled === 'sent' ? await settleTasks(context, left) : null
    if (cancelled === false || failure !== null) silent.push(...left.map((row) => row._id))
  }
  return silent
}

/** True when it is withdrawn, `sent` when there was nothing left to withdraw, false when nobody knows. */
export async function cancel({ wecom }: Context, msgid: string): Promise<true | 'sent' | false> {
  try {
    await wecom.cancelGroupMessage(msgid)
    return true
  } catch (error) {
    // 41093: confirmed or withdrawn before.
    if (error instanceof PlatformError) return error.kind === 'done' ? 'sent' : false
    if (error instanceof NetworkError) return false
    throw error
  }
}

/** The rows that are still open, as they stand now. */
async function readAgain({ store }: Context, rows: readonly Delivery[]): Promise<Delivery[]> {
  const found: Delivery[] = []
  for (const part of chunks(rows, BATCH)) {
    const where = { _id: is.in(part.map((row) => row._id)), state: is.in(OPEN_STATES) }
    found.push(...(await readAll(store, 'deliveries', where)))
  }
  return found
}

/** Ends rows by what lateness means for them; a row that another run holds at the moment is left for the next look. */
async function finish(
  context: Context,
  rows: readonly Delivery[],
  silent: ReadonlySet<string>,
  ours: ReadonlySet<string>,
): Promise<void> {
  const { store, now } = context
  const endings = new Map<
    string,
    { ids: string[]; from: Delivery['state']; to: 'missed' | 'unconfirmed'; reason: string }
  >()
  for (const row of rows) {
    if (row.state === 'claimed' && row.claim !== null && row.claim.until > now && !ours.has(row._id)) continue
    const ending = endingOf(row, silent.has(row._id))
    const key = `${row.state}|${ending.to}|${ending.reason}`
    const same = endings.get(key) ?? { ids: [], from: row.state, ...ending }
    same.ids.push(row._id)
    endings.set(key, same)
  }
  for (const { ids, from, to, reason } of endings.values()) {
    for (const part of chunks(ids, BATCH)) {
      const where = { _id: is.in(part), state: from }
      await store.update('deliveries', where, { state: to, reason, claim: null, updatedAt: now })
    }
  }
}

function endingOf(row: Delivery, silent: boolean): { to: 'missed' | 'unconfirmed'; reason: string } {
  if (silent) return { to: 'unconfirmed', reason: deliveryText.unknown }
  if (row.late === 'ask') return { to: 'unconfirmed', reason: deliveryText.windowOverAsk }
  if (row.state === 'planned') return { to: 'missed', reason: deliveryText.tickMissed }
  const missed = isSingle(row) ? singleText.guideMissed : deliveryText.ownerMissed
  return { to: 'missed', reason: row.late === 'send' ? deliveryText.dayOver : missed }
}
