import { hash64 } from '../../kernel/hash'
import { type Edition, readRules, type Subject, writeRules } from '../../kernel/ruleBook'
import type { Store } from '../../kernel/store'
import { type SendingRules, USUAL_RULES } from './sendingRules'

/** The brand's sending rules in the rule book; the usual ones until somebody decided, also for fields that came later. */
export const sendingSubject: Subject<SendingRules> = {
  id: 'sending',
  standard: USUAL_RULES,
  read: (stored) => ({ ...USUAL_RULES, ...(stored as Partial<SendingRules>) }),
}

/** What the brand has decided about sending, as it stands this moment: a change holds from the next message on. One wire call. */
export function readSendingRules(store: Store): Promise<SendingRules> {
  return readRules(store, sendingSubject)
}

/** Changes the rules as they were read at `revision`. The same change again, after a lost answer, is the same change. */
export function saveSendingRules(
  store: Store,
  { revision, rules, by, now }: { revision: number; rules: SendingRules; by: string; now: number },
): Promise<Edition<SendingRules>> {
  const request = hash64(JSON.stringify([revision, sendingSubject.read(rules)]))
  return writeRules(store, sendingSubject, { rules, revision, request, by }, now)
}
