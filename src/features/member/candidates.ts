import '../points/collections'
import { type Condition, is, type Store } from '../../kernel/store'
import { upcast } from '../points/account'
import type { Account } from '../points/rules'
import { memberIdRange } from '../points/wallet'
import type { AccountWay, MemberCursor } from './listPlan'

/** Accounts along an index, from a cursor on. At most two wire calls, each bounded by the index. */
export async function walkAccounts(
  store: Store,
  way: AccountWay,
  after: MemberCursor | null,
  limit: number,
): Promise<Account[]> {
  const { field } = way
  const sort = [
    [field, -1],
    ['_id', -1],
  ] as const
  const found: Account[] = []
  const take = async (where: Record<string, unknown>, room: number) => {
    const page = await store.find('accounts', { ...way.equal, ...where }, { sort, limit: room })
    found.push(...page.map(upcast))
  }
  // Two reads instead of one with "or": an index gives either of them in order, and nothing gives their union in order.
  if (after !== null) {
    const same = way.bounds === null || after.at === '' ? null : placeOf(field, after.at)
    await take({ [field]: same, _id: is.lt(after.id) }, limit)
    if (same === null || found.length >= limit) return found
  }
  await take({ [field]: boundsOf(way, after) }, limit - found.length)
  return found
}

/** The last part of the order by last check-in: those who never did. */
export const NEVER: MemberCursor = { at: '', id: 'n' }

function boundsOf({ field, bounds }: AccountWay, after: MemberCursor | null): Condition | null {
  if (bounds === null) return null
  const before = after === null ? [] : [is.lt(placeOf(field, after.at))]
  if (field === 'createdAt') return is.and(is.gte(0), ...before)
  const until = bounds.until === undefined ? [] : [is.lte(bounds.until)]
  return is.and(is.gte(bounds.from ?? ''), ...until, ...before)
}

function placeOf(field: AccountWay['field'], at: string): string | number {
  return field === 'createdAt' ? Number(at) : at
}

/** Where an account stands in an order. */
export function cursorOf(field: AccountWay['field'], account: Account): MemberCursor {
  return { at: String(field === 'createdAt' ? account.createdAt : (account.checkin.lastDay ?? '')), id: account._id }
}

/** Accounts whose codes begin so, in order of the code. One wire call. */
export async function accountsByCode(
  store: Store,
  code: string,
  after: MemberCursor | null,
  limit: number,
): Promise<Account[]> {
  const { from, until } = memberIdRange(code)
  const begin = after === null ? is.gte(from) : is.gt(after.id)
  const found = await store.find('accounts', { _id: is.and(begin, is.lt(until)) }, { sort: [['_id', 1]], limit })
  return found.map(upcast)
}
