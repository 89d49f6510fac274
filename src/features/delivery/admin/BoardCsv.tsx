import { ExportCsv } from '../../../admin/parts/ExportCsv'
import type { Board } from '../contract'
import { cellFileHeads, cellLines } from './cellRows'

/** The board's cells as a file, one line for each message. */
export function BoardCsv({ board, now }: { board: Board; now: number }) {
  return (
    <ExportCsv
      name={`拍子-${board.date}`}
      heads={cellFileHeads}
      rows={() => Promise.resolve(cellLines(board, null, now))}
      metrics={['planned', 'onTimeRate', 'late', 'missed', 'unconfirmed', 'skipped']}
    />
  )
}
