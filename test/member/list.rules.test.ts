import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collections } from '../../cloudfunctions/platform/indexes'
import {
  fitsFilter,
  type MemberFilter,
  type MemberSort,
  SEEN,
  seenBounds,
  wayOf,
} from '../../src/features/member/listPlan'

const TODAY = '2026-12-09'
const nothing: MemberFilter = { code: '', tier: '', segment: '', channel: '', group: '', streak: 0, seen: '' }
const place = { byGroups: false, lowest: 'base' }

test('whatever is asked, accounts are read along an index that has the equal fields first and the order after them', () => {
  const indexes = collections.accounts?.indexes ?? []
  for (const seen of SEEN)
    for (const segment of ['', '老客'])
      for (const channel of ['', 'c_1'])
        for (const tier of ['', 'gold', 'base'])
          for (const sort of ['joined', 'seen'] as MemberSort[]) {
            const way = wayOf({ ...nothing, seen, segment, channel, tier }, sort, TODAY, place)
            assert.equal(way.kind, 'accounts')
            if (way.kind !== 'accounts') continue
            const wanted = [...Object.keys(way.equal), way.field, '_id'].join()
            const found = indexes.some(({ keys }) => keys.map(([field]) => field).join() === wanted)
            assert.ok(found, `no index for ${wanted}`)
          }
  assert.equal(wayOf({ ...nothing, code: '3F' }, 'seen', TODAY, place).kind, 'code')
  // The lowest tier is carried by nobody's account: its index would find none of them.
  assert.deepEqual(wayOf({ ...nothing, tier: 'base' }, 'joined', TODAY, place), {
    ...{ kind: 'accounts', field: 'createdAt', equal: {}, bounds: {} },
  })
  assert.equal(wayOf({ ...nothing, code: '3F' }, 'joined', TODAY, { ...place, byGroups: true }).kind, 'groups')
})

test('the spans of a last check-in meet without a gap and without an overlap', () => {
  const one = (lastDay: string | null) => ({
    ...{ _id: 'm3f9a01bc', tier: 'gold', segments: ['老客'], channel: null, streak: 3, lastDay },
  })
  const spans = (lastDay: string | null) =>
    SEEN.filter((seen) => seen !== '' && fitsFilter({ ...nothing, seen }, one(lastDay), TODAY))
  assert.deepEqual(spans('2026-12-09'), ['today', 'week', 'month'])
  assert.deepEqual(spans('2026-12-03'), ['week', 'month'])
  assert.deepEqual(spans('2026-12-02'), ['month', 'quiet'])
  assert.deepEqual(spans('2026-11-09'), ['quiet'])
  assert.deepEqual(spans('2026-11-08'), ['lost'])
  assert.deepEqual(spans(null), ['never'])
  assert.equal(seenBounds('never', TODAY), null)
  const fits = (change: Partial<MemberFilter>) => fitsFilter({ ...nothing, ...change }, one(TODAY), TODAY)
  assert.deepEqual(
    [{ code: '3F9' }, { code: '9' }, { tier: 'base' }, { segment: '老' }, { channel: 'c' }, { streak: 4 }].map(fits),
    [true, false, false, false, false, false],
  )
})
