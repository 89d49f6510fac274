import './collections'
import { refuse } from '../../kernel/errors'
import { settle } from '../../kernel/settle'
import type { Store } from '../../kernel/store'
import { type SendingRules, type SendingRulesDoc, USUAL_RULES, upcastRules } from './sendingRules'
import { refusalText } from './text'

/** What the brand has decided about sending; the usual rules until somebody decided. One wire call. */
export async function readSendingRules(store: Store): Promise<SendingRules> {
  return upcastRules(await store.get('sending_rules', 'brand'))
}

export async function readRulesDoc(store: Store): Promise<SendingRulesDoc> {
  const doc = await store.get('sending_rules', 'brand')
  return doc ? { ...doc, rules: upcastRules(doc) } : firstDoc()
}

/** Changes the rules as they were read at `revision`. The same change again, after a lost answer, is the same change. */
export function saveSendingRules(
  store: Store,
  { revision, rules, by, now }: { revision: number; rules: SendingRules; by: string; now: number },
): Promise<SendingRulesDoc> {
  return settle(store, 'sending_rules', 'brand', (found) => {
    const doc = found ?? firstDoc()
    const wanted: SendingRulesDoc = { _id: 'brand', schema: 1, revision: revision + 1, rules, by, at: now }
    if (doc.revision === revision + 1 && isSame(upcastRules(doc), upcastRules({ rules }))) return { answer: doc }
    if (doc.revision !== revision) return refuse('CHANGED_MEANWHILE', refusalText.rulesChanged)
    if (found === null) return { insert: wanted, answer: wanted }
    const { _id, ...change } = wanted
    return { guard: { _id, revision }, change, answer: wanted }
  })
}

function isSame(one: SendingRules, other: SendingRules): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function firstDoc(): SendingRulesDoc {
  return { _id: 'brand', schema: 1, revision: 0, rules: USUAL_RULES, by: '', at: 0 }
}
