import './collections'
import { settle } from '../../kernel/settle'
import type { Store } from '../../kernel/store'
import { type Mark, standing, type Tie, type TieKind, tieIdOf, withMarks } from './ties'

export interface Sighting {
  kind: TieKind
  place: string
  externalUserid: string
  marks: readonly Mark[]
  /** ms; 0 when no look found it. */
  seenAt: number
}

export function newTie({ kind, place, externalUserid, marks, seenAt }: Sighting): Tie {
  const known = { marks: withMarks([], marks), seenAt }
  const _id = tieIdOf(kind, place, externalUserid)
  return { _id, schema: 1, kind, place, externalUserid, ...known, ...standing(known), revision: 1 }
}

/** What a sighting changes in a tie; null: it was known. */
export function afterSighting(tie: Tie, { marks, seenAt }: Pick<Sighting, 'marks' | 'seenAt'>) {
  const next = { marks: withMarks(tie.marks, marks), seenAt: Math.max(tie.seenAt, seenAt) }
  const same = JSON.stringify(next.marks) === JSON.stringify(tie.marks)
  // A later look is worth writing only where an earlier one had missed them.
  if (same && standing({ marks: tie.marks, seenAt: next.seenAt }).open === tie.open) return null
  return { ...next, ...standing(next), revision: tie.revision + 1 }
}

/** Puts marks into the set. Two wire calls, one when they were known. */
export function addMarks(store: Store, sighting: Sighting): Promise<boolean> {
  const id = tieIdOf(sighting.kind, sighting.place, sighting.externalUserid)
  return settle<'ties', boolean>(store, 'ties', id, (tie) => {
    if (tie === null) return { insert: newTie(sighting), answer: true }
    const change = afterSighting(tie, sighting)
    if (change === null) return { answer: false }
    return { guard: { _id: id, revision: tie.revision }, change, answer: true }
  })
}
