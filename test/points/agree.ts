import assert from 'node:assert/strict'
import { balancesOf, heldTotal, lotsTotal } from '../../src/features/points/account'
import { type Account, assets, type LedgerEntry } from '../../src/features/points/rules'

/** Everything that tells of a member's assets says the same. */
export function assertAgree(account: Account, ledger: readonly LedgerEntry[]): void {
  for (const asset of assets) {
    assert.equal(balancesOf(ledger)[asset], account.balances[asset], `Σ ledger of ${asset} is not the balance`)
    const open = account.balances[asset] - heldTotal(account, asset)
    assert.equal(lotsTotal(account, asset), open, `Σ lots of ${asset} is not balance − held`)
    assert.ok(account.balances[asset] >= 0)
  }
  assert.ok(account.lots.every(({ amount }) => amount > 0))
  for (const { lots, delta, _id } of ledger) {
    const touched = lots.reduce((sum, { amount }) => sum + amount, 0)
    assert.equal(touched, Math.abs(delta), `the lots of ${_id} are not its size`)
  }
}
