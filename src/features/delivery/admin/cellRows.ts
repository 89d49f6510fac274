import type { CsvCell } from '../../../admin/csv'
import { count, stamp } from '../../../admin/format'
import type { MetricId } from '../../../admin/metrics/metrics'
import type { ShownRow } from '../../../admin/parts/RowsDrawer'
import { hrefOf } from '../../../admin/place'
import { type Day, timeOf } from '../../../kernel/day'
import type { Board } from '../contract'
import {
  COUNTED,
  type Counted,
  type CountedCell,
  cellKey,
  cellsBehind,
  eachCell,
  minutesLate,
  stateName,
} from './board'

/** What the rows beside the board are of: one figure's messages, what was opened, or the timer. */
export type BoardRowsOf = Counted | 'opened' | 'ticks' | 'backlog'

/** The board with the rows of a number beside it. @param day null: today's */
export function rowsHref(rows: BoardRowsOf, day: Day | null): string {
  return hrefOf('/today', { d: day, rows })
}

export function isCounted(name: string | undefined): name is Counted {
  return COUNTED.some((one) => one === name)
}

const names: Record<Counted, { title: string; metrics: readonly MetricId[] }> = {
  onTime: { title: '准时发出的', metrics: ['onTime', 'onTimeRate'] },
  concluded: { title: '已有结论的', metrics: ['onTimeRate', 'onTime', 'late', 'missed'] },
  late: { title: '迟发的', metrics: ['late'] },
  missed: { title: '错过的', metrics: ['missed'] },
  planned: { title: '应发的', metrics: ['planned'] },
  due: { title: '已到点的', metrics: ['due'] },
  skipped: { title: '跳过的', metrics: ['skipped'] },
  groupTasks: { title: '走群发任务的', metrics: ['planned'] },
  staffTasks: { title: '走群主待办的', metrics: ['planned'] },
  sent: { title: '已发出的', metrics: ['sent'] },
  waiting: { title: '等群主确认的', metrics: ['waiting'] },
  overdue: { title: '等群主确认、晚了 10 分钟以上的', metrics: ['waiting'] },
  unconfirmed: { title: '待核实的', metrics: ['unconfirmed'] },
  byPlatform: { title: '企业微信回执的', metrics: ['sent'] },
  bySelf: { title: '群主自报的', metrics: ['sent'] },
  byOperator: { title: '人工核实的', metrics: ['sent'] },
}

export function titleOfRows(name: Counted, n: number): string {
  return `${names[name].title} ${count(n)} 条`
}

export function metricsOfRows(name: Counted): readonly MetricId[] {
  return names[name].metrics
}

export const cellHeads = ['时间', '群', '栏目', '状态', '说明']

/** Each row opens its cell. */
export function cellRows(board: Board, name: Counted, now: number, day: Day | null): ShownRow[] {
  return cellsBehind(board, name, now).map((one) => {
    const { group, beat, cell } = one
    const late = minutesLate(beat, cell, now)
    const cellHref = hrefOf('/today', { d: day, rows: name, cell: cellKey(group.chatId, beat.beat) })
    return {
      key: cell.id,
      cells: [
        timeOf(beat.from),
        { words: group.name, href: cellHref },
        beat.column,
        `${stateName(cell.state)}${late > 0 && cell.state !== 'missed' ? `，晚 ${late} 分` : ''}`,
        cell.reason ?? (cell.sentAt === null ? '' : `${timeOf(cell.sentAt)} 发出`),
      ],
    }
  })
}

export const cellFileHeads = [
  ...['日期', '群', '群主', '栏目', '内容类型', '时间', '路线', '状态'],
  ...['发出', '晚几分钟', '催办', '说明', '编号'],
]

/** The same for a file; all of the board without a name. */
export function cellLines(board: Board, name: Counted | null, now: number): CsvCell[][] {
  const lines: CsvCell[][] = []
  const add = ({ group, beat, cell }: CountedCell) =>
    lines.push([
      ...[board.date, group.name, group.ownerName, beat.column, beat.module, stamp(beat.from)],
      ...[cell.route === 'group_task' ? '群发任务' : '群主待办', stateName(cell.state)],
      ...[cell.sentAt === null ? null : stamp(cell.sentAt), minutesLate(beat, cell, now) || null, cell.reminders],
      ...[cell.reason, cell.id],
    ])
  if (name === null) eachCell(board, (group, beat, cell) => add({ group, beat, cell }))
  else for (const one of cellsBehind(board, name, now)) add(one)
  return lines
}
