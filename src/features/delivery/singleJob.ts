import './collections'
import '../intent/collections'
import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Context } from '../../context'
import { machineNow } from '../../kernel/clock'
import { MINUTE } from '../../kernel/day'
import type { Job, JobResult } from '../../kernel/due'
import { settle } from '../../kernel/settle'
import { is, type Store } from '../../kernel/store'
import { afterGivingBack } from '../intent/consents'
import { sideBySide } from '../points/jobs'
import { OPEN_STATES } from './machine'
import type { Delivery } from './rules'
import { placeOf } from './singleRules'
import { endAssigned, settleSingle } from './singleTask'
import { readSingleRows } from './singleTell'
import { singleText } from './singleText'
import { deliveryText } from './text'

const PAGE = 200
/** Wall time (ms) that one run takes of the tick's 40 s. */
const SHARE = 15_000
const AGAIN = 5 * MINUTE
/** So often WeCom is asked once more for the last results; what it never told of stays as the task stands. */
const TRIES = 3

/**
 * `delivery.singles`, after the last of a beat's tasks is over: asks for the results that came late, ends every line of the ledger as its
 * task ended, and gives the places under the caps back to those who were not told after all.
 */
export const singlesJob: Job<Context> = {
  kind: 'delivery.singles',
  async process(item, context): Promise<JobResult> {
    const { store, now } = context
    const beat = String(item.payload.beat)
    const rows = await readSingleRows(store, beat)
    if (rows.some(({ state }) => OPEN_STATES.includes(state))) return { again: now + AGAIN }
    const tries = typeof item.payload.tries === 'number' ? item.payload.tries : 0
    let silent = false
    for (const row of rows) silent = (await endLines(context, row)) || silent
    if (silent && tries < TRIES) return { again: now + AGAIN, payload: { ...item.payload, tries: tries + 1 } }
    const after = typeof item.payload.after === 'string' ? item.payload.after : ''
    return giveBack(store, beat, { ...item.payload, after }, now)
  },
}

/** @returns whether WeCom has to be asked again */
async function endLines(context: Context, row: Delivery): Promise<boolean> {
  const { store, wecom } = context
  // Nobody knows whether it went out: a person decides, and the line shows the task's own state.
  if (row.state === 'unconfirmed') return false
  const left = await store.count('single_told', { row: row._id, state: 'assigned' })
  if (left === 0) return false
  if (row.state === 'missed' || row.state === 'skipped') {
    await endAssigned(context, row._id, row.reason ?? deliveryText.tickMissed)
    return false
  }
  if (row.msgid === null) return false
  try {
    await settleSingle(context, row)
    const results = await wecom.groupMessageResults(row.msgid, row.owner)
    // Whom WeCom does not list it never took; who waits there may still get it.
    if (results.some(({ state }) => state === 'waiting')) return true
    await endAssigned(context, row._id, singleText.notAccepted)
    return false
  } catch (error) {
    if (error instanceof NetworkError || error instanceof PlatformError) return true
    throw error
  }
}

/** Who was left out has their place back; the place in the ledger travels in the item. */
async function giveBack(
  store: Store,
  beat: string,
  payload: Record<string, unknown> & { after: string },
  now: number,
): Promise<JobResult> {
  const began = machineNow()
  let { after } = payload
  for (;;) {
    if (machineNow() - began > SHARE) return { again: now, payload: { ...payload, after } }
    const lines = await store.find(
      'single_told',
      { beat, state: 'skipped', ...(after === '' ? {} : { _id: is.gt(after) }) },
      { sort: [['_id', 1]], limit: PAGE, fields: ['memberId', 'row'] },
    )
    // Without a task nothing was taken.
    const held = lines.filter(({ row }) => row !== null)
    await sideBySide(held, ({ memberId }) => freePlace(store, memberId, placeOf(beat)))
    const last = lines.at(-1)?._id
    if (lines.length < PAGE || last === undefined) return 'done'
    after = last
  }
}

async function freePlace(store: Store, memberId: string, id: string): Promise<void> {
  await settle(store, 'consents', memberId, (doc) => {
    const change = doc && afterGivingBack(doc, id, { keepsCredit: true })
    if (!change) return { answer: null }
    return { guard: { _id: memberId, seq: doc.seq }, change: { ...change, seq: doc.seq + 1 }, answer: null }
  })
}
