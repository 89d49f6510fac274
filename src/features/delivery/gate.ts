import { addDays, MINUTE, startOf } from '../../kernel/day'
import type { Delivery } from './rules'
import { deliveryText } from './text'

/** What the gate must know beside the row. */
export interface GateFacts {
  /** ms */
  now: number
  /** The SOP has no live version at the moment. */
  paused: boolean
  /** Messages that the group can still get by group task, this one included. */
  quotaLeft: number
  /** Another attempt of the same message is on its way or was sent. */
  duplicate: boolean
}

export type Verdict =
  | { do: 'send' }
  | { do: 'defer'; until: number }
  | { do: 'skip'; reason: string }
  /** `by: 'hand'`: the owner sends it from the queue. `by: 'decision'`: somebody decides whether it is still to be sent. */
  | { do: 'needs_staff'; by: 'hand' | 'decision'; reason: string }

/** A paused SOP is looked at again after this time (ms). */
const PAUSE = 5 * MINUTE

type Row = Pick<Delivery, 'from' | 'until' | 'date' | 'late' | 'route'>

/**
 * The one decision whether a message goes out now. In this order: paused, window, quota, duplicates; the first that objects
 * decides. A window is `[from, until)`: at its last instant it is over.
 */
export function gate(row: Row, facts: GateFacts): Verdict {
  const { now } = facts
  if (facts.paused) return { do: 'defer', until: now + PAUSE }
  if (now < row.from) return { do: 'defer', until: row.from }
  if (now >= deadlineOf(row)) {
    if (row.late === 'ask') return { do: 'needs_staff', by: 'decision', reason: deliveryText.windowOverAsk }
    return { do: 'skip', reason: deliveryText.windowOver }
  }
  if (row.route === 'group_task' && facts.quotaLeft <= 0) {
    return { do: 'needs_staff', by: 'hand', reason: deliveryText.quotaToHand }
  }
  if (facts.duplicate) return { do: 'skip', reason: deliveryText.duplicate }
  return { do: 'send' }
}

/** Until when a message may go out: the end of its window, or of its day when late is better than never. */
export function deadlineOf(row: Pick<Delivery, 'until' | 'date' | 'late'>): number {
  return row.late === 'send' ? startOf(addDays(row.date, 1)) : row.until
}

/** Sent later than this after the window's beginning counts as late (ms). */
export const LATE_AFTER = 10 * MINUTE

/** Whether a message that went out at this instant was late. */
export function isLate(row: Pick<Delivery, 'from'>, sentAt: number): boolean {
  return sentAt > row.from + LATE_AFTER
}
