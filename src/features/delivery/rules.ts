import type { Day } from '../../kernel/day'
import type { Part } from '../sop/rules'

/**
 * planned → claimed → task_created → awaiting_staff → sent | late | missed | skipped | unconfirmed.
 * A row only moves forward; `unconfirmed` and `missed` are left by a person's word alone.
 */
export type DeliveryState =
  | 'planned'
  | 'claimed'
  | 'task_created'
  | 'awaiting_staff'
  | 'sent'
  | 'late'
  | 'missed'
  | 'skipped'
  | 'unconfirmed'

/** Who says so: the platform, or the owner's own tap. The two are never counted as one. */
export type Evidence = 'platform' | 'self' | 'operator'

/** One message to one group at one time: one beat of one group. */
export interface Delivery {
  /** `{sop}:{nodeKey}:{target}:{date}:{slot}:{attempt}` */
  _id: string
  schema: 1
  sop: string
  version: number
  nodeKey: string
  beat: string
  /** chat_id of the group; of a task to single customers `@{guide}.{n}`. */
  target: string
  groupName: string
  /** WeCom user id of who sends it: the group's owner, or a deputy. */
  owner: string
  /** The group's owner for whom a deputy sends. */
  deputyFor?: string
  date: Day
  slot: number
  attempt: number
  from: number
  until: number
  route: 'group_task' | 'staff_task' | 'single_task'
  /** Of a task to single customers: how many are in it, and how many WeCom says got it. */
  customers?: number
  reached?: number
  /** Its node asks for the group task and names no other way: without quota it is skipped. Missing in rows from before. */
  only?: boolean
  column: string
  module: string
  /** Filled in, as the group will read it. */
  parts: Part[]
  late: 'send' | 'skip' | 'ask'
  state: DeliveryState
  /** Chinese; why it was skipped, missed or is unconfirmed. */
  reason: string | null
  evidence: Evidence | null
  /** Token and end (ms) of the run that works on it. */
  claim: { token: string; until: number } | null
  /** WeCom's id of the group task. */
  msgid: string | null
  sentAt: number | null
  remindedAt: number[]
  /** Id of the last request from a phone that changed the row: the same one again changes nothing. */
  request?: string
  /** ms, when its owner came back before it had begun. */
  returnedAt?: number
  updatedAt: number
}

/** So many groups of one owner are answered in one call; a card of more needs several. */
export const MOST_AT_ONCE = 50

/** Parts beside the text (WD/92135, WD/92137). */
export const MOST_ATTACHMENTS = 9

/** Why no group task can carry these parts, whatever stands in the library; null when one can. */
export function beyondTask(parts: readonly Part[]): 'voice' | 'full' | null {
  if (parts.some((part) => part.type === 'voice')) return 'voice'
  const count = parts.reduce((sum, part) => {
    if (part.type === 'text' || part.type === 'questionnaire') return sum
    return sum + (part.type === 'images' ? part.materials.length : 1)
  }, 0)
  return count > MOST_ATTACHMENTS ? 'full' : null
}
