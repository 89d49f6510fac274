import type { Caller } from '../../context'
import { refuse } from '../../kernel/errors'

export type StaffCaller = Extract<Caller, { kind: 'staff' }>

/** The calling member of staff; the roles of the contract have already demanded one. */
export function requireStaff(caller: Caller): StaffCaller {
  return caller.kind === 'staff' ? caller : refuse('UNAUTHENTICATED', '请先登录。')
}
