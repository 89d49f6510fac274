import * as v from 'valibot'
import { type Day, isDay } from '../../kernel/day'
import { output } from '../../kernel/rpc'
import type { Part } from '../sop/rules'
import { editors, everyStaff } from '../staff/contract'
import type { DeliveryState, Evidence } from './rules'

/** One cell of the board: one group × one beat. */
export interface BoardCell {
  id: string
  state: DeliveryState
  route: 'group_task' | 'staff_task'
  evidence: Evidence | null
  /** ms, when it was sent. */
  sentAt: number | null
  /** Whole minutes after the window's beginning, when late or overdue. */
  lateMinutes: number | null
  reason: string | null
  reminders: number
}

export interface BoardBeat {
  beat: string
  column: string
  module: string
  from: number
  until: number
  /** Representative text, as one group reads it. */
  text: string
  /** Members who opened the page and who answered. */
  opened: number
  answered: number
}

export interface Board {
  date: Day
  groups: { chatId: string; name: string; owner: string; ownerName: string; members: number }[]
  beats: BoardBeat[]
  /** `{chatId}|{beat}` → cell. */
  cells: Record<string, BoardCell>
  totals: {
    planned: number
    due: number
    sent: number
    late: number
    missed: number
    awaiting: number
    unconfirmed: number
    skipped: number
  }
  /** Check-ins counted so far today. */
  checkins: number
  tick: {
    lastRunAt: number | null
    lastMs: number | null
    backlog: number
    oldestDueAt: number | null
    runs: { at: number; ms: number; done: number }[]
  }
}

export interface QueueItem {
  id: string
  column: string
  groupName: string
  target: string
  from: number
  until: number
  route: 'group_task' | 'staff_task'
  parts: Part[]
  text: string
  card: { title: string; cover: string; path: string } | null
  state: DeliveryState
  evidence: Evidence | null
  reason: string | null
  sentAt: number | null
  /** Members who opened its page so far. */
  opened: number
}

const id = v.pipe(v.string(), v.minLength(8), v.maxLength(200))
const day = v.pipe(v.string(), v.check(isDay, '日期要写成 2026-11-23 这样'))

export const deliveryContract = {
  'delivery.getBoard': { roles: everyStaff, input: v.object({ date: v.optional(day) }), output: output<Board>() },
  /** Today's work of the calling group owner, in order of time. */
  'delivery.getQueue': {
    roles: everyStaff,
    input: v.object({}),
    /** `owner` is the caller's name, as colleagues know it. */
    output: output<{ date: Day; owner: string; items: QueueItem[] }>(),
  },
  /** The owner says: I have sent it. Counted as self-reported until somebody opens the card. */
  'delivery.confirm': { roles: everyStaff, input: v.object({ id }), output: output<{ item: QueueItem }>() },
  /** Not now: moves the beginning of the window by some minutes, never past its end. */
  'delivery.postpone': {
    roles: everyStaff,
    input: v.object({ id, minutes: v.picklist([10, 30]) }),
    output: output<{ item: QueueItem }>(),
  },
  'delivery.skip': {
    roles: everyStaff,
    input: v.object({ id, reason: v.pipe(v.string(), v.trim(), v.minLength(1, '选一个原因'), v.maxLength(60)) }),
    output: output<{ item: QueueItem }>(),
  },
  /** Takes a skip back while the window is open. */
  'delivery.unskip': { roles: everyStaff, input: v.object({ id }), output: output<{ item: QueueItem }>() },
  /** A person's decision on an unconfirmed message: it went out, or send it again as a new attempt. */
  'delivery.resolve': {
    roles: editors,
    input: v.object({ id, outcome: v.picklist(['sent', 'resend']) }),
    output: output<{ id: string; state: DeliveryState }>(),
  },
  /** Reminds the owner: the platform allows three times in 24 hours for a group task. */
  'delivery.remind': { roles: editors, input: v.object({ id }), output: output<{ reminders: number }>() },
} as const
