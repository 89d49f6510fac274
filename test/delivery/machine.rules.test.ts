import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ALL_STATES,
  type DeliveryEvent,
  next,
  OPEN_STATES,
  RELEASED_STATES,
  statesBefore,
} from '../../src/features/delivery/machine'
import type { DeliveryState } from '../../src/features/delivery/rules'

/** Every transition there is, by name. */
const TRANSITIONS: [DeliveryState, DeliveryEvent, DeliveryState][] = [
  ['planned', 'claim', 'claimed'],
  ['planned', 'skip', 'skipped'],
  ['planned', 'window_over', 'missed'],
  ['planned', 'ask', 'unconfirmed'],
  ['claimed', 'task_created', 'task_created'],
  ['claimed', 'on_phone', 'awaiting_staff'],
  ['claimed', 'refused', 'skipped'],
  ['claimed', 'window_over', 'missed'],
  ['claimed', 'ask', 'unconfirmed'],
  ['task_created', 'on_phone', 'awaiting_staff'],
  ['task_created', 'sent', 'sent'],
  ['task_created', 'sent_late', 'late'],
  ['task_created', 'refused', 'skipped'],
  ['task_created', 'withdraw', 'skipped'],
  ['task_created', 'window_over', 'missed'],
  ['task_created', 'ask', 'unconfirmed'],
  ['awaiting_staff', 'sent', 'sent'],
  ['awaiting_staff', 'sent_late', 'late'],
  ['awaiting_staff', 'refused', 'skipped'],
  ['awaiting_staff', 'withdraw', 'skipped'],
  ['awaiting_staff', 'skip', 'skipped'],
  ['awaiting_staff', 'window_over', 'missed'],
  ['awaiting_staff', 'ask', 'unconfirmed'],
  ['skipped', 'unskip_before', 'planned'],
  ['skipped', 'unskip', 'awaiting_staff'],
  ['unconfirmed', 'resolve_sent', 'sent'],
  ['unconfirmed', 'resend', 'skipped'],
  ['unconfirmed', 'told_after', 'sent'],
  ['missed', 'told_after', 'sent'],
]
const EVENTS = [...new Set(TRANSITIONS.map(([, event]) => event))]

test('the machine has exactly these transitions', () => {
  const found: string[] = []
  for (const state of ALL_STATES) {
    for (const event of EVENTS) {
      const after = next(state, event)
      if (after !== null) found.push(`${state} ${event} ${after}`)
    }
  }
  assert.deepEqual(found.sort(), TRANSITIONS.map((transition) => transition.join(' ')).sort())
})

test('every state is reached from planned', () => {
  const reached = new Set<DeliveryState>(['planned'])
  for (let size = 0; size < reached.size; ) {
    size = reached.size
    for (const [from, , to] of TRANSITIONS) if (reached.has(from)) reached.add(to)
  }
  assert.deepEqual([...reached].sort(), [...ALL_STATES].sort())
})

test('sent and late are final, and only a person leaves missed or unconfirmed', () => {
  for (const state of ['sent', 'late'] as const) {
    assert.deepEqual(
      EVENTS.filter((event) => next(state, event) !== null),
      [],
    )
  }
  const from = (state: DeliveryState) => EVENTS.filter((event) => next(state, event) !== null)
  assert.deepEqual(from('missed'), ['told_after'])
  assert.deepEqual(from('unconfirmed'), ['resolve_sent', 'resend', 'told_after'])
})

test('every open state can end when the window is over', () => {
  assert.deepEqual(statesBefore('window_over').sort(), [...OPEN_STATES].sort())
  assert.deepEqual(statesBefore('ask').sort(), [...OPEN_STATES].sort())
})

test('what gives its place in the quota back never reached the group', () => {
  for (const state of RELEASED_STATES) assert.ok(!OPEN_STATES.includes(state) && state !== 'sent' && state !== 'late')
})
