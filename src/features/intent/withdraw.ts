import './collections'
import { type Decision, settle } from '../../kernel/settle'
import type { Store } from '../../kernel/store'
import { creditsOf } from './consents'

/**
 * WeChat says that a member no longer takes these templates: nothing is left of what was agreed. Late or twice it takes away a newer
 * consent at worst, which costs one message; keeping an old one would cost a refusal.
 */
export async function withdrawConsents(store: Store, memberId: string, templates: readonly string[]): Promise<void> {
  await settle(store, 'consents', memberId, (doc): Decision<'consents', null> => {
    if (doc === null || templates.every((id) => creditsOf(doc, id) === 0)) return { answer: null }
    const credits = doc.credits.map((one) => (templates.includes(one.templateId) ? { ...one, left: 0 } : one))
    return { guard: { _id: memberId, seq: doc.seq }, change: { credits, seq: doc.seq + 1 }, answer: null }
  })
}
