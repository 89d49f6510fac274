import './collections'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import { is } from '../../kernel/store'
import { ofThisLife } from '../person/lives'
import { type Claimed, observeClaims, observeUses, type Used } from '../person/steps'

/** A claim that a sweep finished, or a use that was drained late, carries an earlier time: so far back is read once more. */
const OVERLAP = 30 * MINUTE
const PAGE = 1000
const PAGES = 10

/** Up to which instants (ms) claims and uses were told. */
export interface ToldTo {
  claims: number
  uses: number
}

export function readToldTo({ claims, uses }: Record<string, unknown>): ToldTo {
  return { claims: typeof claims === 'number' ? claims : 0, uses: typeof uses === 'number' ? uses : 0 }
}

/**
 * Tells of the claims and uses since the last time. Claiming and redeeming know nothing of it and cost no call more; facts have natural keys, so
 * what is read twice is told once. Two wire calls when nothing happened.
 */
export async function tellOfCoupons(context: Context, from: ToldTo): Promise<ToldTo> {
  return { claims: await tellClaims(context, from.claims), uses: await tellUses(context, from.uses) }
}

async function tellClaims(context: Context, told: number): Promise<number> {
  let from = told - OVERLAP
  for (let page = 0; page < PAGES; page++) {
    const coupons = await context.store.find(
      'coupons',
      { claimedAt: is.gte(from) },
      { sort: [['claimedAt', 1]], limit: PAGE, fields: ['memberId', 'claimedAt', 'source'] },
    )
    const own = coupons.filter(({ source }) => source === 'claim' || source === 'exchange')
    const claims = own.map(({ memberId, claimedAt }): Claimed => ({ memberId, at: claimedAt }))
    await observeClaims(context, await ofThisLife(context.store, claims))
    if (coupons.length < PAGE) return context.now
    from = after(from, coupons.at(-1)?.claimedAt ?? from)
  }
  return from + OVERLAP
}

async function tellUses(context: Context, told: number): Promise<number> {
  let from = told - OVERLAP
  for (let page = 0; page < PAGES; page++) {
    const records = await context.store.find(
      'redemptions',
      { at: is.gte(from) },
      { sort: [['at', 1]], limit: PAGE, fields: ['coupon', 'useNo', 'kind', 'memberId', 'store', 'at', 'billCents'] },
    )
    const uses = records.map(({ _id: id, coupon, useNo, kind, memberId, store, at, billCents }): Used => {
      return { id, kind, of: `${coupon}:${useNo}`, memberId, store, at, billCents }
    })
    await observeUses(context, await ofThisLife(context.store, uses))
    if (records.length < PAGE) return context.now
    from = after(from, records.at(-1)?.at ?? from)
  }
  return from + OVERLAP
}

/** A page of a single instant would be read for ever. */
function after(from: number, last: number): number {
  return last > from ? last : from + 1
}
