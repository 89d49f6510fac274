import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { ImportIssue } from '../contract'
import { parseRef } from './cells'
import { type CellAt, cellId, type Fixes, type Level, mendable, rowId } from './importing'

const kinds: Record<Level, { name: string; hint: string }> = {
  error: { name: '要改', hint: '改好或留下不导，才能写入' },
  check: { name: '看一眼', hint: '可以照样写入' },
  later: { name: '先留着', hint: '写进草稿，但还不会自动发' },
  tidied: { name: '已替你理好', hint: '写法统一了，意思没变' },
}

/** Rows of the list that are drawn at most per kind; the rest is counted. */
const SHOWN = 60

/** Every remark by cell, most serious kind first. A click leads to the cell. */
export function IssueList({
  issues,
  at,
  fixes,
  broken,
  leaveOut,
  footer,
  onGo,
  onMend,
  onMendAll,
  onUnfix,
  onToggleRow,
}: {
  /** In reading order. */
  issues: readonly ImportIssue[]
  at: CellAt | null
  fixes: Fixes
  broken: ReadonlySet<string>
  leaveOut: ReadonlySet<string>
  footer: ReactNode
  onGo: (at: CellAt) => void
  onMend: (issue: ImportIssue) => void
  onMendAll: () => void
  onUnfix: (cell: string) => void
  onToggleRow: (row: string) => void
}) {
  const errors = issues.filter((issue) => issue.level === 'error').length
  const mends = mendable(issues).length
  const fixed = Object.keys(fixes).length
  return (
    <aside className="issues" aria-label="检查结果">
      <header>
        <h2>{errors > 0 ? `${errors} 格要改` : '没有要改的格子'}</h2>
        {mends > 0 && (
          <Button size="small" onClick={onMendAll}>
            能改的全改 {mends}
          </Button>
        )}
      </header>
      <div className="issue-scroll">
        {(['error', 'check', 'later', 'tidied'] as const).map((level) => {
          const here = issues.filter((issue) => issue.level === level)
          if (here.length === 0) return null
          const rest = here[SHOWN]
          return (
            <section key={level} aria-label={kinds[level].name}>
              <h3 data-level={level}>
                <i /> <b>{kinds[level].name}</b> {here.length} <span>{kinds[level].hint}</span>
              </h3>
              <ul>
                {here.slice(0, SHOWN).map((issue) => (
                  <Issue
                    key={`${issue.sheet}!${issue.cell}:${issue.code}:${issue.message}`}
                    issue={issue}
                    here={at?.sheet === issue.sheet && at.cell === issue.cell}
                    broken={broken.has(rowId(issue.sheet, parseRef(issue.cell).row))}
                    left={leaveOut.has(rowId(issue.sheet, parseRef(issue.cell).row))}
                    onGo={onGo}
                    onMend={onMend}
                    onToggleRow={onToggleRow}
                  />
                ))}
                {rest && (
                  <li className="issue-rest">
                    「{rest.sheet}」第 {parseRef(rest.cell).row} 行起还有 {here.length - SHOWN} 格
                  </li>
                )}
              </ul>
            </section>
          )
        })}
        {fixed > 0 && (
          <section aria-label="你改过的">
            <h3 data-level="fixed">
              <i /> <b>你改过的</b> {fixed} <span>只改导入，不动你的 Excel</span>
            </h3>
            <ul>
              {Object.entries(fixes)
                .slice(0, SHOWN)
                .map(([id, text]) => (
                  <li key={id} className="issue-fixed">
                    <button type="button" onClick={() => onGo(splitId(id))}>
                      <span className="cell-ref">{splitId(id).cell}</span>
                      <span className="ellipsis">{text || '清空'}</span>
                    </button>
                    <button type="button" className="linkish" onClick={() => onUnfix(id)}>
                      还原
                    </button>
                  </li>
                ))}
            </ul>
          </section>
        )}
      </div>
      <footer>{footer}</footer>
    </aside>
  )
}

function Issue({
  issue,
  here,
  broken,
  left,
  onGo,
  onMend,
  onToggleRow,
}: {
  issue: ImportIssue
  here: boolean
  broken: boolean
  left: boolean
  onGo: (at: CellAt) => void
  onMend: (issue: ImportIssue) => void
  onToggleRow: (row: string) => void
}) {
  const row = parseRef(issue.cell).row
  return (
    <li data-here={here} data-issue={cellId(issue.sheet, issue.cell)}>
      <button type="button" className="issue-words" onClick={() => onGo({ sheet: issue.sheet, cell: issue.cell })}>
        <span className="cell-ref" data-level={issue.level}>
          {issue.cell}
        </span>
        <span>
          {issue.message}
          <small>{issue.sheet}</small>
        </span>
      </button>
      <span className="issue-actions">
        {issue.proposal !== null && issue.level !== 'tidied' && (
          <Button size="small" onClick={() => onMend(issue)} title={issue.proposal}>
            <span className="ellipsis">改成 {issue.proposal}</span>
          </Button>
        )}
        {issue.level === 'error' && broken && (
          <label>
            <input type="checkbox" checked={left} onChange={() => onToggleRow(rowId(issue.sheet, row))} /> 第 {row}{' '}
            行先不导
          </label>
        )}
      </span>
    </li>
  )
}

function splitId(id: string): CellAt {
  const cut = id.lastIndexOf('!')
  return { sheet: id.slice(0, cut), cell: id.slice(cut + 1) }
}
