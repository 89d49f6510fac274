import { dayOf } from '../../kernel/day'
import { gate, NOTHING_AGAINST, type Verdict } from '../delivery/gate'
import type { SendingRules } from '../delivery/sendingRules'
import { deliveryText } from '../delivery/text'
import { type Consents, creditsOf, roomsOf, unwantedBy } from './consents'
import { composed, type MessageKind } from './kinds'
import type { Intent } from './rules'
import { intentText } from './text'

/** What of a wish decides about it. */
export type Judged = Pick<Intent, '_id' | 'kind' | 'dueAt' | 'expiresAt' | 'vars'>

/** In which order one member's wishes are said in one run: what was due first takes first of consents and caps. */
export function sayingOrder(a: Pick<Intent, '_id' | 'dueAt'>, b: Pick<Intent, '_id' | 'dueAt'>): number {
  return a.dueAt - b.dueAt || (a._id < b._id ? -1 : 1)
}

/** The message as WeChat would get it; or why this kind of message goes to nobody, or not with these words (Chinese). */
export function readied(
  kind: MessageKind | undefined,
  vars: Judged['vars'],
): { templateId: string; page: string; data: { field: string; value: string }[] } | { problem: string } {
  if (kind === undefined) return { problem: intentText.unknownKind }
  if (!kind.active) return { problem: intentText.kindOff }
  const { templateId } = kind
  if (templateId === null) return { problem: intentText.noTemplate }
  const message = composed(kind, vars)
  return 'problem' in message ? message : { templateId, ...message }
}

/**
 * Asks the gate about one wish of one member at an instant (ms). A wish that holds its place from an earlier try is not counted
 * against itself. The sender and the dry run both decide by this function.
 */
export function judge(
  doc: Consents,
  { _id, kind, dueAt, expiresAt }: Judged,
  templateId: string,
  rules: SendingRules,
  now: number,
): { verdict: Verdict; isTaken: boolean } {
  const isTaken = doc.heard.some((each) => each.id === _id)
  const verdict = gate(
    { from: dueAt, until: expiresAt, date: dayOf(dueAt), late: 'skip', route: 'subscribe' },
    {
      ...NOTHING_AGAINST,
      now,
      unwanted: unwantedBy(doc, kind),
      quiet: [rules.quiet, doc.preferences.quiet],
      credits: isTaken ? 1 : creditsOf(doc, templateId),
      rooms: isTaken ? [] : roomsOf(doc, rules, now),
    },
  )
  return { verdict, isTaken }
}

/** Why a wish ends unsaid, as it is written down. @param before what had put it off */
export function dropReason(reason: string, before: string | null): string {
  return reason === deliveryText.windowOver ? intentText.tooLate(before) : reason
}
