import * as v from 'valibot'
import { output } from '../../kernel/rpc'
import type { QueueMedia } from '../delivery/contract'
import type { FieldChange, NodeChange } from '../sop/diff'
import type { Part } from '../sop/rules'

/** Who may say yes or no to what others wrote. */
const judges = ['owner', 'operator', 'reviewer'] as const

/** A version that somebody handed in. */
export interface WaitingVersion {
  sop: string
  name: string
  number: number
  /** What it is compared with: the live version, 0 when none is. */
  base: number
  author: string
  submittedBy: string
  /** ms; names this handing in: a decision on it does not meet a later one. */
  submittedAt: number
  note: string
  nodes: number
  /** Why the caller may not approve it, in one sentence; null: they may. Sending back is open to every judge. */
  notYou: string | null
}

/** What one message changes. */
export interface ChangedMessage extends NodeChange {
  /** 每天 09:00-10:00 · 群发任务; empty when it is removed. */
  when: string
  /** What people would see; null when it is removed. */
  message: { column: string; parts: Part[]; media: QueueMedia[] } | null
}

export interface VersionCase {
  version: WaitingVersion
  /** Changes of the version itself. */
  fields: FieldChange[]
  /** Of all changed messages those from `from` on, in order of the version. */
  messages: ChangedMessage[]
  /** How many there are. */
  total: number
}

export const approvalContract = {
  /** Everything that waits for a yes or no: versions, the longest waiting first, and how many posts. */
  'approval.list': {
    roles: judges,
    input: v.object({}),
    output: output<{ versions: WaitingVersion[]; posts: number }>(),
  },
  /** What a version that waits would change. Decided by `sop.approve` and `sop.sendBack`, as on the desk. */
  'approval.getVersion': {
    roles: judges,
    input: v.object({
      sop: v.pipe(v.string(), v.regex(/^[0-9a-z_]{1,24}$/)),
      number: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1e9)),
      from: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(300)), 0),
    }),
    output: output<VersionCase>(),
  },
} as const
