import type { SendingRules } from '../delivery/sendingRules'
import { afterTaking, type Consents } from './consents'
import { dropReason, type Judged, judge, readied, sayingOrder } from './judge'
import type { MessageKind } from './kinds'
import { sayingAt } from './schedule'
import { intentText } from './text'

/** A wish that will be emitted at an instant (ms), or waits already. */
export interface Foreseen extends Judged {
  emittedAt: number
}

/** How a wish ends: said at `at` (ms), or dropped for a reason; whether the gate put it off on the way. */
export interface Ending {
  said: boolean
  at: number
  reason: string | null
  putOff: boolean
}

/** More often than this nothing is put off within its window. */
const LOOKS = 20

/**
 * What becomes of one member's wishes if WeChat takes whatever is handed to it: in order of the runs that would say them, each
 * asked by the sender's own rule with what the ones before it used of consents and caps.
 */
export function foretell(
  consents: Consents,
  wishes: readonly Foreseen[],
  kinds: ReadonlyMap<string, MessageKind>,
  rules: SendingRules,
): Map<string, Ending> {
  let doc = consents
  const endings = new Map<string, Ending>()
  const waiting = wishes.map((wish) => ({ wish, run: sayingAt(wish.dueAt, wish.emittedAt), looks: 0 }))
  for (;;) {
    waiting.sort((a, b) => a.run - b.run || sayingOrder(a.wish, b.wish))
    const next = waiting.shift()
    if (next === undefined) return endings
    const { wish, run, looks } = next
    const end = (said: boolean, reason: string | null) =>
      endings.set(wish._id, { said, at: run, reason, putOff: looks > 0 })
    const message = readied(kinds.get(wish.kind), wish.vars)
    if ('problem' in message) {
      end(false, message.problem)
      continue
    }
    const { verdict } = judge(doc, wish, message.templateId, rules, run)
    if (verdict.do === 'defer' && looks < LOOKS) {
      waiting.push({ wish: { ...wish, dueAt: verdict.until }, run: sayingAt(verdict.until, run), looks: looks + 1 })
    } else if (verdict.do === 'send') {
      if (doc.openid === null) end(false, intentText.badOpenid)
      else {
        doc = { ...doc, ...afterTaking(doc, { id: wish._id, kind: wish.kind, templateId: message.templateId }, run) }
        end(true, null)
      }
    } else end(false, verdict.do === 'defer' ? intentText.tooLate(null) : dropReason(verdict.reason, null))
  }
}
