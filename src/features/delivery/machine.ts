import type { DeliveryState } from './rules'

/** What can happen to a message. Every change of a row's state is one of these; guards of updates are made from this table. */
export type DeliveryEvent =
  /** A run takes the row to work on it. */
  | 'claim'
  /** WeCom took the group task. */
  | 'task_created'
  /** It is on the owner's phone: a group task, or an item of the queue. */
  | 'on_phone'
  | 'sent'
  | 'sent_late'
  /** WeCom says that the group cannot get it any more: quota, gone, not the owner's. */
  | 'refused'
  /** A person skips it with a reason. */
  | 'skip'
  | 'unskip_before'
  | 'unskip'
  /** The office takes a group task back before its owner sends it. */
  | 'withdraw'
  /** The window is over and lateness means to drop it. */
  | 'window_over'
  /** The window is over and lateness means to ask, or nobody knows whether it went out. */
  | 'ask'
  /** A person said that it went out. */
  | 'resolve_sent'
  /** The owner sent it in time and said so when the window was closed: a phone without network. */
  | 'told_after'
  /** A person had it sent again: this row ends, the next attempt is another row. */
  | 'resend'

const MACHINE: Readonly<Record<DeliveryState, Partial<Record<DeliveryEvent, DeliveryState>>>> = {
  planned: { claim: 'claimed', skip: 'skipped', window_over: 'missed', ask: 'unconfirmed' },
  claimed: {
    task_created: 'task_created',
    on_phone: 'awaiting_staff',
    refused: 'skipped',
    window_over: 'missed',
    ask: 'unconfirmed',
  },
  task_created: {
    on_phone: 'awaiting_staff',
    sent: 'sent',
    sent_late: 'late',
    refused: 'skipped',
    withdraw: 'skipped',
    window_over: 'missed',
    ask: 'unconfirmed',
  },
  awaiting_staff: {
    sent: 'sent',
    sent_late: 'late',
    refused: 'skipped',
    withdraw: 'skipped',
    skip: 'skipped',
    window_over: 'missed',
    ask: 'unconfirmed',
  },
  skipped: { unskip_before: 'planned', unskip: 'awaiting_staff' },
  unconfirmed: { resolve_sent: 'sent', told_after: 'sent', resend: 'skipped' },
  sent: {},
  late: {},
  missed: { told_after: 'sent' },
}

/** Where an event leads from a state, or null when it does not happen there. */
export function next(state: DeliveryState, event: DeliveryEvent): DeliveryState | null {
  return MACHINE[state][event] ?? null
}

/** The states in which an event can happen: the guard of the update that makes it happen. */
export function statesBefore(event: DeliveryEvent): DeliveryState[] {
  return ALL_STATES.filter((state) => MACHINE[state][event] !== undefined)
}

export const ALL_STATES = Object.keys(MACHINE) as DeliveryState[]

/** Still to be done by somebody or something. */
export const OPEN_STATES: readonly DeliveryState[] = ['planned', 'claimed', 'task_created', 'awaiting_staff']

/** A group task in one of these has given its place in the quota back. */
export const RELEASED_STATES: readonly DeliveryState[] = ['missed', 'skipped']
