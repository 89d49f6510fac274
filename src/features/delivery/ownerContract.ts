import * as v from 'valibot'
import { type Day, isDay } from '../../kernel/day'
import { output } from '../../kernel/rpc'
import { everyStaff } from '../staff/contract'
import type { QueueItem } from './contract'
import { MOST_AT_ONCE } from './rules'

const id = v.pipe(v.string(), v.minLength(8), v.maxLength(200))
const day = v.pipe(v.string(), v.check(isDay, '日期要写成 2026-11-23 这样'))
const userId = v.pipe(v.string(), v.trim(), v.regex(/^[\w.@-]{1,64}$/, '企业微信账号格式不对'))
const instant = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(8.64e15))

export const skipReason = v.pipe(v.string(), v.trim(), v.minLength(1, '选一个原因'), v.maxLength(60))
export const postponeMinutes = v.picklist([10, 30])

/** What an owner does with messages; `at` (ms) tells when it was said on a phone that had no network. */
const ownerAct = v.variant('do', [
  v.object({ do: v.literal('confirm'), at: v.optional(instant) }),
  v.object({ do: v.literal('postpone'), minutes: postponeMinutes }),
  v.object({ do: v.literal('skip'), reason: skipReason }),
  v.object({ do: v.literal('unskip') }),
])
export type OwnerAct = v.InferOutput<typeof ownerAct>

/** What became of one row of a call about several. */
export type ActResult = { id: string; item: QueueItem } | { id: string; item: null; code: string; message: string }

/** The caller's own absence, as the queue shows it. */
export interface MyAway {
  /** Last day; null: until further notice. */
  until: Day | null
  /** Who was named to stand in; null: an administrator of each group. */
  deputyName: string | null
  /** Messages of today that others send. */
  moved: number
}

export const ownerContract = {
  /** Today's work of the calling group owner, in order of time. */
  'delivery.getQueue': {
    roles: everyStaff,
    input: v.object({}),
    /** `owner` is the caller's name, as colleagues know it; `colleagues` are who can stand in. */
    output: output<{
      date: Day
      owner: string
      items: QueueItem[]
      away: MyAway | null
      colleagues: { user: string; name: string }[]
    }>(),
  },
  /** The owner says: I have sent it. Counted as self-reported until somebody opens the card. */
  'delivery.confirm': { roles: everyStaff, input: v.object({ id }), output: output<{ item: QueueItem }>() },
  /** Not now: moves the beginning of the window by some minutes, never past its end. */
  'delivery.postpone': {
    roles: everyStaff,
    input: v.object({ id, minutes: postponeMinutes }),
    output: output<{ item: QueueItem }>(),
  },
  'delivery.skip': {
    roles: everyStaff,
    input: v.object({ id, reason: skipReason }),
    output: output<{ item: QueueItem }>(),
  },
  /** Takes a skip back while the window is open. */
  'delivery.unskip': { roles: everyStaff, input: v.object({ id }), output: output<{ item: QueueItem }>() },
  /**
   * The same for several rows at once, each with an answer of its own. `request` is made by the phone (32 hex digits) and kept until
   * answered: a repeat finds it in the rows and changes nothing twice.
   */
  'delivery.actOnMany': {
    roles: everyStaff,
    input: v.object({
      request: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
      ids: v.pipe(
        v.array(id),
        v.minLength(1, '选至少一个群'),
        v.maxLength(MOST_AT_ONCE, `一次最多 ${MOST_AT_ONCE} 个群`),
      ),
      act: ownerAct,
    }),
    output: output<{ results: ActResult[] }>(),
  },
  /** An owner's own message of today that was not heard comes back to the queue, where the node allows it (`mayResend`). */
  'delivery.sendAfterAll': { roles: everyStaff, input: v.object({ id }), output: output<{ id: string }>() },
  /**
   * The calling owner is away until a day (included), or back (null). Leaving gives what is open to the deputy, coming back takes
   * what has not begun; what is on the deputy's phone stays there, so that nothing is sent twice.
   */
  'delivery.setMyAway': {
    roles: everyStaff,
    input: v.object({ until: v.nullable(day), deputy: v.optional(v.nullable(userId), null) }),
    output: output<{ moved: number; stayed: number; back: number; kept: number }>(),
  },
} as const
