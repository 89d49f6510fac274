import * as v from 'valibot'
import { type Day, isDay } from '../../kernel/day'
import { output } from '../../kernel/rpc'
import { editors, everyStaff } from '../staff/contract'
import type { WelcomeState } from './welcomeRules'

/** What became of one new friend's welcome. */
export interface WelcomeView {
  id: string
  /** WeCom user id and name of the member of staff. */
  user: string
  staff: string
  /** As WeChat shows it; null when nobody asked. */
  customer: string | null
  externalUserid: string
  channel: string
  at: number
  state: WelcomeState
  /** A person has to greet. */
  missed: boolean
  reason: string | null
  text: string
  attachments: number
  sentAt: number | null
}

/** What newcomers would read, and what keeps it from being whole. */
export interface WelcomePreview {
  friend: { text: string; attachments: string[]; problems: string[] }
  group: { text: string; attachments: string[]; problems: string[] }
  /** What the owner of a group has to do, because WeCom lets nobody else do it. */
  howToPick: string
}

export interface GroupWelcomeView {
  sop: string
  version: number
  state: 'making' | 'ready' | 'refused' | 'unknown'
  text: string
  problems: string[]
  reason: string | null
  madeBy: string
  at: number
}

const sop = v.pipe(v.string(), v.minLength(1), v.maxLength(64))
const version = v.object({ sop, number: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(100_000)) })
const day = v.pipe(v.string(), v.check(isDay, '日期要写成 2026-11-23 这样'))

export const welcomeContract = {
  /** New friends of one day, newest first, at most 200; the totals are of all of that day. */
  'delivery.getWelcomes': {
    roles: everyStaff,
    input: v.object({ date: v.optional(day), only: v.optional(v.picklist(['all', 'missed']), 'all') }),
    output: output<{
      date: Day
      totals: { friends: number; sent: number; missed: number; none: number }
      items: WelcomeView[]
    }>(),
  },
  /** How the version's nodes of the moment of joining read as one message, to a friend and as a group's template. */
  'delivery.previewWelcome': { roles: everyStaff, input: version, output: output<WelcomePreview>() },
  /**
   * Makes the group welcome template of a version at WeCom, or brings the SOP's earlier template to it, so that owners who picked that
   * one need not pick again. `again` makes another one after a try that got no answer.
   */
  'delivery.makeGroupWelcome': {
    roles: editors,
    input: v.object({ ...version.entries, again: v.optional(v.boolean(), false) }),
    output: output<{ template: GroupWelcomeView; howToPick: string }>(),
  },
  'delivery.getGroupWelcomes': {
    roles: everyStaff,
    input: v.object({ sop }),
    output: output<{ templates: GroupWelcomeView[]; howToPick: string }>(),
  },
  'delivery.removeGroupWelcome': { roles: editors, input: version, output: output<{ removed: boolean }>() },
} as const
