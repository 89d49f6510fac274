import { shortDay } from '../../../admin/format'
import type { DryRun } from '../dryRunContract'
import { type BalanceDay, balanceOf, tightest } from './dryrun'

const WIDTH = 1160
const HEIGHT = 128
const LEFT = 32
const TOP = 16
const BOTTOM = 22
/** Groups that are drawn; the others have more left. */
const SHOWN = 6

/** How far the 群发 budget goes: day by day for one group, the tightest groups when there are many. */
export function DryrunQuota({
  run,
  before,
  group,
  onGo,
}: {
  run: DryRun
  before: DryRun | null
  group: string | null
  onGo: (change: Record<string, string | null>) => void
}) {
  if (run.quota.length === 0) return null
  const days = group === null ? [] : balanceOf(run, group)
  if (group !== null && days.length > 1) {
    const old = before === null ? [] : balanceOf(before, group)
    return (
      <section className="card dryrun-quota" aria-label="群发配额余额">
        <Head run={run}>
          <span className="dryrun-key" data-kind="now" /> v{run.version}
          {before && (
            <>
              <span className="dryrun-key" data-kind="old" /> v{before.version}
            </>
          )}
          <span className="dryrun-key" data-kind="lack" /> 缺口
        </Head>
        <Balance days={days} old={old} />
      </section>
    )
  }
  const groups = tightest(run.quota)
  return (
    <section className="card dryrun-quota" aria-label="群发配额余额">
      <Head run={run}>
        <span className="dryrun-key" data-kind="used" /> 已用 <span className="dryrun-key" data-kind="plan" />{' '}
        这一版要用
      </Head>
      <ul className="dryrun-bars">
        {groups.slice(0, SHOWN).map((one) => {
          const whole = Math.max(one.limit, one.used + one.planned, 1)
          return (
            <li key={`${one.group}${one.from}`}>
              <button type="button" onClick={() => onGo({ g: one.group })} title="只看这个群">
                {one.groupName}
              </button>
              <span
                className="dryrun-bar-track"
                role="img"
                aria-label={`${one.groupName} ${shortDay(one.from)} 到 ${shortDay(one.to)}：${one.limit} 条里已用 ${one.used}，这一版要用 ${one.planned}，余 ${one.left}`}
              >
                <i data-kind="used" style={{ width: `${(one.used / whole) * 100}%` }} />
                <i data-kind="plan" style={{ width: `${(one.planned / whole) * 100}%` }} />
              </span>
              <span className={one.left <= 0 ? 'brick' : one.left <= 4 ? 'amber' : undefined}>
                余 {Math.max(0, one.left)} / {one.limit}
              </span>
              <small>
                {shortDay(one.from)}–{shortDay(one.to)}
                {one.byHand > 0 ? ` · ${one.byHand} 条走待办` : ''}
              </small>
            </li>
          )
        })}
      </ul>
      {groups.length > SHOWN && (
        <p className="hint dryrun-rest">
          还有 {groups.length - SHOWN} 行，余额都不少于 {Math.max(0, groups[SHOWN]?.left ?? 0)} 条
        </p>
      )}
    </section>
  )
}

function Head({ run, children }: { run: DryRun; children: React.ReactNode }) {
  const [one] = run.quota
  return (
    <header>
      <h2>群发配额余额</h2>
      <span className="hint">
        {one ? `每群 ${shortDay(one.from)}–${shortDay(one.to)} 共 ${one.limit} 条，建任务就占` : ''}
      </span>
      <span className="end hint">{children}</span>
    </header>
  )
}

/** A line that steps down with each group task; red where a message found nothing left. */
function Balance({ days, old }: { days: readonly BalanceDay[]; old: readonly BalanceDay[] }) {
  const most = Math.max(1, ...days.map(({ limit }) => limit))
  const step = (WIDTH - LEFT - 12) / days.length
  const x = (index: number) => LEFT + index * step
  const y = (left: number) => TOP + (1 - left / most) * (HEIGHT - TOP - BOTTOM)
  const lacking = days.reduce((sum, day) => sum + day.lacking, 0)
  const every = Math.ceil(days.length / 10)
  const last = days.at(-1)
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="dryrun-chart"
      role="img"
      aria-label={`余额从 ${days[0]?.left ?? 0} 条到 ${last?.left ?? 0} 条${lacking > 0 ? `，缺 ${lacking} 条` : '，没有缺口'}`}
    >
      <defs>
        <pattern id="lack" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" fill="var(--brick-soft)" />
          <rect width="2.5" height="6" fill="var(--brick)" />
        </pattern>
      </defs>
      {[0, Math.round(most / 2), most].map((value) => (
        <g key={value}>
          <path d={`M${LEFT} ${y(value)}H${WIDTH - 12}`} stroke="var(--line)" />
          <text x={LEFT - 8} y={y(value) + 4} textAnchor="end">
            {value}
          </text>
        </g>
      ))}
      {old.length === days.length && (
        <path d={stepPath(old, x, y)} fill="none" stroke="var(--ink-3)" strokeWidth="1.5" strokeDasharray="4 3" />
      )}
      <path d={stepPath(days, x, y)} fill="none" stroke="var(--data-1, #234a80)" strokeWidth="2" />
      {days.map((day, index) => (
        <g key={day.day}>
          {day.fresh && (
            <>
              <path d={`M${x(index)} ${TOP - 6}V${HEIGHT - BOTTOM}`} stroke="var(--ink-3)" strokeDasharray="2 3" />
              <text x={x(index) + 4} y={TOP - 4}>
                {shortDay(day.day)} 回到 {day.limit}
              </text>
            </>
          )}
          {day.lacking > 0 && (
            <>
              <rect x={x(index)} y={y(0) - 7} width={step} height="7" fill="url(#lack)" />
              <text x={x(index) + step / 2} y={y(0) - 11} textAnchor="middle" className="lack">
                缺 {day.lacking}
              </text>
            </>
          )}
          {index % every === 0 && (
            <text x={x(index)} y={HEIGHT - 6}>
              {shortDay(day.day)}
            </text>
          )}
        </g>
      ))}
      {last && (
        <text x={WIDTH - 14} y={y(last.left) - 6} textAnchor="end" className="now">
          余 {last.left}
        </text>
      )}
    </svg>
  )
}

function stepPath(days: readonly BalanceDay[], x: (index: number) => number, y: (left: number) => number): string {
  return days
    .map(({ left, fresh }, index) => `${index === 0 || fresh ? 'M' : 'L'}${x(index)} ${y(left)}H${x(index + 1)}`)
    .join('')
}
