import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  begunBeats,
  cellKey,
  cellView,
  figuresOf,
  minutesLate,
  nextBeat,
  summaryOf,
} from '../../src/features/delivery/admin/board'
import { healthOf, slowRun } from '../../src/features/delivery/admin/health'
import { historyOf } from '../../src/features/delivery/admin/history'
import { pressing, remindersFor, type Todo, todosOf } from '../../src/features/delivery/admin/todos'
import type { Board } from '../../src/features/delivery/contract'
import { MINUTE } from '../../src/kernel/day'
import { cannedBoard, cannedNow } from './canned/board'

const board = cannedBoard()

function cellAt(group: number, beat: number) {
  const theGroup = board.groups[group]
  const theBeat = board.beats[beat]
  assert.ok(theGroup && theBeat)
  const cell = board.cells[cellKey(theGroup.chatId, theBeat.beat)]
  assert.ok(cell)
  return { group: theGroup, beat: theBeat, cell }
}

test('the figures are counted from the cells: 19 of 22 concluded beats were on time', () => {
  const figures = figuresOf(board, cannedNow)
  assert.deepEqual(
    {
      onTime: figures.onTime,
      concluded: figures.concluded,
      late: figures.late,
      missed: figures.missed,
      planned: figures.planned,
      due: figures.due,
      skipped: figures.skipped,
      sent: figures.sent,
      waiting: figures.waiting,
    },
    { onTime: 19, concluded: 22, late: 2, missed: 1, planned: 53, due: 27, skipped: 1, sent: 21, waiting: 3 },
  )
  assert.equal(figures.groupTasks + figures.staffTasks, figures.planned)
  assert.equal(figures.byPlatform + figures.bySelf + figures.byOperator, figures.sent)
  assert.equal(figures.members, 3912)
})

test('a beat without an answer from its owner counts its minutes from the server clock, and only while it waits', () => {
  const waiting = { ...cellAt(0, 2).cell, state: 'awaiting_staff' as const, lateMinutes: null }
  const beat = cellAt(0, 2).beat
  assert.equal(minutesLate(beat, waiting, beat.from + 26 * MINUTE + 59_000), 26)
  assert.equal(minutesLate(beat, waiting, beat.from - MINUTE), 0)
  assert.equal(minutesLate(beat, waiting, 0), 0)
  assert.equal(minutesLate(beat, { ...waiting, state: 'task_created' }, beat.from + 5 * MINUTE), 5)
  assert.equal(minutesLate(beat, { ...waiting, state: 'planned' }, beat.from + 5 * MINUTE), 0)
})

test('a cell reads aloud as group, column, time, state and lateness', () => {
  const { group, beat, cell } = cellAt(2, 2)
  const view = cellView(group, beat, cell, cannedNow)
  assert.equal(view.label, '福利群3，午间好物，11:00，待群主确认，晚 26 分')
  assert.equal(view.words, '晚 26 分')
  assert.equal(view.overdue, true)
  const missed = cellAt(6, 0)
  assert.equal(cellView(missed.group, missed.beat, missed.cell, cannedNow).words, '错过')
  const planned = cellAt(0, 5)
  assert.equal(cellView(planned.group, planned.beat, planned.cell, cannedNow).label, '福利群1，九点秒杀，21:00，计划')
})

test('what needs a person stands unconfirmed first, then overdue, missed, and what only went out late', () => {
  const todos = todosOf(board, cannedNow)
  assert.deepEqual(
    todos.map((todo) => `${todo.kind} ${todo.group.name} ${todo.beat.column}`),
    [
      'verify 福利群2 话题讨论',
      'verify 福利群8 午间好物',
      'wait 福利群3 午间好物',
      'wait 福利群5 午间好物',
      'wait 福利群7 午间好物',
      'missed 福利群7 打卡签到',
      'late 福利群4 打卡签到',
      'late 福利群6 话题讨论',
    ],
  )
  assert.equal(pressing(todos), 6)
})

test('a beat that waits less than ten minutes is nobody’s business yet', () => {
  const { beat, group, cell } = cellAt(0, 2)
  const key = cellKey(group.chatId, beat.beat)
  const waiting: Board = {
    ...board,
    cells: { [key]: { ...cell, state: 'awaiting_staff', lateMinutes: null, sentAt: null } },
  }
  assert.equal(todosOf(waiting, beat.from + 9 * MINUTE).length, 0)
  assert.equal(todosOf(waiting, beat.from + 10 * MINUTE).length, 1)
})

test('reminding all reminds the owner of a group task once, whatever the number of groups', () => {
  const { beat, cell } = cellAt(0, 2)
  const waiting = (index: number, route: 'group_task' | 'staff_task', owner: string): Todo => {
    const group = { ...cellAt(index, 2).group, owner }
    return { kind: 'wait', id: `${index}`, group, beat, cell: { ...cell, route, reminders: 0 }, late: 12 }
  }
  const todos = [
    waiting(0, 'group_task', 'a'),
    waiting(1, 'group_task', 'a'),
    waiting(2, 'group_task', 'b'),
    waiting(3, 'staff_task', 'a'),
    waiting(4, 'staff_task', 'a'),
  ]
  assert.deepEqual(
    remindersFor(todos).map((todo) => todo.id),
    ['0', '2', '3', '4'],
  )
})

test('a column of the board sums up its groups without the skipped ones', () => {
  const [daka, , goods, game] = board.beats
  assert.ok(daka && goods && game)
  assert.deepEqual(summaryOf(board, daka), { total: 9, out: 8, routes: ['staff_task'], look: 'sent' })
  assert.equal(summaryOf(board, goods).out, 5)
  assert.deepEqual(summaryOf(board, game), { total: 8, out: 0, routes: ['group_task'], look: 'built' })
  assert.equal(summaryOf({ ...board, groups: [] }, daka).look, 'skip')
})

test('the line of now stands after the beats that began, and a beat that begins now has begun', () => {
  assert.equal(begunBeats(board.beats, cannedNow), 3)
  const first = board.beats[0]
  assert.ok(first)
  assert.equal(begunBeats(board.beats, first.from), 1)
  assert.equal(nextBeat(board.beats, cannedNow)?.column, '游戏互动')
  assert.equal(nextBeat(board.beats, cannedNow + 12 * 60 * MINUTE), null)
})

test('the timer is fine, behind, silent or new', () => {
  const tick = board.tick
  assert.equal(healthOf(tick, cannedNow).state, 'fine')
  assert.equal(healthOf({ ...tick, oldestDueAt: cannedNow - 11 * MINUTE }, cannedNow).state, 'behind')
  assert.equal(healthOf({ ...tick, lastRunAt: cannedNow - 12 * MINUTE }, cannedNow).state, 'silent')
  assert.equal(healthOf({ ...tick, lastRunAt: null }, cannedNow).state, 'never')
  assert.equal(slowRun([]), null)
  assert.equal(slowRun([{ at: 1, ms: 5, done: 0 }]), 5)
})

test('the history of a message tells only what its row knows, and what is still ahead', () => {
  const waiting = cellAt(2, 2)
  assert.deepEqual(
    historyOf(waiting.beat, waiting.cell).map((moment) => [moment.at, moment.words, moment.ahead]),
    [
      ['11:00', '计划', false],
      [null, '已进群主待办', false],
      [null, '已催办 1 次', false],
      [null, '群主确认', true],
    ],
  )
  const sent = cellAt(1, 0)
  const last = historyOf(sent.beat, sent.cell).at(-1)
  assert.deepEqual([last?.at, last?.words, last?.detail], ['09:01', '已发送', '群主自报'])
})
