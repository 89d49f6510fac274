import { addDays, type Day, MINUTE, startOf } from '../../kernel/day'
import { type Quiet, quietUntil } from '../../kernel/quiet'
import type { Delivery } from './rules'
import { singleText } from './singleText'
import { deliveryText } from './text'

/** What is to be said, to a group or to one member: the part of it that the gate decides by. */
export interface Message {
  /** ms, window `[from, until)`. */
  from: number
  until: number
  /** The business day of its beginning. */
  date: Day
  late: 'send' | 'skip' | 'ask'
  route: 'group_task' | 'staff_task' | 'single_task' | 'subscribe'
  /** By this route or not at all: the SOP names no other way. */
  only?: boolean
}

/** How many more messages may be heard, over all SOPs, surveys and reminders, and when there is room again (ms). */
export interface Room {
  left: number
  freeAt: number
  /** Chinese: what the limit is. */
  reason: string
}

/** What the gate must know beside the message. */
export interface GateFacts {
  /** ms */
  now: number
  /** The SOP has no live version at the moment, or somebody paused it. */
  paused: boolean
  /** Why the hearer does not want it (Chinese): switched off, topic refused; null when nothing was said against it. */
  unwanted: string | null
  /** Spans in which nobody is disturbed: the brand's, the member's own. */
  quiet: readonly (Quiet | null)[]
  /** Messages that a group, or a single customer, can still get by 群发, this one included. */
  quotaLeft: number
  /** Consents of the member that are left for the template; one is used up by a subscribe message. */
  credits: number
  /** Caps of the group or of the person; the first without room decides. */
  rooms: readonly Room[]
  /** Another attempt of the same message is on its way or was sent. */
  duplicate: boolean
}

/** Facts that object to nothing. */
export const NOTHING_AGAINST: Omit<GateFacts, 'now'> = {
  paused: false,
  unwanted: null,
  quiet: [],
  quotaLeft: Number.POSITIVE_INFINITY,
  credits: Number.POSITIVE_INFINITY,
  rooms: [],
  duplicate: false,
}

export type Verdict =
  | { do: 'send' }
  | { do: 'defer'; until: number }
  | { do: 'skip'; reason: string }
  /** `by: 'hand'`: the owner sends it from the queue. `by: 'decision'`: somebody decides whether it is still to be sent. */
  | { do: 'needs_staff'; by: 'hand' | 'decision'; reason: string }

/** A paused SOP is looked at again after this time (ms). */
const PAUSE = 5 * MINUTE

/**
 * The one decision whether a message goes out now. In this order: paused, window, wanted, quiet hours, quota of 群发, consents,
 * caps, duplicates; the first that objects decides. A window is `[from, until)`: at its last instant it is over. What would
 * have to wait beyond its window is not put off but ended, with the reason.
 */
export function gate(message: Message, facts: GateFacts): Verdict {
  const { now } = facts
  if (facts.paused) return { do: 'defer', until: now + PAUSE }
  if (now < message.from) return { do: 'defer', until: message.from }
  if (now >= deadlineOf(message)) {
    return ended(message, message.late === 'ask' ? deliveryText.windowOverAsk : deliveryText.windowOver)
  }
  if (facts.unwanted !== null) return { do: 'skip', reason: facts.unwanted }
  const quietEnd = quietUntil(now, facts.quiet)
  if (quietEnd !== null) return wait(message, quietEnd, deliveryText.quiet)
  if (message.route === 'group_task' && facts.quotaLeft <= 0) {
    if (message.only === true) return { do: 'skip', reason: deliveryText.quotaNoOther }
    return { do: 'needs_staff', by: 'hand', reason: deliveryText.quotaToHand }
  }
  if (message.route === 'single_task' && facts.quotaLeft <= 0) return { do: 'skip', reason: singleText.quota }
  if (message.route === 'subscribe' && facts.credits <= 0) return { do: 'skip', reason: deliveryText.noConsent }
  const full = facts.rooms.find((room) => room.left <= 0)
  if (full !== undefined) return wait(message, full.freeAt, full.reason)
  if (facts.duplicate) return { do: 'skip', reason: deliveryText.duplicate }
  return { do: 'send' }
}

/** Later when that is still of use; else it ends here. */
function wait(message: Message, until: number, reason: string): Verdict {
  return until < deadlineOf(message) ? { do: 'defer', until } : ended(message, reason)
}

function ended({ late }: Message, reason: string): Verdict {
  return late === 'ask' ? { do: 'needs_staff', by: 'decision', reason } : { do: 'skip', reason }
}

/** Until when a message may go out: the end of its window, or of its day when late is better than never. */
export function deadlineOf(message: Pick<Message, 'until' | 'date' | 'late'>): number {
  return message.late === 'send' ? startOf(addDays(message.date, 1)) : message.until
}

/** Sent later than this after the window's beginning counts as late (ms). */
export const LATE_AFTER = 10 * MINUTE

/** Whether a message that went out at this instant was late. */
export function isLate(row: Pick<Delivery, 'from'>, sentAt: number): boolean {
  return sentAt > row.from + LATE_AFTER
}
