import { span } from '../../../admin/format'
import { RouteBadge, routeNames } from '../../../admin/parts/RouteBadge'
import { toneOf } from '../../../admin/parts/tone'
import { timeOf } from '../../../kernel/day'
import type { Board } from '../contract'
import { cellKey, nextBeat, summaryOf } from './board'

/** The beat that comes next: its words, its way and who has to press. */
export function NextBeatCard({ board, now }: { board: Board; now: number }) {
  const beat = nextBeat(board.beats, now)
  if (!beat) {
    return (
      <section className="card next-beat" aria-label="下一拍">
        <header>
          <h2>下一拍</h2>
        </header>
        <p className="card-words">{board.beats.length === 0 ? '这一天没有拍。' : '这一天的拍都到点了。'}</p>
      </section>
    )
  }
  const summary = summaryOf(board, beat)
  const cells = board.groups.flatMap((group) => {
    const cell = board.cells[cellKey(group.chatId, beat.beat)]
    return cell ? [{ group, cell }] : []
  })
  const handed = cells.filter(({ cell }) => cell.state !== 'planned' && cell.state !== 'claimed').length
  const owners = new Set(cells.map(({ group }) => group.owner)).size
  return (
    <section className="card next-beat" aria-label="下一拍">
      <header>
        <h2>下一拍</h2>
        <span className="hint">{span(beat.from - now)}后</span>
      </header>
      <div className="card-words" data-tone={toneOf(beat.column, beat.module)}>
        <p className="next-title">
          <span className="bar-mark" />
          <b>
            {timeOf(beat.from)}–{timeOf(beat.until)} {beat.column}
          </b>
          {summary.routes.map((route) => (
            <span key={route} className="next-route">
              <RouteBadge route={route} /> {routeNames[route].name}
            </span>
          ))}
        </p>
        <p className="next-text">{beat.text || '这一拍没有文字。'}</p>
        <dl>
          <dt>交出</dt>
          <dd>
            {handed} / {cells.length} 个群{handed < cells.length && `，其余 ${timeOf(beat.from)} 自动交给群主`}
          </dd>
          <dt>群主</dt>
          <dd>{owners} 位，每人进企业微信或待办点一次才会发出</dd>
          <dt>关窗</dt>
          <dd>{timeOf(beat.until)} 之后不再发，记作错过</dd>
        </dl>
      </div>
    </section>
  )
}
