import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Away, deputyOf, isAwayOn } from '../../src/features/delivery/absences'

const away: Away = new Map([
  ['xiaomei', { deputy: 'aling', until: '2026-11-23' }],
  ['left', { deputy: null, until: null }],
])

test('an absence counts to its last day and not for what is planned after it', () => {
  assert.equal(isAwayOn('xiaomei', '2026-11-23', away), true)
  assert.equal(isAwayOn('xiaomei', '2026-11-24', away), false)
  assert.equal(isAwayOn('left', '2027-11-24', away), true)
  assert.equal(isAwayOn('aling', '2026-11-23', away), false)
})

test('who was named stands in, else the first administrator who is there, else nobody', () => {
  assert.equal(deputyOf('xiaomei', ['dian'], away), 'aling')
  assert.equal(deputyOf('left', ['left', 'xiaomei', 'dian'], away), 'dian')
  assert.equal(deputyOf('left', ['xiaomei'], away), null)
})
