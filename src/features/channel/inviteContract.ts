import * as v from 'valibot'
import { output } from '../../kernel/rpc'
import { editors, everyStaff } from '../staff/contract'
import { CHANNEL_ID } from './rules'

/** A code that a member may hold their finger on. */
export interface InviteCode {
  /** Address of the picture; it can be read for a while. */
  picture: string
  /** Whom it adds or where it leads, when that is one; null: one of several. */
  name: string | null
}

export interface Invite {
  advisor: InviteCode | null
  group: InviteCode | null
  /** Chinese: why one is missing that there should be; null when nothing is. */
  why: string | null
}

/** What the brand decides about inviting in the mini-program. */
export interface Inviting {
  on: boolean
  /** Channel whose contact way stands in where somebody comes from nowhere in particular. */
  advisor: string | null
  /** The same of a join way. */
  group: string | null
}

export interface InvitingView extends Inviting {
  revision: number
  by: string | null
  at: number | null
}

const id = v.pipe(v.string(), v.regex(CHANNEL_ID, '渠道编号不对，请从列表里选'))

export const inviteMemberContract = {
  /**
   * The codes of the right channel: that of the launch, else the one that the member came by last, else the brand's. Never a condition for
   * anything, so it asks for no consent and writes nothing about the member.
   */
  'channel.invite': {
    roles: ['visitor'],
    input: v.object({ channel: v.optional(v.pipe(v.string(), v.maxLength(200)), '') }),
    output: output<Invite>(),
  },
} as const

export const inviteStaffContract = {
  'channel.inviting': { roles: everyStaff, input: v.object({}), output: output<InvitingView>() },
  /** `request` is kept by the page until answered. */
  'channel.setInviting': {
    roles: editors,
    input: v.object({
      request: v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/)),
      revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      on: v.boolean(),
      advisor: v.nullable(id),
      group: v.nullable(id),
    }),
    output: output<InvitingView>(),
  },
} as const
