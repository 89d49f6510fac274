import './collections'
import type { Caller } from '../../context'
import { refuse } from '../../kernel/errors'
import type { Store } from '../../kernel/store'

export type StaffCaller = Extract<Caller, { kind: 'staff' }>

/** The calling member of staff; the roles of the contract have already demanded one. */
export function requireStaff(caller: Caller): StaffCaller {
  return caller.kind === 'staff' ? caller : refuse('UNAUTHENTICATED', '请先登录。')
}

/** Whose groups somebody of a store may see: WeCom user ids of the owners. */
export interface Scope {
  owners: readonly string[]
  /** Stores of the caller. */
  stores: readonly string[]
}

/** Those who see the whole brand; everybody else works in stores. */
const HEADQUARTERS: readonly string[] = ['owner', 'operator', 'reviewer', 'viewer']

/** Null for headquarters, without a read. For the others one read: themselves and who works in their stores. */
export async function scopeOf(store: Store, caller: Caller): Promise<Scope | null> {
  const { roles, stores, wecomUserId } = requireStaff(caller)
  if (roles.some((role) => HEADQUARTERS.includes(role))) return null
  const own = wecomUserId === null ? [] : [wecomUserId]
  // A guide answers for the own groups; who manages a store answers for all of it.
  if (!roles.includes('store_manager') || stores.length === 0) return { owners: own, stores }
  const colleagues = await store.find('staff', {}, { limit: 1000, fields: ['wecomUserId', 'stores'] })
  const theirs = colleagues.flatMap(({ wecomUserId: user, stores: of }) =>
    user !== null && of.some((one) => stores.includes(one)) ? [user] : [],
  )
  return { owners: [...new Set([...own, ...theirs])], stores }
}
