import './collections'
import type { Doc } from '../../kernel/store'
import type { StaffView } from './contract'

/** A colleague as pages see them: neither password nor openid leaves the server. */
export function viewOf({ _id, name, roles, stores, wecomUserId, openid, active, password }: Doc<'staff'>): StaffView {
  return {
    id: _id,
    name,
    roles,
    stores,
    wecomUserId,
    bound: openid !== null,
    active,
    hasPassword: password !== null,
  }
}
