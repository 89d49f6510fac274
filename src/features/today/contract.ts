import * as v from 'valibot'
import { type OutputOf, output } from '../../kernel/rpc'
import type { checkinContract } from '../checkin/contract'
import type { sopMemberContract } from '../sop/contract'

/** All that the page of today shows first. */
export interface TodayView {
  score: OutputOf<(typeof checkinContract)['checkin.getScore']>
  programme: OutputOf<(typeof sopMemberContract)['sop.getToday']>
}

export const todayContract = {
  /** One call for the page that is opened every day. The programme may be seconds old, the member's own part is not. */
  'today.get': {
    roles: ['visitor'],
    input: v.object({ group: v.optional(v.pipe(v.string(), v.maxLength(64))) }),
    output: output<TodayView>(),
  },
} as const
