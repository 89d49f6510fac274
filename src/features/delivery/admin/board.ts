import type { GlyphName } from '../../../admin/parts/glyphNames'
import { MINUTE, timeOf } from '../../../kernel/day'
import type { Board, BoardBeat, BoardCell } from '../contract'
import type { DeliveryState } from '../rules'

export type Group = Board['groups'][number]

const looks: Record<DeliveryState, GlyphName> = {
  planned: 'plan',
  claimed: 'plan',
  task_created: 'built',
  awaiting_staff: 'wait',
  sent: 'sent',
  late: 'late',
  missed: 'missed',
  skipped: 'skip',
  unconfirmed: 'verify',
}

const stateNames: Record<DeliveryState, string> = {
  planned: '计划',
  claimed: '正在交出',
  task_created: '已建任务',
  awaiting_staff: '待群主确认',
  sent: '已发送',
  late: '迟发',
  missed: '错过',
  skipped: '跳过',
  unconfirmed: '待核实',
}

export function cellKey(chatId: string, beat: string): string {
  return `${chatId}|${beat}`
}

/** A group task whose time has come waits for its owner like everything else. */
export function glyphOf(state: DeliveryState, late = 0): GlyphName {
  return state === 'task_created' && late > 0 ? 'wait' : looks[state]
}

/** Handed over, and nobody pressed yet. */
export function isWaiting(state: DeliveryState): boolean {
  return state === 'awaiting_staff' || state === 'task_created'
}

export function stateName(state: DeliveryState): string {
  return stateNames[state]
}

/** Whole minutes that a beat is behind its time: as the server counted them, or by its `now` while nobody confirmed. */
export function minutesLate(beat: BoardBeat, cell: BoardCell, now: number): number {
  if (cell.lateMinutes !== null) return cell.lateMinutes
  if (!isWaiting(cell.state) || now === 0) return 0
  return Math.max(0, Math.floor((now - beat.from) / MINUTE))
}

export interface CellView {
  glyph: GlyphName
  /** What stands beside the glyph. */
  words: string
  /** Waiting for the owner although its time has come. */
  overdue: boolean
  /** Read aloud: 福利群3，午间好物，11:00，待群主确认，晚 26 分。 */
  label: string
}

export function cellView(group: Group, beat: BoardBeat, cell: BoardCell, now: number): CellView {
  const late = minutesLate(beat, cell, now)
  const overdue = isWaiting(cell.state) && late > 0
  const parts = [group.name, beat.column, timeOf(beat.from), stateNames[cell.state]]
  if (cell.sentAt !== null && cell.state === 'sent') parts.push(timeOf(cell.sentAt))
  if (late > 0 && cell.state !== 'missed') parts.push(`晚 ${late} 分`)
  if (cell.reason) parts.push(cell.reason)
  return { glyph: glyphOf(cell.state, late), words: wordsOf(cell, late, overdue), overdue, label: parts.join('，') }
}

function wordsOf(cell: BoardCell, late: number, overdue: boolean): string {
  switch (cell.state) {
    case 'planned':
      return ''
    case 'claimed':
      return '交出中'
    case 'task_created':
      return overdue ? `晚 ${late} 分` : '已建'
    case 'awaiting_staff':
      return overdue ? `晚 ${late} 分` : '待确认'
    case 'sent':
      return cell.sentAt === null ? '已发' : timeOf(cell.sentAt)
    case 'late':
      return late > 0 ? `+${late} 分` : '迟发'
    default:
      return stateNames[cell.state]
  }
}

/** A beat that is not confirmed this many minutes after its time is something for the operator. */
export const OVERDUE_MINUTES = 10

/** Which messages a figure counts. The figures, and the rows behind each of them, are found by this alone. */
const counted = {
  onTime: (cell) => cell.state === 'sent',
  concluded: (cell) => cell.state === 'sent' || cell.state === 'late' || cell.state === 'missed',
  late: (cell) => cell.state === 'late',
  missed: (cell) => cell.state === 'missed',
  planned: (cell) => cell.state !== 'skipped',
  due: (cell, beat, now) => cell.state !== 'skipped' && beat.from <= now,
  skipped: (cell) => cell.state === 'skipped',
  groupTasks: (cell) => cell.state !== 'skipped' && cell.route === 'group_task',
  staffTasks: (cell) => cell.state !== 'skipped' && cell.route !== 'group_task',
  sent: (cell) => isOut(cell),
  waiting: (cell, beat, now) => isWaiting(cell.state) && beat.from <= now,
  overdue: (cell, beat, now) => isWaiting(cell.state) && minutesLate(beat, cell, now) >= OVERDUE_MINUTES,
  unconfirmed: (cell) => cell.state === 'unconfirmed',
  byPlatform: (cell) => isOut(cell) && cell.evidence === 'platform',
  bySelf: (cell) => isOut(cell) && cell.evidence === 'self',
  byOperator: (cell) => isOut(cell) && cell.evidence === 'operator',
} satisfies Record<string, (cell: BoardCell, beat: BoardBeat, now: number) => boolean>

