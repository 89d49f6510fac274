import * as v from 'valibot'
import { output } from '../../kernel/rpc'

/** The privacy guide that is in force; a member who agreed to an older one is asked again. */
export const PRIVACY_VERSION = 1

export interface MemberView {
  consented: boolean
  /** ms, or null before consent. */
  memberSince: number | null
  balance: number
  streak: number
  /** The WeChat identity is bound to a member of staff: show the entry of the send queue. */
  isStaff: boolean
}

export const memberContract = {
  'member.giveConsent': {
    roles: ['visitor'],
    input: v.object({ version: v.literal(PRIVACY_VERSION) }),
    output: output<{ memberSince: number }>(),
  },
  'member.getMe': { roles: ['visitor'], input: v.object({}), output: output<MemberView>() },
} as const
