import { Button } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { useNow } from '../../../admin/clock'
import { useOnline } from '../../../admin/desk'
import { longDay } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Failure } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { addDays, type Day, dayOf, daysBetween, isDay } from '../../../kernel/day'
import type { Board } from '../contract'
import { BeatBar } from './BeatBar'
import { BoardCsv } from './BoardCsv'
import { BoardGrid, type Picked } from './BoardGrid'
import { BoardSkeleton, Legend, NoBeats, Stale } from './BoardParts'
import { BoardRows } from './BoardRows'
import './board.css'
import { cellKey, figuresOf, withShortNames } from './board'
import { CellDrawer } from './CellDrawer'
import { FiguresRow } from './FiguresRow'
import { heardUntil } from './health'
import { NextBeatCard } from './NextBeatCard'
import { SinglesCard } from './SinglesCard'
import { TickCard } from './TickCard'
import { TodoList } from './TodoList'
import { todosOf } from './todos'
import { useDecisions } from './useDecisions'
import { POLL_MS, useToday } from './useToday'

/** Today's board, or another day's when the address names one. */
export function BoardScreen() {
  const { query } = usePlace()
  const now = useNow()
  const today = useToday()
  const wanted = query.d && isDay(query.d) && query.d !== today.data?.date ? query.d : null
  const other = useQuery('delivery.getBoard', wanted ? { date: wanted } : null, POLL_MS)
  const shown = wanted ? other : today
  const date = shown.data?.date ?? wanted ?? (now > 0 ? dayOf(now) : null)
  const crumb = date ? longDay(date) : ''
  return (
    <Screen
      title={titleOf(wanted, today.data?.date ?? null)}
      crumb={crumb}
      end={<BeatBar />}
      actions={date && <DaySwitch date={date} today={today.data?.date ?? null} />}
    >
      <div className="board-page">
        {shown.loading && <BoardSkeleton />}
        {shown.error && !shown.data && (
          <Failure
            standing="已排好的消息照常进行，只是这里看不到。"
            error={shown.error}
            onRetry={() => void shown.reload()}
          />
        )}
        {shown.error && shown.data && <Stale error={shown.error} at={shown.at} onRetry={() => void shown.reload()} />}
        {shown.data && (
          <DayBoard
            board={shown.data}
            at={shown.at}
            now={now}
            isToday={!wanted}
            stale={shown.error !== null}
            rows={query.rows ?? null}
            cell={query.cell ?? null}
            reload={shown.reload}
          />
        )}
      </div>
    </Screen>
  )
}

function titleOf(wanted: Day | null, today: Day | null): string {
  if (!wanted || !today) return '今日'
  const away = daysBetween(today, wanted)
  return away === 1 ? '明天' : away === -1 ? '昨天' : '这一天'
}

function DaySwitch({ date, today }: { date: string; today: string | null }) {
  const go = (day: string) => navigate(hrefOf('/today', { d: day === today ? null : day }))
  return (
    <span className="day-switch">
      <Button aria-label="前一天" icon={<Icon name="left" size={14} />} onClick={() => go(addDays(date, -1))} />
      <Button disabled={date === today} onClick={() => today && go(today)}>
        今天
      </Button>
      <Button aria-label="后一天" icon={<Icon name="right" size={14} />} onClick={() => go(addDays(date, 1))} />
    </span>
  )
}

function DayBoard({
  board: given,
  at,
  now,
  isToday,
  stale,
  rows,
  cell,
  reload,
}: {
  board: Board
  /** When it was fetched (ms). */
  at: number
  now: number
  isToday: boolean
  stale: boolean
  /** Which rows the address asks for beside the board, and which cell on top of them. */
  rows: string | null
  cell: string | null
  reload: () => Promise<void>
}) {
  const board = useMemo(() => withShortNames(given), [given])
  const [pickedKey, setPickedKey] = useState<string | null>(null)
  const { canEdit } = useRights()
  const online = useOnline()
  const decisions = useDecisions(reload)
  const figures = useMemo(() => figuresOf(board, now), [board, now])
  const todos = useMemo(() => todosOf(board, now), [board, now])
  const picked = useMemo(() => pickedOf(board, pickedKey ?? cell), [board, pickedKey, cell])
  const until = stale ? at : isToday ? heardUntil(board.tick, now) : null
  const day = isToday ? null : board.date
  const open = useCallback((one: Picked) => setPickedKey(cellKey(one.group.chatId, one.beat.beat)), [])
  const allowed = canEdit && online
  const actions = useMemo(
    () => ({
      busy: decisions.busy,
      canEdit: allowed,
      onOpen: open,
      onResolve: decisions.resolve,
      onRemind: decisions.remind,
      onSendAgain: decisions.sendAgain,
    }),
    [decisions, allowed, open],
  )
  return (
    <div className="today">
      <div className="today-left">
        <FiguresRow figures={figures} day={board.date} isToday={isToday} at={at} until={until} />
        <section className="card board" aria-label="今天的拍子">
          <header>
            <h2>{isToday ? '今天的拍子' : '这一天的拍子'}</h2>
            <span className="hint">
              {board.groups.length} 个群 × {board.beats.length} 拍
            </span>
            <Legend />
            {board.beats.length > 0 && <BoardCsv board={board} now={now} />}
          </header>
          {board.beats.length === 0 && board.singles.length > 0 ? (
            <p className="hint singles-only">没有发到群里的，只有下面的客户群发。</p>
          ) : board.beats.length === 0 ? (
            <NoBeats isToday={isToday} date={board.date} />
          ) : (
            <BoardGrid board={board} now={now} isToday={isToday} selected={picked?.cell.id ?? null} onPick={open} />
          )}
        </section>
        <SinglesCard singles={board.singles} canEdit={allowed} reload={reload} />
        <div className="today-bottom">
          <NextBeatCard board={board} now={now} />
          <TickCard tick={board.tick} now={now} />
        </div>
      </div>
      <TodoList todos={todos} actions={actions} day={day} />
      {rows !== null && <BoardRows asked={rows} board={board} day={day} now={now} />}
      <CellDrawer
        picked={picked}
        now={now}
        canEdit={allowed}
        decisions={decisions}
        onClose={() => {
          setPickedKey(null)
          if (cell !== null) navigate(hrefOf('/today', { d: day, rows }), true)
        }}
      />
    </div>
  )
}

function pickedOf(board: Board, key: string | null): Picked | null {
  if (!key) return null
  const cell = board.cells[key]
  const group = board.groups.find((one) => key.startsWith(`${one.chatId}|`))
  const beat = group && board.beats.find((one) => cellKey(group.chatId, one.beat) === key)
  return cell && group && beat ? { group, beat, cell } : null
}
