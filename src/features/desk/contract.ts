import * as v from 'valibot'
import { output } from '../../kernel/rpc'
import { everyStaff } from '../staff/contract'

/** Something of the brand that fits what was typed; where it is opened is the page's business. */
export type DeskHit =
  | { kind: 'node'; sop: string; number: number; node: string; title: string; detail: string }
  | { kind: 'group' | 'coupon' | 'material' | 'colleague' | 'member'; id: string; title: string; detail: string }

/** How far a new brand has come; each part is read from what it is about, nothing is ticked off by hand. */
export interface DeskStart {
  /** The newest SOP, whether it speaks, and the version that is to be published; null without any. */
  sop: { sop: string; name: string; live: number; latest: number } | null
  groups: {
    count: number
    members: number
    owners: number /** ms; 0 before the first sync. */
    syncedAt: number
    names: string[]
  }
  /** Owners of groups who are colleagues with a bound phone, and the names of those who are not. */
  bound: {
    count: number
    missing: { user: string; name: string /** They are a colleague already, only without a phone. */; known: boolean }[]
  }
  checkedIn: boolean
}

/** What stands beside the menu; counts are of those who may act on them, 0 for others. */
export interface DeskMenu {
  brand: string
  /** Posts that wait for a look. */
  posts: number
  /** Invitations that wait for a decision. */
  referrals: number
  /** Events that nothing could be done with. */
  events: number
}

export const deskContract = {
  /** At most three counts along indexes. */
  'desk.getMenu': { roles: everyStaff, input: v.object({}), output: output<DeskMenu>() },
  /** Nodes, groups, coupons, materials, colleagues and a member by code; each as far as the caller may see it. */
  'desk.search': {
    roles: everyStaff,
    input: v.object({ words: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64, '最多 64 个字')) }),
    output: output<{ hits: DeskHit[] }>(),
  },
  'desk.getStart': { roles: everyStaff, input: v.object({}), output: output<DeskStart>() },
} as const
