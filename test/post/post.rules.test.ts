import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  afterVerdict,
  type Decision,
  emptied,
  guiseOf,
  inboxOf,
  isOwnUpload,
  mayDecide,
  mayEdit,
  newPhoto,
  type PhotoCheck,
  type Post,
  placed,
  rewarded,
} from '../../src/features/post/rules'

const NOW = Date.parse('2026-11-23T01:00:00Z')

function post(checks: PhotoCheck[], change: Partial<Post> = {}): Post {
  return {
    ...{
      _id: 'm1:2026-11-23',
      schema: 1,
      memberId: 'm1',
      day: '2026-11-23',
      revision: 1,
      text: '早',
      textCheck: 'pass',
    },
    photos: checks.map((check, i) => ({ ...newPhoto(`f${i}`), check, traceId: check === 'unasked' ? null : `t${i}` })),
    ...{ state: 'checking', reason: null, decision: null, reward: null, trash: [], request: 'r', digest: 'd' },
    ...{ publishedAt: NOW, visibleAt: null, updatedAt: NOW },
    ...change,
  }
}

const decided = (verb: Decision['verb']): Decision => ({ verb, staffId: 's', name: '周宁', reason: '', at: NOW })

test('where a post stands follows from its words, its pictures and who decided', () => {
  const table: [PhotoCheck[], Partial<Post>, string, string | null][] = [
    [[], {}, 'visible', null],
    [['pass', 'pass'], {}, 'visible', null],
    [['pass', 'asked'], {}, 'checking', null],
    [['unasked'], {}, 'checking', null],
    [[], { textCheck: 'review' }, 'waiting', 'text_review'],
    [['asked'], { textCheck: 'review' }, 'checking', null],
    [['pass', 'review'], {}, 'waiting', 'photo_review'],
    [['risky', 'asked', 'review'], {}, 'hidden', 'photo_risky'],
    [['asked'], { reason: 'no_answer', state: 'waiting' }, 'waiting', 'no_answer'],
    [['asked'], { decision: decided('show') }, 'visible', null],
    [['pass'], { decision: decided('hide') }, 'hidden', 'staff'],
    [['pass'], { state: 'removed' }, 'removed', null],
  ]
  for (const [checks, change, state, reason] of table) {
    const { state: is, reason: why } = placed(post(checks, change), NOW)
    assert.deepEqual([is, why], [state, reason], JSON.stringify([checks, change]))
  }
  assert.equal(placed(post(['asked']), NOW, true).reason, 'no_answer')
})

test('staff show what waits and hide what is shown, and nobody shows what WeChat calls risky', () => {
  assert.ok(mayDecide(post(['review'], { state: 'waiting' }), 'show'))
  assert.ok(mayDecide(post([], { state: 'visible' }), 'hide'))
  assert.ok(mayDecide(post([], { state: 'hidden', decision: decided('hide') }), 'show'))
  assert.ok(!mayDecide(post(['risky'], { state: 'hidden' }), 'show'))
  assert.ok(!mayDecide(post(['asked']), 'show'))
  assert.ok(!mayDecide(post([], { state: 'removed' }), 'hide'))
  const shown = post(['asked'], { state: 'visible', decision: decided('show'), reward: { points: 5, step: 'given' } })
  const late = rewarded(afterVerdict(shown, 't0', 'risky', NOW), 5)
  assert.deepEqual([late.state, late.decision, late.reward?.step], ['hidden', null, 'recall'])
})

test('a reward is owed once, for being visible, and called back when the post is hidden', () => {
  const visible = rewarded(post([], { state: 'visible' }), 5)
  assert.deepEqual(visible.reward, { points: 5, step: 'owed' })
  assert.equal(rewarded(visible, 9), visible)
  assert.equal(rewarded(post([], { state: 'visible' }), 0).reward, null)
  assert.equal(rewarded(post(['asked']), 5).reward, null)
  const hidden = rewarded({ ...visible, state: 'hidden' }, 5)
  assert.equal(hidden.reward?.step, 'recall')
  assert.equal(rewarded({ ...hidden, state: 'visible' }, 5).reward?.step, 'recall')
})

test('a removed post holds nothing of its author, and nobody can name a file of somebody else', () => {
  const gone = emptied(post(['pass', 'asked'], { trash: ['old'] }))
  assert.deepEqual([gone.text, gone.photos, gone.trash], ['', [], ['old', 'f0', 'f1']])
  assert.equal(mayEdit(gone), false)
  const own = `cloud://env.bucket/${inboxOf('m1')}/a-1.jpg`
  assert.ok(isOwnUpload(own, 'm1'))
  for (const file of [own.replace('a-1.jpg', '../x.jpg'), own.replace('.jpg', '.exe'), 'cloud://e/posts/x/a.jpg', '']) {
    assert.equal(isOwnUpload(file, 'm1'), false, file)
  }
  assert.equal(isOwnUpload(own, 'm2'), false)
  assert.notDeepEqual(guiseOf('m1'), guiseOf('m2'))
})

type Step = { verdict: 'pass' | 'review' | 'risky'; of: number } | { staff: 'show' | 'hide' } | { giveUp: true }
const verdict = fc.record({ verdict: fc.constantFrom('pass', 'review', 'risky'), of: fc.nat(3) })
const steps = fc.array(
  fc.oneof(
    { arbitrary: verdict, weight: 5 },
    fc.record({ staff: fc.constantFrom('show', 'hide') }),
    fc.constant({ giveUp: true }),
  ),
  { maxLength: 12 },
) as fc.Arbitrary<Step[]>

test('whatever order events come in, nothing is visible before all pictures passed or a person looked', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom('pass' as const, 'review' as const),
      steps,
      (count, textCheck, all) => {
        let now = post(
          Array.from({ length: count }, () => 'asked'),
          { textCheck },
        )
        for (const step of all) {
          if ('verdict' in step) now = afterVerdict(now, `t${step.of}`, step.verdict, NOW)
          else if ('giveUp' in step) now = now.state === 'checking' ? placed(now, NOW, true) : now
          else if (mayDecide(now, step.staff)) now = placed({ ...now, decision: decided(step.staff) }, NOW)
          const risky = now.photos.some(({ check }) => check === 'risky')
          const passed = now.textCheck === 'pass' && now.photos.every(({ check }) => check === 'pass')
          if (now.state !== 'visible') continue
          assert.ok(!risky, 'risky and visible')
          assert.ok(passed || now.decision?.verb === 'show', 'visible, not passed, and nobody decided')
        }
      },
    ),
    { numRuns: 300 },
  )
})
