import { holds } from '../../kernel/condition'
import { factsOf } from './branching'
import type { Quota } from './definition'
import type { Given } from './model'

/** The quotas that an answer counts into. */
export function quotasOf(quotas: readonly Quota[], answers: readonly Given[]): Quota[] {
  const facts = factsOf(new Map(answers.map(({ question, answer }) => [question, answer])))
  return quotas.filter(({ when }) => holds(when, facts))
}

/** `survey_slots/{survey}:{round}`: places of all quotas of a survey in a round, and who has them. */
export interface Slots {
  _id: string
  schema: 1
  /** Guard of everything that is not one place taken. */
  seq: number
  survey: string
  slots: { quota: string; cap: number; left: number }[]
  /** `{quota}:{subject}`: a place is one subject's, however often they try. */
  takers: string[]
}

/** The document with a place for each of these quotas; raising a cap adds places, lowering it takes only free ones away. */
export function withQuotas(found: Slots | null, _id: string, quotas: readonly Quota[]): Slots {
  const survey = _id.slice(0, _id.indexOf(':'))
  const old = found ?? { _id, schema: 1 as const, seq: 0, survey, slots: [], takers: [] }
  const kept = old.slots.filter(({ quota }) => !quotas.some(({ key }) => key === quota))
  const slots = quotas.map(({ key, cap }) => {
    const taken = old.takers.filter((taker) => taker.startsWith(`${key}:`)).length
    return { quota: key, cap, left: Math.max(0, cap - taken) }
  })
  return { ...old, slots: [...slots, ...kept] }
}

/** The document after a subject took its places; `full`: the first quota without one; null: it has them all already. */
export function afterTaking(doc: Slots, quotas: readonly Quota[], subject: string): Slots | { full: Quota } | null {
  const missing = quotas.filter(({ key }) => !doc.takers.includes(`${key}:${subject}`))
  if (missing.length === 0) return null
  const full = missing.find(({ key }) => (doc.slots.find(({ quota }) => quota === key)?.left ?? 0) <= 0)
  if (full) return { full }
  return {
    ...doc,
    slots: doc.slots.map((slot) =>
      missing.some(({ key }) => key === slot.quota) ? { ...slot, left: slot.left - 1 } : slot,
    ),
    takers: [...doc.takers, ...missing.map(({ key }) => `${key}:${subject}`)],
  }
}
