import { type KeyboardEvent, useRef, useState } from 'react'
import { Glyph } from '../../../admin/parts/Glyph'
import { RouteBadge } from '../../../admin/parts/RouteBadge'
import { toneOf } from '../../../admin/parts/tone'
import { revealRow, useVirtualRows } from '../../../admin/parts/virtual'
import { timeOf } from '../../../kernel/day'
import type { Board, BoardBeat, BoardCell } from '../contract'
import { begunBeats, cellKey, cellView, type Group, summaryOf } from './board'

const ROW = 36
const HEAD = 54

export interface Picked {
  group: Group
  beat: BoardBeat
  cell: BoardCell
}

/** Groups × beats. Tab enters at one cell, arrows move, Enter opens. Rows outside the view are not drawn. */
export function BoardGrid({
  board,
  now,
  isToday,
  selected,
  onPick,
}: {
  board: Board
  now: number
  isToday: boolean
  selected: string | null
  onPick: (picked: Picked) => void
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const [focus, setFocus] = useState({ row: 0, column: 0 })
  const { first, end } = useVirtualRows(scroller, ROW, board.groups.length)
  const begun = begunBeats(board.beats, now)
  const line = isToday && now > 0 && board.beats.length > 0
  const template = `minmax(116px, 152px) repeat(${board.beats.length}, minmax(90px, 1fr))`

  function move(event: KeyboardEvent) {
    const next = moved(event.key, focus, board.groups.length, board.beats.length)
    if (!next) return
    event.preventDefault()
    setFocus(next)
    if (scroller.current) revealRow(scroller.current, next.row, ROW, HEAD)
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-at="${next.row}:${next.column}"]`)?.focus(),
    )
  }

  return (
    <div className="board-scroll" ref={scroller}>
      <div className="board-grid" style={{ minWidth: 128 + board.beats.length * 90 }}>
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the ARIA grid pattern on a real table
          role="grid"
          aria-label="今天的拍子"
          aria-rowcount={board.groups.length + 1}
          aria-colcount={board.beats.length + 1}
          onKeyDown={move}
        >
          <thead>
            <tr className="board-head" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
              <th scope="col" className="corner">
                群 · 群主
              </th>
              {board.beats.map((beat) => (
                <BeatHead key={beat.beat} board={board} beat={beat} now={now} />
              ))}
            </tr>
          </thead>
          <tbody style={{ paddingTop: first * ROW, paddingBottom: (board.groups.length - end) * ROW }}>
            {board.groups.slice(first, end).map((group, offset) => {
              const row = first + offset
              return (
                <tr
                  key={group.chatId}
                  className="board-row"
                  aria-rowindex={row + 2}
                  style={{ gridTemplateColumns: template }}
                >
                  <th scope="row" className="who ellipsis" title={`${group.name}，群主 ${group.ownerName}`}>
                    {group.name} <small>{group.ownerName}</small>
                  </th>
                  {board.beats.map((beat, column) => (
                    <Beat
                      key={beat.beat}
                      group={group}
                      beat={beat}
                      cell={board.cells[cellKey(group.chatId, beat.beat)] ?? null}
                      now={now}
                      at={`${row}:${column}`}
                      focusable={row === focus.row && column === focus.column}
                      selected={selected}
                      onFocus={() => setFocus({ row, column })}
                      onPick={onPick}
                    />
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
        {line && <NowLine begun={begun} beats={board.beats.length} now={now} template={template} />}
      </div>
    </div>
  )
}

function BeatHead({ board, beat, now }: { board: Board; beat: BoardBeat; now: number }) {
  const summary = summaryOf(board, beat)
  return (
    <th scope="col" className="beat-head" data-tone={toneOf(beat.column, beat.module)} title={beat.text}>
      <div className="ellipsis">
        <span className="bar-mark" /> <b>{beat.column}</b>
      </div>
      <div>
        {timeOf(beat.from)}
        {summary.routes.map((route) => (
          <RouteBadge key={route} route={route} />
        ))}
        {beat.from <= now && (
          <span className={summary.out === summary.total ? 'jade' : undefined}>
            {summary.out}/{summary.total}
          </span>
        )}
      </div>
    </th>
  )
}

function Beat({
  group,
  beat,
  cell,
  now,
  at,
  focusable,
  selected,
  onFocus,
  onPick,
}: {
  group: Group
  beat: BoardBeat
  cell: BoardCell | null
  now: number
  at: string
  focusable: boolean
  selected: string | null
  onFocus: () => void
  onPick: (picked: Picked) => void
}) {
  if (!cell) {
    return (
      <td
        data-at={at}
        className="beat-none"
        tabIndex={focusable ? 0 : -1}
        onFocus={onFocus}
        aria-label={`${group.name}，${beat.column}，不发`}
      >
        —
      </td>
    )
  }
  const view = cellView(group, beat, cell, now)
  return (
    <td className="beat-cell">
      <button
        type="button"
        data-at={at}
        data-look={view.glyph}
        data-overdue={view.overdue}
        data-selected={cell.id === selected}
        tabIndex={focusable ? 0 : -1}
        aria-label={view.label}
        onFocus={onFocus}
        onClick={() => onPick({ group, beat, cell })}
      >
        <Glyph name={view.glyph} />
        <span>{view.words}</span>
      </button>
    </td>
  )
}

/** After the beats that have begun, at the column's edge. */
function NowLine({ begun, beats, now, template }: { begun: number; beats: number; now: number; template: string }) {
  return (
    <div className="now-layer" style={{ gridTemplateColumns: template }} aria-hidden="true">
      <div
        className="now-line"
        style={{ gridColumn: begun < beats ? begun + 2 : beats + 1 }}
        data-end={begun === beats}
      >
        <span>{timeOf(now)}</span>
      </div>
    </div>
  )
}

function moved(key: string, at: { row: number; column: number }, rows: number, columns: number) {
  const clamp = (value: number, size: number) => Math.max(0, Math.min(size - 1, value))
  switch (key) {
    case 'ArrowUp':
      return { ...at, row: clamp(at.row - 1, rows) }
    case 'ArrowDown':
      return { ...at, row: clamp(at.row + 1, rows) }
    case 'ArrowLeft':
      return { ...at, column: clamp(at.column - 1, columns) }
    case 'ArrowRight':
      return { ...at, column: clamp(at.column + 1, columns) }
    case 'Home':
      return { ...at, column: 0 }
    case 'End':
      return { ...at, column: columns - 1 }
    default:
      return null
  }
}
