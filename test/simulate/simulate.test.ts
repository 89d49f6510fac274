import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reportOf } from './report'
import { simulate } from './simulate'

test('two days of three groups, with cut connections and owners who forget: nothing doubled, nothing lost', async () => {
  const lived = await simulate({ days: 2, groups: 3, seed: 1 })
  const broken = lived.invariants.filter((each) => each.broken.length > 0)
  assert.deepEqual(broken, [], reportOf(lived).join('\n'))
  // Something happened at all, and something went wrong meanwhile.
  assert.ok(lived.rows.some(({ state, evidence }) => state === 'sent' && evidence === 'platform'))
  assert.ok(lived.promised.checkins > 0 && lived.promised.coupons > 0)
  assert.ok(Object.values(lived.counts.armed).reduce((sum, count) => sum + count, 0) > 10)
})
