import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { pressed } from '../../../admin/keys'
import { revealRow, useVirtualRows } from '../../../admin/parts/virtual'
import { CellEditor } from './CellEditor'
import { columnName, parseRef } from './cells'
import { cellId, type Fixes, type Mark, rowId } from './importing'
import { type SheetView, shownText } from './sheetView'

const ROW = 44
const HEAD = 26
const NUMBER_WIDTH = 44

export interface GridRows {
  /** Row numbers to show, in order. */
  rows: readonly number[]
  broken: ReadonlySet<string>
  leaveOut: ReadonlySet<string>
}

/** One sheet as the operator knows it, with every remark at its cell. Arrows move, Enter or a double click edits. */
export function SheetGrid({
  view,
  rows,
  marks,
  fixes,
  at,
  onMove,
  onEdit,
}: {
  view: SheetView
  rows: GridRows
  marks: ReadonlyMap<string, Mark>
  fixes: Fixes
  at: string | null
  onMove: (cell: string) => void
  onEdit: (cell: string, text: string) => void
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const [editing, setEditing] = useState<string | null>(null)
  const { first, end } = useVirtualRows(scroller, ROW, rows.rows.length)
  const template = `${NUMBER_WIDTH}px ${view.columns.map((column) => `${column.width}px`).join(' ')}`
  const current = at ?? `A${rows.rows[0] ?? 1}`

  useEffect(() => {
    const element = scroller.current
    if (!element || !at) return
    const { column, row } = parseRef(at)
    revealRow(element, rows.rows.indexOf(row), ROW, HEAD)
    const left = view.columns.slice(0, column).reduce((sum, one) => sum + one.width, 0)
    const width = view.columns[column]?.width ?? 0
    if (left < element.scrollLeft) element.scrollLeft = left
    else if (left + width + NUMBER_WIDTH > element.scrollLeft + element.clientWidth) {
      element.scrollLeft = left + width + NUMBER_WIDTH - element.clientWidth
    }
    requestAnimationFrame(() => {
      if (element.contains(document.activeElement)) focusCell(element, at)
    })
  }, [at, rows.rows, view.columns])

  function press(event: KeyboardEvent) {
    if (editing || event.nativeEvent.isComposing) return
    if (pressed(event.nativeEvent, 'editCell')) {
      event.preventDefault()
      setEditing(current)
      return
    }
    const next = moved(event.key, current, rows.rows, view.columns.length)
    if (!next) return
    event.preventDefault()
    onMove(next)
  }

  function finish(cell: string, text: string | null) {
    setEditing(null)
    if (text !== null) onEdit(cell, text)
    requestAnimationFrame(() => scroller.current && focusCell(scroller.current, cell))
  }

  return (
    <div className="sheet-scroll" ref={scroller}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the ARIA grid pattern on a real table
        role="grid"
        className="sheet-grid"
        aria-label={`工作表 ${view.name}`}
        aria-rowcount={view.lastRow + 1}
        aria-colcount={view.columns.length + 1}
        onKeyDown={press}
      >
        <thead>
          <tr className="sheet-head" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
            <th scope="col" aria-label="行号" />
            {view.columns.map((column) => (
              <th key={column.name} scope="col">
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody style={{ paddingTop: first * ROW, paddingBottom: (rows.rows.length - end) * ROW }}>
          {rows.rows.slice(first, end).map((row) => {
            const id = rowId(view.name, row)
            const broken = rows.broken.has(id)
            return (
              <tr
                key={row}
                className="sheet-row"
                aria-rowindex={row + 1}
                data-broken={broken && !rows.leaveOut.has(id)}
                data-left={broken && rows.leaveOut.has(id)}
                style={{ gridTemplateColumns: template }}
              >
                <th scope="row" className="sheet-number">
                  {row}
                </th>
                {cellsOf(view, row).map(({ ref, span }) => (
                  <SheetCell
                    key={ref}
                    view={view}
                    cell={ref}
                    span={span}
                    mark={marks.get(cellId(view.name, ref))}
                    fix={fixes[cellId(view.name, ref)]}
                    focusable={ref === current}
                    here={ref === at}
                    editing={ref === editing}
                    onFocus={() => onMove(ref)}
                    onStart={() => setEditing(ref)}
                    onDone={(text) => finish(ref, text)}
                  />
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function SheetCell({
  view,
  cell,
  span,
  mark,
  fix,
  focusable,
  here,
  editing,
  onFocus,
  onStart,
  onDone,
}: {
  view: SheetView
  cell: string
  span: number
  mark: Mark | undefined
  fix: string | undefined
  focusable: boolean
  here: boolean
  editing: boolean
  onFocus: () => void
  onStart: () => void
  onDone: (text: string | null) => void
}) {
  const found = view.cells.get(cell)
  const text = shownText(found)
  const issue = mark?.issues[0]
  const rewritten = fix ?? (mark?.level === 'tidied' ? (issue?.proposal ?? null) : null)
  const style: CSSProperties | undefined = span > 1 ? { gridColumn: `span ${span}` } : undefined
  const said = [`${cell}`, fix ?? text, issue?.message].filter(Boolean).join('，')
  return (
    <td
      data-cell={cell}
      className="sheet-cell"
      data-level={fix === undefined ? mark?.level : (mark?.level ?? 'fixed')}
      data-wide={span > 1}
      data-at={here}
      tabIndex={focusable ? 0 : -1}
      aria-label={said}
      style={style}
      onFocus={(event) => event.target === event.currentTarget && onFocus()}
      onDoubleClick={onStart}
    >
      {rewritten !== null && rewritten !== undefined ? (
        <>
          <s>{text || '空'}</s>
          <small data-new="true">{rewritten}</small>
        </>
      ) : (
        <>
          <span>{text || (view.covered.has(cell) ? <i>同上</i> : '')}</span>
          {issue && <small>{issue.message}</small>}
        </>
      )}
      {editing && <CellEditor text={fix ?? text} onDone={onDone} />}
    </td>
  )
}

/** The cells of a row with their widths; those under a merge of the same row are not drawn. */
function cellsOf(view: SheetView, row: number): { ref: string; span: number }[] {
  const cells: { ref: string; span: number }[] = []
  for (let column = 0; column < view.columns.length; ) {
    const ref = `${columnName(column)}${row}`
    const span = Math.min(view.wide.get(ref) ?? 1, view.columns.length - column)
    cells.push({ ref, span })
    column += span
  }
  return cells
}

function focusCell(element: HTMLElement, cell: string) {
  element.querySelector<HTMLElement>(`[data-cell="${cell}"]`)?.focus({ preventScroll: true })
}

function moved(key: string, at: string, rows: readonly number[], columns: number): string | null {
  const { column, row } = parseRef(at)
  const index = rows.indexOf(row)
  const to = (nextColumn: number, nextIndex: number) => {
    const clamped = rows[Math.max(0, Math.min(rows.length - 1, nextIndex))]
    return `${columnName(Math.max(0, Math.min(columns - 1, nextColumn)))}${clamped ?? row}`
  }
  switch (key) {
    case 'ArrowUp':
      return to(column, index - 1)
    case 'ArrowDown':
      return to(column, index + 1)
    case 'ArrowLeft':
      return to(column - 1, index)
    case 'ArrowRight':
      return to(column + 1, index)
    case 'PageDown':
      return to(column, index + 12)
    case 'PageUp':
      return to(column, index - 12)
    case 'Home':
      return to(0, index)
    case 'End':
      return to(columns - 1, index)
    default:
      return null
  }
}
