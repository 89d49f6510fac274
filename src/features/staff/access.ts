import './collections'
import type { Caller } from '../../context'
import { refuse } from '../../kernel/errors'
import type { Store } from '../../kernel/store'
import { headquarters } from './contract'

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

const HEADQUARTERS: readonly string[] = headquarters

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

/** Whether what belongs to a store is theirs to see; what belongs to none is headquarters' own. */
export function seesStore(scope: Scope | null, store: string | null): boolean {
  return scope === null || (store !== null && scope.stores.includes(store))
}
