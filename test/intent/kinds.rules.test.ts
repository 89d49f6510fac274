import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { standardBook } from '../../src/features/checkin/book'
import { reminderFor } from '../../src/features/checkin/remind'
import { dayRulesOf } from '../../src/features/checkin/rest'
import { checkInOn } from '../../src/features/checkin/rules'
import { wishOf } from '../../src/features/coupon/expiring'
import { noticeOf } from '../../src/features/delivery/notice'
import { openingWish } from '../../src/features/flash/remind'
import { composed, EXAMPLES, KINDS, templateProblem } from '../../src/features/intent/kinds'
import type { Wish } from '../../src/features/intent/rules'
import { newAccount } from '../../src/features/points/account'
import { templates } from '../../src/features/sop/templates/all'
import { wishOf as inviteWish } from '../../src/features/survey/invite'
import { TEMPLATES } from '../../src/features/survey/templates'
import { tierBook } from '../../src/features/tier/book'
import { warningOf } from '../../src/features/tier/warning'
import { startOf } from '../../src/kernel/day'

const DAY = '2026-11-30'
const now = startOf(DAY) + 36_000_000
const account = { ...newAccount('m1', now), consent: { version: 1, at: now } }

function streak(): Wish | null {
  const rules = dayRulesOf(standardBook, [])
  const checkin = ['2026-11-27', '2026-11-28', '2026-11-29'].reduce(
    (state, day) => checkInOn(state, day, rules),
    account.checkin,
  )
  const times = { now, endOfDay: startOf('2026-12-01') }
  return reminderFor({ ...account, checkin }, DAY, rules, times)
}

function coupon(): Wish {
  const value = { kind: 'exchange' as const, item: '', worthCents: 0 }
  const terms = { title: '花间柔雾气垫小样和卸妆油二选一的兑换券', value, usable: { weekdays: [], parts: [] } }
  return wishOf(
    { _id: 'b1:m1:1', memberId: 'm1', terms: { ...terms, stores: [], note: '' }, validTo: '2026-12-05' },
    now,
  )
}

function tier(): Wish | null {
  const id = tierBook.standard.tiers[1]?.id ?? ''
  const state = { id, since: '2026-01-01', until: '2026-12-31', byHand: false, gifts: [] }
  const round = { field: 'tier.until' as const, value: '2026-12-31', year: null }
  return warningOf({ ...account, tier: state }, round, tierBook.standard, now)
}

function flash(): Wish {
  const prize = { item: '气垫小样', worthCents: 0, note: '', stores: [], validDays: 7 }
  return openingWish('m1', { _id: 'f0123456789ab_20261204', title: '周五 9 点秒杀', prize, opensAt: now })
}

function column(): Wish {
  const [template] = templates
  const [first] = template?.nodes ?? []
  assert.ok(first)
  const node = { ...first, route: 'subscribe' as const, column: '护肤小课堂' }
  const beat = { beat: 'fuli:class:2026-11-30:0', version: 1, node, date: DAY, from: now, until: now + 1, joined: null }
  return noticeOf(account, beat, tierBook.standard, now)
}

function survey(): Wish {
  const [template] = TEMPLATES
  assert.ok(template)
  return inviteWish('preference', template.definition, '', 'm1', now)
}

const EMITTED: Record<string, () => Wish | null> = {
  'checkin.reminder': streak,
  'coupon.expiring': coupon,
  'tier.warning': tier,
  'flash.opening': flash,
  'sop.notice': column,
  'survey.invite': survey,
}

test('the kinds are those that somebody emits', () => {
  const ids = KINDS.map(({ _id }) => _id).sort()
  assert.deepEqual(ids, Object.keys(EMITTED).sort())
  assert.deepEqual(ids, Object.keys(EXAMPLES).sort())
})

for (const kind of KINDS) {
  test(`${kind.name}: what its emitter wishes is a message that WeChat takes, and it opens a page of ours`, () => {
    const wish = EMITTED[kind._id]?.()
    assert.ok(wish)
    assert.equal(wish.kind, kind._id)
    assert.deepEqual(Object.keys(wish.vars), Object.keys(EXAMPLES[kind._id] ?? {}))
    const message = composed(kind, wish.vars)
    assert.ok(!('problem' in message), JSON.stringify(message))
    // Every word that an operator may use in a template is one that the emitter fills in.
    assert.equal(templateProblem(kind), null)
    const every = {
      ...kind,
      fields: Object.keys(wish.vars).map((name, i) => ({ field: `thing${i + 1}`, text: `{${name}}` })),
    }
    assert.ok(!('problem' in composed(every, wish.vars)))
    assert.ok(pages().has(message.page.split('?')[0] ?? ''), message.page)
  })
}

/** As app.config.ts names them. It is no module of Node: `defineAppConfig` is the build's. */
function pages(): Set<string> {
  const config = readFileSync(join(__dirname, '../../src/app.config.ts'), 'utf8')
  const own = [...config.matchAll(/^ {4}'(features\/[\w/]+)',$/gm)].map(([, page]) => page ?? '')
  const parts = [...config.matchAll(/root: '([\w/]+)', pages: \['([\w/]+)'\]/g)].map(
    ([, root, page]) => `${root}/${page}`,
  )
  return new Set([...own, ...parts])
}
