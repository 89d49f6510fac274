import type { ClipboardEvent } from 'react'
import { Icon } from '../parts/Icon'
import type { PasteProblem } from './paste'
import { gridOf } from './tsv'

/** Hands on a block of cells that comes from a spreadsheet; a word of one cell goes into the field as ever. */
export function onPastedGrid(take: (grid: string[][]) => void) {
  return (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain')
    const grid = gridOf(text)
    if (grid.length === 1 && (grid[0]?.length ?? 0) === 1) return
    event.preventDefault()
    take(grid)
  }
}

/** What of a pasted block was left out, cell by cell. */
export function PasteNotes({ taken, problems }: { taken: number; problems: readonly PasteProblem[] }) {
  return (
    <div className="note" data-kind={problems.length > 0 ? 'amber' : 'jade'} role="status">
      <Icon name={problems.length > 0 ? 'warn' : 'check'} size={14} />
      <div>
        粘贴了 {taken} 格{problems.length > 0 && `，${problems.length} 格没有收：`}
        {problems.slice(0, 12).map(({ cell, said, why }) => (
          <p key={cell}>
            <b>{cell}</b> {said && `「${said.slice(0, 20)}」`}
            {why}
          </p>
        ))}
        {problems.length > 12 && <p>还有 {problems.length - 12} 格。</p>}
      </div>
    </div>
  )
}
