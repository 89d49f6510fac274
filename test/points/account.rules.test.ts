import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  applyMovements,
  balancesOf,
  joinLedger,
  lotsTotal,
  MAX_LOTS,
  newAccount,
} from '../../src/features/points/account'
import type { Account, Asset, Movement } from '../../src/features/points/rules'

const assets: Asset[] = ['points', 'growth', 'makeup_card']
const NOW = Date.UTC(2026, 10, 23, 1)

const movement = fc.record({
  asset: fc.constantFrom(...assets),
  delta: fc.integer({ min: -400, max: 400 }).filter((delta) => delta !== 0),
  expires: fc.oneof(
    fc.constant(null),
    fc
      .integer({ min: 0, max: 200 })
      .map((n) => `2027-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`),
  ),
})

function play(steps: readonly { asset: Asset; delta: number; expires: string | null }[]): Account {
  let account = newAccount('m1', NOW)
  steps.forEach((step, i) => {
    if (account.balances[step.asset] + step.delta < 0) return
    const wanted: Movement = { ...step, bizType: 'test', bizId: String(i), reason: '测试' }
    account = applyMovements(account, [wanted], NOW)
  })
  return account
}

test('lots, balance and ledger always say the same', () => {
  fc.assert(
    fc.property(fc.array(movement, { maxLength: 150 }), (steps) => {
      const account = play(steps)
      const ledger = joinLedger(account, [])
      for (const asset of assets) {
        assert.equal(lotsTotal(account, asset), account.balances[asset])
        assert.equal(balancesOf(ledger)[asset], account.balances[asset])
      }
      assert.equal(ledger.length, account.seq)
      assert.ok(account.lots.length <= MAX_LOTS)
      assert.ok(account.lots.every(({ amount }) => amount > 0))
    }),
  )
})

test('each entry remembers the balance after it and the lots it moved', () => {
  fc.assert(
    fc.property(fc.array(movement, { maxLength: 60 }), (steps) => {
      for (const entry of play(steps).outbox) {
        assert.equal(
          entry.lots.reduce((sum, lot) => sum + lot.amount, 0),
          Math.abs(entry.delta),
        )
        assert.ok(entry.balanceAfter >= 0)
      }
    }),
  )
})

test('an overdraft is impossible', () => {
  const rich = play([{ asset: 'points', delta: 10, expires: null }])
  const spend: Movement = { bizType: 'spend', bizId: '1', asset: 'points', delta: -11, expires: null, reason: '兑换' }
  assert.throws(() => applyMovements(rich, [spend], NOW), /would become -1/)
  assert.throws(() => applyMovements(rich, [{ ...spend, asset: 'growth', delta: -1 }], NOW), /would become -1/)
})

test('what expires first is spent first', () => {
  const account = play([
    { asset: 'points', delta: 5, expires: null },
    { asset: 'points', delta: 7, expires: '2027-03-01' },
    { asset: 'points', delta: 9, expires: '2027-01-01' },
  ])
  const after = applyMovements(
    account,
    [{ bizType: 'spend', bizId: '1', asset: 'points', delta: -12, expires: null, reason: '兑换' }],
    NOW,
  )
  assert.deepEqual(
    after.outbox.at(-1)?.lots.map(({ expires, amount }) => [expires, amount]),
    [
      ['2027-01-01', 9],
      ['2027-03-01', 3],
    ],
  )
})

test('when there are too many lots a member only gains days', () => {
  const many = Array.from({ length: MAX_LOTS + 6 }, (_, i) => ({
    asset: 'points' as const,
    delta: 1,
    expires: `2027-${String(Math.floor(i / 28) + 1).padStart(2, '0')}-${String((i % 28) + 1).padStart(2, '0')}`,
  }))
  const account = play(many)
  assert.equal(account.lots.length, MAX_LOTS)
  for (const day of ['2027-01-10', '2027-02-20', '2027-03-05']) {
    const valid = (lots: readonly { expires: string | null; amount: number }[]) =>
      lots.reduce((sum, lot) => (lot.expires === null || lot.expires >= day ? sum + lot.amount : sum), 0)
    assert.ok(valid(account.lots) >= valid(many.map(({ expires, delta }) => ({ expires, amount: delta }))))
  }
})

test('an entry that stands in the outbox and in the ledger counts once, one beyond the account not yet', () => {
  const account = play([
    { asset: 'points', delta: 5, expires: null },
    { asset: 'points', delta: 6, expires: null },
  ])
  const [first] = account.outbox
  assert.ok(first)
  const ledger = joinLedger(account, [first, { ...first, _id: 'later:1', seq: account.seq + 1 }])
  assert.deepEqual(
    ledger.map(({ seq }) => seq),
    [2, 1],
  )
  assert.deepEqual(joinLedger({ ...account, generation: 2, outbox: [] }, [first]), [])
})
