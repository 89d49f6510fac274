import type { Board, BoardBeat, BoardCell } from '../contract'
import { eachCell, type Group, isWaiting, minutesLate, OVERDUE_MINUTES } from './board'

export type TodoKind = 'verify' | 'wait' | 'missed' | 'late'

export interface Todo {
  kind: TodoKind
  id: string
  group: Group
  beat: BoardBeat
  cell: BoardCell
  late: number
}

const KINDS: readonly TodoKind[] = ['verify', 'wait', 'missed', 'late']

/** What needs a person, most pressing kind first, the oldest beat first within a kind. */
export function todosOf(board: Board, now: number): Todo[] {
  const todos: Todo[] = []
  eachCell(board, (group, beat, cell) => {
    const late = minutesLate(beat, cell, now)
    const kind = todoKind(cell, late)
    if (kind) todos.push({ kind, id: cell.id, group, beat, cell, late })
  })
  return todos.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.beat.from - b.beat.from)
}

function todoKind(cell: BoardCell, late: number): TodoKind | null {
  if (cell.state === 'unconfirmed') return 'verify'
  if (cell.state === 'missed') return 'missed'
  if (cell.state === 'late') return 'late'
  return isWaiting(cell.state) && late >= OVERDUE_MINUTES ? 'wait' : null
}

/** One reminder is heard for all groups of a group task, so of those with the same owner and beat one is enough. */
export function remindersFor(todos: readonly Todo[]): Todo[] {
  const heard = new Set<string>()
  return todos.filter((todo) => {
    if (todo.kind !== 'wait' || todo.cell.reminders > 0) return false
    if (todo.cell.route === 'staff_task') return true
    const task = `${todo.group.owner}|${todo.beat.beat}`
    return !heard.has(task) && heard.add(task) !== undefined
  })
}

/** How many of them a person should act on: what went out late is only told. */
export function pressing(todos: readonly Todo[]): number {
  return todos.filter((todo) => todo.kind !== 'late').length
}
