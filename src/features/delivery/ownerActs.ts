import type { Caller, Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import { type Decision, settle } from '../../kernel/settle'
import type { Doc } from '../../kernel/store'
import { requireStaff } from '../staff/access'
import { deadlineOf, isLate } from './gate'
import { next } from './machine'
import type { OwnerAct } from './ownerContract'
import { attemptAfter } from './resend'
import type { Delivery, Evidence } from './rules'
import { refusalText } from './text'

export type Row = Doc<'deliveries'>
type RowDecision = Decision<'deliveries', Row>

/**
 * One guarded change of one row by its owner, or by somebody who may do it for everybody. The guard is the state, so two taps, or
 * a tap beside the tick, end in one answer; a `request` that the row carries already was this very tap, however late it repeats.
 *
 * @throws Refusal when the row is not there, not the caller's, or past it
 */
export function actOn(context: Context, id: string, act: OwnerAct, request?: string): Promise<Row> {
  const decide = deciderOf(context, act)
  return settle(context.store, 'deliveries', id, async (doc): Promise<RowDecision> => {
    if (!doc) return refuse('NO_SUCH_DELIVERY', refusalText.noSuchRow)
    requireRight(context.caller, doc)
    if (request !== undefined && doc.request === request) return { answer: doc }
    const decision = await decide(doc)
    if (request === undefined || !('change' in decision)) return decision
    return {
      ...decision,
      change: { ...decision.change, request },
      answer: { ...decision.answer, request },
    }
  })
}

type Decider = (row: Row) => RowDecision | Promise<RowDecision>

function deciderOf(context: Context, act: OwnerAct): Decider {
  if (act.do === 'confirm') return confirming(context, act.at ?? context.now)
  if (act.do === 'postpone') return postponing(context, act.minutes)
  if (act.do === 'skip') return skipping(context, act.reason)
  return unskipping(context)
}

/** @param saidAt ms, when the owner said so: a phone without network tells it later */
function confirming(context: Context, saidAt: number): Decider {
  const { store, now } = context
  return async (row) => {
    if (row.state === 'sent' || row.state === 'late') return { answer: row }
    if (row.route !== 'staff_task') return refuse('SEND_IN_WECOM', refusalText.sendInWecom)
    if (row.state === 'planned' || row.state === 'claimed') return refuse('TOO_EARLY', refusalText.tooEarly)
    const sentAt = Math.min(now, Math.max(saidAt, row.from))
    const isOver = row.state === 'missed' || row.state === 'unconfirmed'
    // The window closed before the word arrived. It counts when it was said in time and nobody had the message sent again.
    if (isOver) {
      const inTime = row.state === 'unconfirmed' || saidAt < deadlineOf(row)
      if (!inTime) return refuse('ALREADY_CLOSED', refusalText.alreadyClosed)
      if ((await attemptAfter(store, row)) !== null) return refuse('NEWER_ATTEMPT', refusalText.newerAttempt)
    }
    const state = next(row.state, isOver ? 'told_after' : isLate(row, sentAt) ? 'sent_late' : 'sent')
    if (state === null) return refuse('ALREADY_CLOSED', refusalText.alreadyClosed)
    return update(row, { state, evidence: sayer(context, row), sentAt, reason: null, updatedAt: now })
  }
}

/** A window's beginning moves, its end never. Without a request's id a repeat within a minute is the same tap. */
function postponing({ now }: Context, minutes: number): Decider {
  const step = minutes * MINUTE
  let wanted: number | null = null
  return (row) => {
    if (!isWaiting(row)) return refuse('ALREADY_CLOSED', refusalText.alreadyClosed)
    const repeated = row.updatedAt > now - MINUTE && row.from === row.updatedAt + step
    if (repeated || row.from === wanted) return { answer: row }
    wanted = Math.max(row.from, now) + step
    if (wanted >= row.until) return refuse('WINDOW_ALMOST_OVER', refusalText.windowAlmostOver)
    return update(row, { from: wanted, updatedAt: now })
  }
}

function skipping(context: Context, reason: string): Decider {
  return (row) => {
    if (row.state === 'skipped' && row.reason === reason) return { answer: row }
    if (row.route === 'single_task' || (row.route === 'group_task' && row.msgid !== null))
      return refuse('GROUP_TASK_WHOLE', refusalText.groupTaskWhole)
    const state = next(row.state, 'skip')
    if (state === null) return refuse('ALREADY_CLOSED', refusalText.alreadyClosed)
    return update(row, { state, reason, evidence: sayer(context, row), updatedAt: context.now })
  }
}

function unskipping({ now }: Context): Decider {
  return (row) => {
    if (isWaiting(row)) return { answer: row }
    if (row.state !== 'skipped' || (row.evidence !== 'self' && row.evidence !== 'operator'))
      return refuse('ALREADY_CLOSED', refusalText.alreadyClosed)
    if (now >= deadlineOf(row)) return refuse('WINDOW_CLOSED', refusalText.windowClosed)
    const state = next(row.state, now < row.from ? 'unskip_before' : 'unskip')
    if (state === null) return refuse('ALREADY_CLOSED', refusalText.alreadyClosed)
    // Its group task, had it been one, may be another's by now: the owner's hand is always free.
    const route = state === 'awaiting_staff' ? 'staff_task' : row.route
    return update(row, { state, route, reason: null, evidence: null, updatedAt: now })
  }
}

function update(row: Row, change: Partial<Delivery>): RowDecision {
  const { _id, state, from, route } = row
  return { guard: { _id, state, from, route }, change, answer: { ...row, ...change } }
}

/** Who sends it may change it, and who plans for everybody. */
export function requireRight(caller: Caller, row: Row): void {
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