export type Counted = keyof typeof counted
export const COUNTED = Object.keys(counted) as Counted[]

export type Figures = Record<Counted, number> & {
  checkins: number
  members: number
  opened: number
  answered: number
}

function isOut({ state }: BoardCell): boolean {
  return state === 'sent' || state === 'late'
}

/** The figures above the grid, counted from the cells that the grid shows, so that the two can never disagree. */
export function figuresOf(board: Board, now: number): Figures {
  const none = Object.fromEntries(COUNTED.map((name) => [name, 0])) as Record<Counted, number>
  const figures: Figures = {
    ...none,
    checkins: board.checkins,
    members: board.groups.reduce((sum, group) => sum + group.members, 0),
    opened: board.beats.reduce((sum, beat) => sum + beat.opened, 0),
    answered: board.beats.reduce((sum, beat) => sum + beat.answered, 0),
  }
  eachCell(board, (_group, beat, cell) => {
    for (const name of COUNTED) if (counted[name](cell, beat, now)) figures[name]++
  })
  return figures
}

export interface CountedCell {
  group: Group
  beat: BoardBeat
  cell: BoardCell
}

/** The messages behind one figure, in the order of the grid. */
export function cellsBehind(board: Board, name: Counted, now: number): CountedCell[] {
  const cells: CountedCell[] = []
  eachCell(board, (group, beat, cell) => {
    if (counted[name](cell, beat, now)) cells.push({ group, beat, cell })
  })
  return cells
}

/** Walks the cells in the order of the grid: group by group, beat by beat. */
export function eachCell(board: Board, visit: (group: Group, beat: BoardBeat, cell: BoardCell) => void): void {
  for (const group of board.groups) {
    for (const beat of board.beats) {
      const cell = board.cells[cellKey(group.chatId, beat.beat)]
      if (cell) visit(group, beat, cell)
    }
  }
}

export interface BeatSummary {
  total: number
  out: number
  routes: ('group_task' | 'staff_task')[]
  /** The look that most groups have; of two equally many, the worse one. */
  look: GlyphName
}

const WORST_FIRST: readonly GlyphName[] = ['missed', 'verify', 'wait', 'late', 'sent', 'built', 'plan', 'skip']

export function summaryOf(board: Board, beat: BoardBeat): BeatSummary {
  const summary: BeatSummary = { total: 0, out: 0, routes: [], look: 'skip' }
  const looked = new Map<GlyphName, number>()
  for (const group of board.groups) {
    const cell = board.cells[cellKey(group.chatId, beat.beat)]
    if (!cell) continue
    if (!summary.routes.includes(cell.route)) summary.routes.push(cell.route)
    looked.set(looks[cell.state], (looked.get(looks[cell.state]) ?? 0) + 1)
    if (cell.state === 'skipped') continue
    summary.total++
    if (cell.state === 'sent' || cell.state === 'late') summary.out++
  }
  summary.routes.sort()
  const most = Math.max(0, ...looked.values())
  summary.look = WORST_FIRST.find((look) => most > 0 && looked.get(look) === most) ?? 'skip'
  return summary
}

/** How many beats have begun: the line of now stands after them. */
export function begunBeats(beats: readonly BoardBeat[], now: number): number {
  return beats.filter((beat) => beat.from <= now).length
}

export function nextBeat(beats: readonly BoardBeat[], now: number): BoardBeat | null {
  return beats.find((beat) => beat.from > now) ?? null
}

/**
 * The same board with the groups' own names: what all of them begin with up to a separator (花间美妆·) is the brand, and in a
 * narrow row it would hide what tells one group from another.
 */
export function withShortNames(board: Board): Board {
  const prefix = sharedPrefix(board.groups.map((group) => group.name))
  if (prefix === 0) return board
  return { ...board, groups: board.groups.map((group) => ({ ...group, name: group.name.slice(prefix) })) }
}

/** Length of what all names begin with, up to and with its last separator; 0 for a single name. */
export function sharedPrefix(names: readonly string[]): number {
  const [first = '', ...others] = names
  if (others.length === 0) return 0
  let length = 0
  while (length < first.length && others.every((name) => name[length] === first[length])) length++
  const shared = first.slice(0, length)
  return Math.max(...['·', '・', '-', '—', '_', ' ', '｜', '|'].map((sign) => shared.lastIndexOf(sign) + 1))
}
