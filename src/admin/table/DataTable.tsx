// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by themselves cannot stand in a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus for its rows and cells
// biome-ignore-all lint/a11y/useKeyWithClickEvents: keys belong to the grid
// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a grid is one stop of Tab, its rows are reached by arrows
import {
  type KeyboardEvent,
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { CsvCell } from '../csv'
import { Icon } from '../parts/Icon'
import { revealRow, useVirtualRows } from '../parts/virtual'
import { AT_NOTHING, afterKey, afterPick, type TableState } from './tableKeys'
import { tsvOf } from './tsv'
import './table.css'

/** px; the head is as high as a row. */
const ROW = 36
/** Rows before the end at which more is asked for. */
const AHEAD = 40

export interface Column<Row> {
  key: string
  name: string
  /** What stands at the head instead of the name: the same words, with their definition. */
  head?: ReactNode
  /** What it means, at the pointer. */
  title?: string
  /** px at least. */
  width: number
  /** Its share of the room that is left; without it the column keeps its width. */
  grow?: number
  /** Numbers stand at the right. */
  end?: boolean
  cell: (row: Row) => ReactNode
  /** The same as plain words or a number: what is copied and written into files. */
  plain: (row: Row) => CsvCell
  /** Shown at the head when the table is sorted by it; pressing the head asks for that order. */
  sort?: { active: boolean; onSort: () => void; why?: string }
}

export interface DataTableProps<Row> {
  label: string
  rows: readonly Row[]
  idOf: (row: Row) => string
  columns: readonly Column<Row>[]
  /** ↵ or a click on the row. */
  onOpen?: (row: Row) => void
  /** Id of the row that stands open beside the table. */
  opened?: string | null
  /** Rows can be chosen; told with every change. */
  onChosen?: (rows: Row[]) => void
  /** The end of the rows is near: older ones may be fetched. */
  onNearEnd?: () => void
  /** Below the last row. */
  end?: ReactNode
  /** Rows in view at most; without it as many as the window has room for. */
  most?: number
}

/**
 * The table of the desk: rows of one height of which only those in view are drawn, head and first column stay. One stop of Tab; ↑ ↓ j k, Home,
 * End and pages move, ↵ opens, space or x chooses, Shift makes a range, ⌘C copies what is chosen as a spreadsheet takes it.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, idOf, columns, onOpen, onChosen, onNearEnd, end, most, opened = null } = props
  const scroller = useRef<HTMLDivElement>(null)
  const name = useId()
  const [state, setState] = useState<TableState>(AT_NOTHING)
  const { first, end: last } = useVirtualRows(scroller, ROW, rows.length)
  const ids = useMemo(() => rows.map(idOf), [rows, idOf])
  const choosing = onChosen !== undefined
  const now = useRef({ state, ids, onOpen, rows })
  now.current = { state, ids, onOpen, rows }
  const near = last + AHEAD >= rows.length
  const template = `${choosing ? '36px ' : ''}${columns.map(tracksOf).join(' ')}`
  const least = columns.reduce((sum, { width }) => sum + width, choosing ? 36 : 0)

  useEffect(() => {
    if (near && rows.length > 0) onNearEnd?.()
  }, [near, rows.length, onNearEnd])

  const go = useCallback(
    (next: TableState) => {
      if (next.chosen !== now.current.state.chosen && onChosen) {
        onChosen(now.current.rows.filter((_, index) => next.chosen.has(now.current.ids[index] ?? '')))
      }
      setState(next)
    },
    [onChosen],
  )

  // What is gone from the rows cannot stay chosen.
  useEffect(() => {
    const { chosen } = now.current.state
    const here = new Set(ids)
    const kept = [...chosen].filter((id) => here.has(id))
    if (kept.length < chosen.size) go({ ...now.current.state, chosen: new Set(kept) })
  }, [ids, go])

  const pick = useCallback(
    (index: number, shift: boolean) => go(afterPick(now.current.state, now.current.ids, index, shift)),
    [go],
  )
  const open = useCallback((index: number) => {
    setState((before) => ({ ...before, at: index, anchor: -1 }))
    const row = now.current.rows[index]
    if (row !== undefined) now.current.onOpen?.(row)
  }, [])

  function onKeyDown(event: KeyboardEvent) {
    const element = scroller.current
    if (event.nativeEvent.isComposing || event.altKey || event.target !== element || !element) return
    if (event.key === 'Enter' && state.at >= 0 && onOpen) {
      event.preventDefault()
      return open(state.at)
    }
    const page = Math.max(1, Math.floor(element.clientHeight / ROW) - 2)
    const stroke = { key: event.key, shift: event.shiftKey, mod: event.metaKey || event.ctrlKey }
    const next = afterKey(state, stroke, { ids, page, choosing })
    if (next === null) return
    event.preventDefault()
    event.stopPropagation()
    go(next)
    revealRow(element, next.at, ROW, ROW)
  }

  function onCopy(event: React.ClipboardEvent) {
    // Words that somebody marked are what they want.
    if (event.target !== scroller.current || String(getSelection() ?? '') !== '') return
    const meant = rows.filter((_, index) =>
      state.chosen.size > 0 ? state.chosen.has(ids[index] ?? '') : index === state.at,
    )
    if (meant.length === 0) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', tsvOf(meant.map((row) => columns.map(({ plain }) => plain(row)))))
  }

  const all = choosing && rows.length > 0 && state.chosen.size === rows.length
  return (
    <div
      className="data-table"
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-multiselectable={choosing || undefined}
      aria-activedescendant={state.at >= first && state.at < last ? `${name}-${state.at}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onCopy={onCopy}
      style={
        {
          '--columns': template,
          '--least': `${least}px`,
          ...(most && { '--most': `${(most + 1) * ROW + 2}px` }),
        } as React.CSSProperties
      }
    >
      <div className="data-head" role="row" aria-rowindex={1}>
        {choosing && (
          <span role="columnheader" className="data-pick">
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label="全选"
              checked={all}
              onChange={() => go({ ...state, chosen: new Set(all ? [] : ids) })}
            />
          </span>
        )}
        {columns.map((column) => (
          <Head key={column.key} column={column} />
        ))}
      </div>
      <div role="rowgroup" className="data-rows" style={{ height: rows.length * ROW }}>
        {rows.slice(first, last).map((row, offset) => {
          const index = first + offset
          const id = ids[index] ?? ''
          return (
            <Line
              key={id}
              {...{ id: `${name}-${index}`, row, index, columns: columns as readonly Column<unknown>[] }}
              current={index === state.at}
              chosen={choosing ? state.chosen.has(id) : null}
              openable={onOpen !== undefined}
              opened={id === opened}
              {...{ pick, open }}
            />
          )
        })}
      </div>
      {end && <div className="data-end">{end}</div>}
    </div>
  )
}

function tracksOf<Row>({ width, grow }: Column<Row>): string {
  return grow === undefined ? `${width}px` : `minmax(${width}px, ${grow}fr)`
}

function Head<Row>({ column: { name, head, end, sort, title } }: { column: Column<Row> }) {
  return (
    <span role="columnheader" data-end={end} title={title} aria-sort={sort?.active ? 'descending' : undefined}>
      {sort ? (
        <button type="button" tabIndex={-1} disabled={sort.why !== undefined} title={sort.why} onClick={sort.onSort}>
          {name}
          {sort.active && <Icon name="down" size={12} />}
        </button>
      ) : (
        (head ?? name)
      )}
    </span>
  )
}

interface LineProps {
  id: string
  row: unknown
  index: number
  columns: readonly Column<unknown>[]
  current: boolean
  /** Null: rows cannot be chosen. */
  chosen: boolean | null
  openable: boolean
  opened: boolean
  pick: (index: number, shift: boolean) => void
  open: (index: number) => void
}

const Line = memo(function Line({ id, row, index, columns, current, chosen, openable, opened, pick, open }: LineProps) {
  return (
    <div
      id={id}
      role="row"
      className="data-row"
      aria-rowindex={index + 2}
      aria-selected={chosen ?? undefined}
      data-current={current}
      data-open={openable}
      data-opened={opened}
      style={{ transform: `translateY(${index * ROW}px)` }}
      onClick={(event) => {
        if (openable && !(event.target as HTMLElement).closest('a, button, input, label')) open(index)
      }}
    >
      {chosen !== null && (
        <span role="gridcell" className="data-pick">
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={`选第 ${index + 1} 行`}
            checked={chosen}
            // A change does not tell of Shift; a click does.
            onChange={() => undefined}
            onClick={(event) => pick(index, event.shiftKey)}
          />
        </span>
      )}
      {columns.map(({ key, end, cell }, at) => (
        <span key={key} role={at === 0 ? 'rowheader' : 'gridcell'} data-end={end}>
          {cell(row)}
        </span>
      ))}
    </div>
  )
})
