import type { Day } from '../../kernel/day'
import type { Consents } from '../intent/consents'
import { roomsOf, unwantedBy } from '../intent/consents'
import { type MemberBeat, toldUntil } from '../sop/memberBeats'
import { deadlineOf, gate } from './gate'
import { quotaLeft } from './quota'
import type { SendingRules } from './sendingRules'
import { singleText } from './singleText'

/**
 * What became of one member in a beat that goes to single customers: the ledger of who was in which task. A task is a row of `deliveries`
 * (one guide, one text); a ledger's row is one member of it.
 */
export interface SingleTold {
  /** `{beat}:{memberId}` */
  _id: string
  schema: 1
  beat: string
  sop: string
  version: number
  date: Day
  memberId: string
  /** `external_userid`, and the WeCom user id of the guide who is their friend; null without a link. */
  customer: string | null
  guide: string | null
  /** The delivery that it belongs to; null when it goes another way or not at all. */
  row: string | null
  /**
   * `assigned`: in the task `row`, whose state says how far it is. `sent`: WeCom delivered it. `fallback`: handed to the node's other
   * way (a subscribe message), which has its own ledger. `skipped`: not told, with the reason.
   */
  state: 'assigned' | 'sent' | 'fallback' | 'skipped'
  /** Chinese. */
  reason: string | null
  /** ms */
  updatedAt: number
}

/** Customers in one task (WD/92135). */
export const MOST_CUSTOMERS = 10_000
/** The switch of the member page that this kind of message obeys as well. */
export const SINGLE_KIND = 'sop.notice'

export function toldId(beat: string, memberId: string): string {
  return `${beat}:${memberId}`
}

/** Under which name a place of the member's caps is taken. */
export function placeOf(beat: string): string {
  return `single:${beat}`
}

/** The target of a task's row: no chat_id begins like this. */
export function singleTarget(guide: string, task: number): string {
  return `@${guide}.${task}`
}

export function isSingle({ route }: { route: string }): boolean {
  return route === 'single_task'
}

/** What is known of one member when a beat reaches them. */
export interface SingleFacts {
  now: number
  rules: SendingRules
  /** Customers of 企业微信 who are this member, with the guides who are their friends now, oldest friendship first. */
  links: readonly { externalUserid: string; guides: readonly string[] }[]
  /** Guides who cannot press 发送 at present. */
  away: ReadonlySet<string>
  consents: Consents
  /** Days of the messages that a customer got or is to get in the quota's period. */
  usesOf: (customer: string) => readonly Day[]
  /** Somebody with the same face is in this beat already. */
  isIn: (customer: string) => boolean
}

export type SingleVerdict =
  | { do: 'task'; guide: string; customer: string }
  | { do: 'defer'; until: number }
  /** `closed`: this way is not open to the member, another one may be. */
  | { do: 'skip'; reason: string; closed: boolean }

/**
 * Through whom a member is told, or why not: first whether there is a way (a friend who is there), then the one gate over window, wishes,
 * quiet hours, quota of the customer, caps and duplicates.
 */
export function singleVerdict(beat: MemberBeat, facts: SingleFacts): SingleVerdict {
  const { now, rules, links, away, consents } = facts
  const [way] = links.flatMap(({ externalUserid: customer, guides }) =>
    guides.filter((guide) => !away.has(guide)).map((guide) => ({ customer, guide })),
  )
  if (way === undefined) {
    return { do: 'skip', reason: links.length === 0 ? singleText.unlinked : singleText.guidesAway, closed: true }
  }
  const isTaken = consents.heard.some(({ id }) => id === placeOf(beat.beat))
  const left = quotaLeft(rules.quotaRule, beat.date, facts.usesOf(way.customer))
  const { from, until, date, node } = beat
  const verdict = gate(
    { from, until, date, late: node.late === 'send' ? 'send' : 'skip', route: 'single_task' },
    {
      now,
      paused: false,
      unwanted: unwantedBy(consents, SINGLE_KIND),
      quiet: [rules.quiet, consents.preferences.quiet],
      quotaLeft: left,
      credits: 0,
      rooms: isTaken ? [] : roomsOf(consents, rules, now),
      duplicate: facts.isIn(way.customer),
    },
  )
  if (verdict.do === 'send') return { do: 'task', ...way }
  if (verdict.do === 'defer') return verdict
  return { do: 'skip', reason: verdict.reason, closed: left <= 0 && now < toldUntil(beat) }
}

/** When the last of a beat's tasks is over (ms). */
export function singlesOver({ until, date, node }: Pick<MemberBeat, 'until' | 'date' | 'node'>): number {
  return deadlineOf({ until, date, late: node.late })
}
