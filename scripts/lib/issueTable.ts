import type { ImportIssue } from '../../src/features/sop/contract'

const levels: Record<ImportIssue['level'], string> = {
  error: '要改',
  later: '暂不发',
  check: '看一眼',
  tidied: '已整理',
}
/** Columns of the longest cell content that is shown. */
const WIDEST = 28

/** Import remarks by cell as a table for a terminal; a Chinese character takes two columns there. */
export function issueTable(issues: readonly ImportIssue[]): string {
  const rows = issues.map(({ sheet, cell, level, found, message, proposal }) => [
    `${sheet}!${cell}`,
    levels[level],
    shorten(found.replace(/\s+/g, ' ')),
    proposal === null || level === 'tidied' ? message : `${message}（建议：${shorten(proposal.replace(/\s+/g, ' '))}）`,
  ])
  const table = [['单元格', '', '现在的内容', '说明'], ...rows]
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => widthOf(row[column] ?? ''))))
  return table
    .map((row) =>
      row
        .map((text, column) => pad(text, widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function widthOf(text: string): number {
  return [...text].reduce(
    (sum, letter) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u.test(
        letter,
      )
        ? 2
        : 1),
    0,
  )
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

function shorten(text: string): string {
  let kept = ''
  for (const letter of text) {
    if (widthOf(kept + letter) > WIDEST - 1) return `${kept}…`
    kept += letter
  }
  return kept
}
