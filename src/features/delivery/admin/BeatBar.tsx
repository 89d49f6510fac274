import { useNow } from '../../../admin/clock'
import { span } from '../../../admin/format'
import type { GlyphName } from '../../../admin/parts/glyphNames'
import { hrefOf } from '../../../admin/place'
import { HOUR, startOf, timeOf } from '../../../kernel/day'
import type { Board } from '../contract'
import { nextBeat, summaryOf } from './board'
import { useToday } from './useToday'

const WIDTH = 196

const colors: Record<GlyphName, string> = {
  sent: 'var(--jade)',
  late: 'var(--jade)',
  wait: 'var(--amber-deep)',
  verify: 'var(--blue)',
  missed: 'var(--brick)',
  built: 'var(--ink-3)',
  plan: 'var(--ink-4)',
  skip: 'var(--line-strong)',
}

/** Today's beats with the line of now and the time to the next one; leads to the board. */
export function BeatBar() {
  const { data: board } = useToday()
  const now = useNow()
  if (!board || board.beats.length === 0 || now === 0) return null
  const next = nextBeat(board.beats, now)
  const words = next ? `下一拍 ${timeOf(next.from)} ${next.column}，${span(next.from - now)}后` : '今天的拍都到点了'
  return (
    <a className="beat-bar" href={hrefOf('/today')} aria-label={`今日拍条，现在 ${timeOf(now)}。${words}`}>
      <Score board={board} now={now} />
      {next ? (
        <span aria-hidden="true">
          下一拍{' '}
          <b>
            {timeOf(next.from)} {next.column}
          </b>{' '}
          · {span(next.from - now)}后
        </span>
      ) : (
        <span aria-hidden="true">今天的拍都到点了</span>
      )}
    </a>
  )
}

/** Hours as short strokes, beats as bars at their time. */
function Score({ board, now }: { board: Board; now: number }) {
  const midnight = startOf(board.date)
  const hours = board.beats.map((beat) => (beat.from - midnight) / HOUR)
  const first = Math.min(8, Math.floor(Math.min(...hours)))
  const last = Math.max(22, Math.ceil(Math.max(...hours)))
  const x = (hour: number) => 4 + ((hour - first) / (last - first)) * (WIDTH - 8)
  const nowX = Math.max(1, Math.min(WIDTH - 1, x((now - midnight) / HOUR)))
  return (
    <svg width={WIDTH} height="16" viewBox={`0 0 ${WIDTH} 16`} aria-hidden="true">
      {Array.from({ length: last - first + 1 }, (_, index) => first + index).map((hour) => (
        <path key={hour} d={`M${x(hour)} 9v4`} stroke="var(--line-strong)" />
      ))}
      {board.beats.map((beat, index) => (
        <rect
          key={beat.beat}
          x={x(hours[index] ?? first) - 1.5}
          y="3"
          width="3"
          height="10"
          rx="1.5"
          fill={colors[summaryOf(board, beat).look]}
        />
      ))}
      <path d={`M${nowX} 0v16`} stroke="var(--coral)" strokeWidth="1.5" />
    </svg>
  )
}
