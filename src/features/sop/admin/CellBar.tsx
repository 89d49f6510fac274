import { shortDay } from '../../../admin/format'
import type { ImportIssue } from '../contract'

/** The whole text of the chosen cell, as above a spreadsheet; what is said about it; when its row will be heard. */
export function CellBar({
  at,
  text,
  formula,
  issue,
  next,
}: {
  at: string | null
  text: string
  formula: string | undefined
  issue: ImportIssue | undefined
  next: readonly string[]
}) {
  if (!at) {
    return (
      <div className="cell-bar">
        <span className="cell-ref">—</span>
        <p>点一格看全文。砖红要改，琥珀看一眼，蓝先留着，绿已替你理好。</p>
      </div>
    )
  }
  return (
    <div className="cell-bar">
      <span className="cell-ref">{at}</span>
      <p>
        {text || '空'}
        {issue && <b data-level={issue.level}>{issue.message}</b>}
      </p>
      {formula && <code>={formula}</code>}
      {next.length > 0 && (
        <small>
          下次响{' '}
          {next
            .slice(0, 3)
            .map((day) => shortDay(day))
            .join('、')}
        </small>
      )}
    </div>
  )
}
