import './collections'
import { is, type Store } from '../../kernel/store'
import { memberCodeOf, memberIdRange } from './wallet'

const CODE = /^[0-9A-F]{8,24}$/

/** Whether something typed can be the code on a member's page. */
export function isMemberCode(typed: string): boolean {
  return CODE.test(plain(typed))
}

/** Codes of members that begin with what was typed, at most two: of more nobody can be meant. One read by `_id`. */
export async function findMemberCodes(store: Store, typed: string): Promise<string[]> {
  const { from, until } = memberIdRange(plain(typed))
  const found = await store.find('accounts', { _id: is.and(is.gte(from), is.lt(until)) }, { limit: 2, fields: ['_id'] })
  return found.map(({ _id }) => memberCodeOf(_id))
}

function plain(typed: string): string {
  return typed.replace(/\s/g, '').toUpperCase()
}
