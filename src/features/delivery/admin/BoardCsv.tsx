import type { CsvCell } from '../../../admin/csv'
import { stamp } from '../../../admin/format'
import { ExportCsv } from '../../../admin/parts/ExportCsv'
import type { Board } from '../contract'
import { eachCell, minutesLate, stateName } from './board'

const heads = [
  '日期',
  '群',
  '群主',
  '栏目',
  '内容类型',
  '时间',
  '路线',
  '状态',
  '发出',
  '晚几分钟',
  '催办',
  '说明',
  '编号',
]

/** The board's cells as a file, one line for each message. */
export function BoardCsv({ board, now }: { board: Board; now: number }) {
  return <ExportCsv name={`拍子-${board.date}`} heads={heads} rows={() => Promise.resolve(linesOf(board, now))} />
}

function linesOf(board: Board, now: number): CsvCell[][] {
  const lines: CsvCell[][] = []
  eachCell(board, (group, beat, cell) => {
    lines.push([
      ...[board.date, group.name, group.ownerName, beat.column, beat.module, stamp(beat.from)],
      ...[cell.route === 'group_task' ? '群发任务' : '群主待办', stateName(cell.state)],
      ...[cell.sentAt === null ? null : stamp(cell.sentAt), minutesLate(beat, cell, now) || null, cell.reminders],
      ...[cell.reason, cell.id],
    ])
  })
  return lines
}
