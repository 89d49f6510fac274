import { Button, Segmented } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { isTyping, pressed } from '../../../admin/keys'
import type { ImportPreview } from '../contract'
import type { Grid } from '../grid'
import { CellBar } from './CellBar'
import { parseRef } from './cells'
import { IssueList } from './IssueList'
import { type CellAt, cellId, inReadingOrder, jump, marksOf, mendable, planOf, withProposals } from './importing'
import { SheetGrid } from './SheetGrid'
import { sheetView, shownText } from './sheetView'
import type { Import } from './useImport'

type Filter = 'all' | 'act' | 'tidied'

/** The sheet with every remark at its place; the list of remarks at the right. */
export function ImportCheck({ work, grid, preview }: { work: Import; grid: Grid; preview: ImportPreview }) {
  const [at, setAt] = useState<CellAt | null>(null)
  const [filter, setFilter] = useState<Filter>('all')
  const names = useMemo(() => grid.sheets.map((sheet) => sheet.name), [grid])
  const views = useMemo(() => new Map(grid.sheets.map((sheet) => [sheet.name, sheetView(sheet)])), [grid])
  const issues = useMemo(() => inReadingOrder(preview.issues, names), [preview, names])
  const marks = useMemo(() => marksOf(issues), [issues])
  const broken = useMemo(
    () => new Set(preview.rows.filter((row) => row.node === null).map((row) => `${row.sheet}!${row.row}`)),
    [preview],
  )
  const sheet = at?.sheet ?? names[0] ?? ''
  const view = views.get(sheet)
  const rows = useMemo(() => {
    if (!view) return []
    const all = Array.from({ length: view.lastRow }, (_, index) => index + 1)
    if (filter === 'all') return all
    const wanted = new Set(
      issues
        .filter(
          (one) => one.sheet === sheet && (filter === 'tidied') === (one.level === 'tidied') && one.level !== 'later',
        )
        .map((one) => parseRef(one.cell).row),
    )
    return all.filter((row) => wanted.has(row))
  }, [view, filter, issues, sheet])
  const go = (to: CellAt | null) => {
    if (!to) return
    setFilter('all')
    setAt(to)
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-cell="${to.cell}"]`)?.focus({ preventScroll: true }),
    )
  }
  useShortcuts((direction) => go(jump(issues, names, at, direction)), work.undo)
  if (!view) return null
  const plan = planOf(preview, work.leaveOut)
  const act = issues.filter((issue) => issue.level === 'error' || issue.level === 'check').length
  return (
    <div className="import">
      <section className="sheet" aria-label="表格">
        <div className="import-sum">
          <span>
            <b>{preview.counts.rows}</b> 行
          </span>
          <span className="jade">
            <b>{plan.rows}</b> 行可写入
          </span>
          {broken.size > 0 && (
            <span className="brick">
              <b>{broken.size}</b> 行有错{plan.left.length > 0 && `，其中 ${plan.left.length} 行不导`}
            </span>
          )}
          {preview.counts.later > 0 && (
            <span className="blue">
              <b>{preview.counts.later}</b> 行先留着
            </span>
          )}
          {preview.counts.tidied > 0 && (
            <span className="jade">
              <b>{preview.counts.tidied}</b> 格已替你理好
            </span>
          )}
          {work.judging && <span className="hint">正在重新检查</span>}
          <Segmented<Filter>
            size="small"
            className="end"
            value={filter}
            onChange={(value) => {
              setFilter(value)
              setAt({ sheet, cell: at?.cell ?? 'A1' })
            }}
            options={[
              { label: '全部', value: 'all' },
              { label: `要看 ${act}`, value: 'act' },
              { label: `改写 ${preview.counts.tidied}`, value: 'tidied' },
            ]}
          />
        </div>
        <CellBar
          at={at?.cell ?? null}
          text={at ? (work.fixes[cellId(sheet, at.cell)] ?? shownText(view.cells.get(at.cell))) : ''}
          formula={at ? view.cells.get(at.cell)?.formula : undefined}
          issue={at ? marks.get(cellId(sheet, at.cell))?.issues[0] : undefined}
          next={
            at
              ? (preview.rows.find((row) => row.sheet === sheet && row.row === parseRef(at.cell).row)?.nextDays ?? [])
              : []
          }
        />
        {rows.length === 0 ? (
          <p className="sheet-none">
            这张表里没有这样的行。
            <button type="button" className="linkish" onClick={() => setFilter('all')}>
              看全部
            </button>
          </p>
        ) : (
          <SheetGrid
            key={sheet}
            view={view}
            rows={{ rows, broken, leaveOut: work.leaveOut }}
            marks={marks}
            fixes={work.fixes}
            at={at?.cell ?? null}
            onMove={(cell) => setAt({ sheet, cell })}
            onEdit={(cell, text) => work.fix({ ...work.fixes, [cellId(sheet, cell)]: text })}
          />
        )}
        <footer className="sheet-foot">
          <div role="tablist" aria-label="工作表">
            {names.map((name) => {
              const errors = issues.filter((issue) => issue.sheet === name && issue.level === 'error').length
              return (
                <button
                  key={name}
                  type="button"
                  role="tab"
                  aria-selected={name === sheet}
                  onClick={() => setAt({ sheet: name, cell: 'A1' })}
                >
                  {name}
                  {errors > 0 && <b>{errors}</b>}
                </button>
              )
            })}
          </div>
          <span className="hint">
            双击或 ↵ 改一格 · F8 下一个 · ⌘Z 撤销
            <Button size="small" type="text" disabled={!work.canUndo} onClick={work.undo}>
              撤销
            </Button>
          </span>
        </footer>
      </section>
      <IssueList
        issues={issues}
        at={at}
        fixes={work.fixes}
        broken={broken}
        leaveOut={work.leaveOut}
        onGo={go}
        onMend={(issue) => work.fix(withProposals(work.fixes, [issue]))}
        onMendAll={() => work.fix(withProposals(work.fixes, mendable(issues)))}
        onUnfix={(id) => work.fix(Object.fromEntries(Object.entries(work.fixes).filter(([key]) => key !== id)))}
        onToggleRow={work.toggleRow}
        footer={
          <>
            <b>写入后：</b>新增 {plan.nodes} 个节点到新的草稿，不动线上。
            <small>
              {plan.left.length > 0 && `不导的 ${plan.left.length} 行仍在你的 Excel 里，改好可以再导。`}
              草稿发布前，什么都不会进群。
            </small>
          </>
        }
      />
    </div>
  )
}

function useShortcuts(go: (direction: 1 | -1) => void, undo: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = pressed(event, 'nextIssue') ? 1 : pressed(event, 'lastIssue') ? -1 : null
      if (step !== null) {
        event.preventDefault()
        go(step)
      }
      if (pressed(event, 'undoCell') && !isTyping(event.target)) {
        event.preventDefault()
        undo()
      }
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}
