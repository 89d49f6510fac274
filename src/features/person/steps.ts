import type { Context } from '../../context'
import type { Job } from '../../kernel/due'
import { observe, type Where } from './identities'
import { ofThisLife } from './lives'
import { identityIdOf, type NewFact, PERSON_STEP } from './rules'

export const stepJob: Job<Context> = {
  kind: PERSON_STEP,
  async process({ payload: { step, memberId, at } }, context) {
    if (typeof memberId === 'string' && typeof at === 'number') {
      const first = step === 'back' ? ('back' as const) : ('checkin' as const)
      for (const told of await ofThisLife(context.store, [{ memberId, at }])) {
        await observe(context, [{ step: first, key: memberId, who: identityIdOf('wxa', memberId), at: told.at }])
      }
    }
    return 'done'
  },
}

export interface Claimed {
  memberId: string
  /** ms */
  at: number
}

/** First claims, oldest first: of one member the first that is told counts. */
export async function observeClaims(where: Where, claims: readonly Claimed[]): Promise<void> {
  const first = new Map<string, NewFact>()
  for (const { memberId, at } of claims) {
    if (!first.has(memberId)) {
      first.set(memberId, { step: 'claim', key: memberId, who: identityIdOf('wxa', memberId), at })
    }
  }
  await observe(where, [...first.values()])
}

export interface Used {
  /** Ledger id of the use at the counter, or of its taking back. */
  id: string
  kind: 'use' | 'undo'
  /** The use that was taken back. */
  of: string
  memberId: string
  store: string
  at: number
  billCents: number | null
}

/** Every use at the counter, and every use that was taken back. */
export async function observeUses(where: Where, uses: readonly Used[]): Promise<void> {
  await observe(
    where,
    uses.map(({ id, kind, of, memberId, store, at, billCents }) => ({
      ...{ step: 'redeem' as const, key: id, who: identityIdOf('wxa', memberId), at, store },
      ...(kind === 'undo' && { of: `redeem:${of}` }),
      ...(kind === 'use' && billCents !== null && { cents: billCents }),
    })),
  )
}
