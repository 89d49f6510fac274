import './collections'
import type { Context } from '../../context'
import { is, type Store } from '../../kernel/store'
import { isRelative, parseBeat } from '../sop/expand'
import { readTold } from '../sop/memberVersions'
import { isLate } from './gate'
import { statesBefore } from './machine'
import { chunks, readAll } from './readAll'
import { contentOf } from './rows'
import type { Delivery } from './rules'
import { isSingle, type SingleTold } from './singleRules'
import { singleText } from './singleText'

const BATCH = 200

/** Customers of a task, as the ledger has them. */
export async function customersOf(store: Store, row: string): Promise<string[]> {
  const lines = await readAll(store, 'single_told', { row, state: 'assigned' }, ['customer'])
  return lines.flatMap(({ customer }) => customer ?? [])
}

/**
 * Planned tasks as the live version has them: it may have been published since the members were gone over. What it does not say any more
 * ends with the reason.
 */
export async function freshened(context: Context, planned: readonly Delivery[]): Promise<Delivery[]> {
  const { store, now } = context
  const singles = planned.filter(isSingle)
  const [first] = singles
  const head = first === undefined ? null : await store.get('sops', first.sop)
  if (first === undefined || head === null) return [...planned]
  const told = await readTold(context, first.sop, head.live, { from: first.date, to: first.date })
  const kept: Delivery[] = planned.filter((row) => !isSingle(row))
  for (const row of singles) {
    const beats = told.beats.filter(({ beat, node }) => beat === row.beat && isSingle(node))
    const beat =
      beats.find(({ version }) => version === row.version) ?? beats.find(({ node }) => !isRelative(node.time))
    if (beat?.version === row.version) {
      kept.push(row)
      continue
    }
    const guard = { _id: row._id, state: 'planned' as const }
    if (beat === undefined) {
      await store.update('deliveries', guard, { state: 'skipped', reason: singleText.nodeGone, updatedAt: now })
      continue
    }
    const slot = parseBeat(beat.beat)?.slot ?? 0
    const content = contentOf(beat.version, { ...beat, nominal: beat.date, to: 'members', targets: [], slot })
    await store.update('deliveries', guard, { ...content, updatedAt: now })
    kept.push({ ...row, ...content })
  }
  return kept
}

/**
 * Brings a task and its ledger to what WeCom says. Its guide has pressed 发送: from then on it counts as sent, if anybody got it.
 * The ledger goes first; a run that dies in between is repeated by the next poll.
 */
export async function settleSingle(context: Context, row: Delivery): Promise<void> {
  const { store, wecom, now } = context
  const results = await wecom.groupMessageResults(row.msgid ?? '', row.owner)
  const of = (state: (typeof results)[number]['state']) => results.filter((result) => result.state === state)
  const sent = of('sent')
  await note(context, row, sent, { state: 'sent', reason: null })
  await note(context, row, of('gone'), { state: 'skipped', reason: singleText.gone })
  await note(context, row, of('quota'), { state: 'skipped', reason: singleText.customerQuota })
  const [first] = sent
  if (first === undefined) {
    if (of('waiting').length > 0) return
    const reason = of('quota').length > 0 ? singleText.customerQuota : singleText.allGone
    await move(store, row, 'refused', { state: 'skipped', evidence: 'platform', reason, updatedAt: now })
    return
  }
  const sentAt = Math.min(...sent.map((result) => result.sentAt ?? now))
  const late = isLate(row, sentAt)
  await move(store, row, late ? 'sent_late' : 'sent', {
    ...{ state: late ? 'late' : 'sent', evidence: 'platform', sentAt, reached: sent.length, updatedAt: now },
  })
}

async function move(
  store: Store,
  row: Delivery,
  event: 'sent' | 'sent_late' | 'refused',
  change: Partial<Delivery>,
): Promise<void> {
  await store.update('deliveries', { _id: row._id, state: is.in(statesBefore(event)) }, change)
}

async function note(
  { store, now }: Context,
  row: Delivery,
  results: readonly { externalUserid: string }[],
  end: Pick<SingleTold, 'state' | 'reason'>,
): Promise<void> {
  for (const part of chunks(results, BATCH)) {
    await store.update(
      'single_told',
      { row: row._id, state: 'assigned', customer: is.in(part.map(({ externalUserid }) => externalUserid)) },
      { ...end, updatedAt: now },
    )
  }
}

/** Everybody of a task who is still only assigned ends with the reason. */
export async function endAssigned({ store, now }: Context, row: string, reason: string): Promise<void> {
  await store.update('single_told', { row, state: 'assigned' }, { state: 'skipped', reason, updatedAt: now })
}

/** Nothing names a forgotten member any more; a task that is still to be made goes without them. */
export async function forgetTold(store: Store, memberId: string): Promise<void> {
  await store.remove('single_told', { memberId })
}
