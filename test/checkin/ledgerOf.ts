import { memberIdOf } from '../../cloudfunctions/platform/identity'
import type { Database } from '../../cloudfunctions/platform/sdk'
import { wxStore } from '../../cloudfunctions/platform/store'
import '../../src/features/points/collections'
import { upcast } from '../../src/features/points/account'
import { readLedger } from '../../src/features/points/ledger'
import type { Account, LedgerEntry } from '../../src/features/points/rules'
import type { RpcAnswer, World } from '../cloud/world'

const SECRET = 'test'

/** The data of an answer; a refusal fails the test with its code. */
export function settled(answer: RpcAnswer | undefined): unknown {
  if (!answer?.ok) throw new Error(answer ? `${answer.code}: ${answer.message}` : 'no answer')
  return answer.data
}

export function storeOf(world: World) {
  return wxStore(world.db as unknown as Database)
}

export async function accountOf(world: World, openid: string): Promise<Account | null> {
  const stored = await storeOf(world).get('accounts', memberIdOf(SECRET, openid))
  return stored && upcast(stored)
}

/** The whole ledger of a member, by the product's own reader. */
export async function ledgerOf(world: World, openid: string): Promise<LedgerEntry[]> {
  return (await readLedger(storeOf(world), memberIdOf(SECRET, openid), { limit: 1000 })).entries
}
