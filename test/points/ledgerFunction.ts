import { openDatabase } from '../../cloudfunctions/platform/sdk'
import { wxStore } from '../../cloudfunctions/platform/store'
import { activatePending } from '../../src/features/points/change'
import { correct, reverse } from '../../src/features/points/counter'
import { commit, reserve, voidHold } from '../../src/features/points/holds'
import { award, refund, spend } from '../../src/features/points/operations'
import { machineNow } from '../../src/kernel/clock'
import { Refusal } from '../../src/kernel/errors'
import type { Store } from '../../src/kernel/store'

type Operation = (store: Store, memberId: string, request: never, now: number) => Promise<unknown>

const operations: Record<string, Operation> = {
  award,
  spend,
  refund,
  reserve,
  commit,
  voidHold,
  reverse,
  correct,
  activatePending: (store, memberId, _request, now) => activatePending(store, memberId, now),
}

/** A cloud function for tests: one operation of the ledger per invocation, as a feature's handler would call it. */
export async function main(event: { method: string; input: { memberId: string; request: unknown } }) {
  const { memberId, request } = event.input
  try {
    const operate = operations[event.method]
    if (!operate) throw new Error(`no operation ${event.method}`)
    return { ok: true, data: await operate(wxStore(openDatabase()), memberId, request as never, machineNow()) }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, code: error.code, message: error.message }
    throw error
  }
}
