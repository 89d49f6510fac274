import { count, span } from '../../../admin/format'
import { Metric } from '../../../admin/parts/Metric'
import { NumberLink } from '../../../admin/parts/NumberLink'
import { timeOf } from '../../../kernel/day'
import type { Board } from '../contract'
import { rowsHref } from './cellRows'
import { duration, healthOf, slowRun } from './health'

const tags = { fine: 'jade', behind: 'amber', silent: 'brick', never: 'plain' } as const

/** How the timer is: last run, what waits, and its last runs as strokes. */
export function TickCard({ tick, now }: { tick: Board['tick']; now: number }) {
  const health = healthOf(tick, now)
  const slow = slowRun(tick.runs)
  return (
    <section className="card tick" aria-label="节拍器">
      <header>
        <h2>节拍器</h2>
        <span className="tag" data-kind={tags[health.state]}>
          {health.name}
        </span>
        <span className="hint end">
          {tick.runs.length > 0 ? (
            <a className="number-link" href={rowsHref('ticks', null)}>
              最近 {tick.runs.length} 次，每 5 分钟 1 次
            </a>
          ) : (
            '每 5 分钟 1 次'
          )}
        </span>
      </header>
      <div className="card-words">
        <Runs runs={tick.runs} />
        <dl>
          <div>
            <dt>
              <Metric id="tickRun" />
            </dt>
            <dd>
              <NumberLink n={tick.runs.length} href={rowsHref('ticks', null)} of="次">
                {tick.lastRunAt === null ? '—' : timeOf(tick.lastRunAt)}
              </NumberLink>
            </dd>
          </div>
          <div>
            <dt>
              <Metric id="tickTook" />
            </dt>
            <dd>{tick.lastMs === null ? '—' : duration(tick.lastMs)}</dd>
          </div>
          <div>
            <dt>
              <Metric id="tickSlow" />
            </dt>
            <dd>{slow === null ? '—' : duration(slow)}</dd>
          </div>
          <div>
            <dt>
              <Metric id="backlog" />
            </dt>
            <dd>
              <NumberLink n={tick.backlog} href={rowsHref('backlog', null)} of="件">
                {count(tick.backlog)} 件
              </NumberLink>
            </dd>
          </div>
        </dl>
        {tick.oldestDueAt !== null && (
          <p className="hint">
            <a className="number-link" href={rowsHref('backlog', null)}>
              最早一件
            </a>{' '}
            {tick.oldestDueAt > now
              ? `${timeOf(tick.oldestDueAt)}，${span(tick.oldestDueAt - now)}后`
              : `${timeOf(tick.oldestDueAt)}，已到点`}
          </p>
        )}
        <p className="hint">{health.words}</p>
      </div>
    </section>
  )
}

/** A run longer than this (ms) is worth a word. */
const SLOW_MS = 1000

/** One stroke per run, its height is the time it took; the slowest is amber and named. */
function Runs({ runs: given }: { runs: Board['tick']['runs'] }) {
  const runs = [...given].sort((a, b) => a.at - b.at)
  if (runs.length === 0) return <p className="runs-none">还没有跑过的记录</p>
  const step = Math.max(3, Math.min(18, 356 / runs.length))
  const width = runs.length * step
  const most = Math.max(...runs.map((run) => run.ms), 1)
  const longest = runs.reduce((a, b) => (b.ms > a.ms ? b : a))
  const slowest = longest.ms >= SLOW_MS ? longest : null
  const first = runs[0]
  const last = runs[runs.length - 1]
  return (
    <figure className="runs" style={{ maxWidth: Math.max(220, width) }}>
      <svg viewBox={`0 0 ${width} 24`} height="24" width={width} role="img" aria-label="每次用时">
        {runs.map((run, index) => (
          <rect
            key={run.at}
            x={index * step}
            y={24 - Math.max(4, (run.ms / most) * 22)}
            width={Math.max(1.5, Math.min(8, step - 3))}
            height={Math.max(4, (run.ms / most) * 22)}
            rx="1"
            fill={run === slowest ? 'var(--amber)' : run.done > 0 ? 'var(--jade)' : 'var(--jade-line)'}
          />
        ))}
      </svg>
      <figcaption>
        <span>{first && timeOf(first.at)}</span>
        {slowest && (
          <span className="amber">
            {timeOf(slowest.at)} 最慢 {duration(slowest.ms)}
          </span>
        )}
        <span>{last && timeOf(last.at)}</span>
      </figcaption>
    </figure>
  )
}
