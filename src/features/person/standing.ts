import './collections'
import type { Store } from '../../kernel/store'
import type { Folded, Step } from './rules'

export interface Standing {
  /** Somebody of the brand's staff is their friend in 企业微信 now. */
  friend: boolean
  inGroup: boolean
  /** The channel they came by last. */
  channel: string | null
}

export const STRANGER: Standing = { friend: false, inGroup: false, channel: null }

/** How a person stands to the brand as it was folded last, some minutes ago at most. One wire call. */
export async function standingOf(store: Store, person: string): Promise<Standing> {
  const folded = await store.get('people', person)
  if (folded === null) return STRANGER
  return { friend: stands(folded, 'add'), inGroup: stands(folded, 'join'), channel: folded.last?.channel ?? null }
}

function stands({ steps, exits }: Folded, relation: Step): boolean {
  return steps.some(({ step }) => step === relation) && !exits.some(({ step }) => step === relation)
}
