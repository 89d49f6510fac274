import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { longDay } from '../../../admin/format'
import { RouteBadge } from '../../../admin/parts/RouteBadge'
import { toneOf } from '../../../admin/parts/tone'
import { timeOf } from '../../../kernel/day'
import type { DryRun } from '../dryRunContract'
import { type BeatRow, clashNames, outcomeNames } from './dryrun'

type Filter = 'all' | 'clash' | 'byhand' | 'skip' | 'ask'

/** Beat after beat in the order of time, day by day; a row opens its groups and its words. */
export function DryrunList({
  run,
  rows,
  loaded,
  single,
  loadingMore,
  problem,
  chosen,
  onOpen,
  onMore,
}: {
  run: DryRun
  rows: readonly BeatRow[]
  loaded: number
  /** One group: its rows need no count of groups. */
  single: boolean
  loadingMore: boolean
  problem: string | null
  chosen: string | null
  onOpen: (key: string) => void
  onMore: () => void
}) {
  const [filter, setFilter] = useState<Filter>('all')
  const filters = filtersOf(rows)
  const shown = rows.filter((row) => fits(row, filter))
  const days = [...new Set(shown.map(({ date }) => date))]
  return (
    <section className="card dryrun-list" aria-label="逐条结果">
      <header>
        <h2>逐条结果</h2>
        <span className="hint">
          {loaded < run.totals.messages ? `先看前 ${loaded} 条，共 ${run.totals.messages} 条` : ''}
        </span>
        <span className="end">
          <Segmented
            size="small"
            aria-label="看哪些"
            value={filter}
            onChange={(value) => setFilter(value as Filter)}
            options={filters.map(({ value, name, count }) => ({ value, label: `${name} ${count}` }))}
          />
        </span>
      </header>
      <div className="dryrun-head" aria-hidden="true">
        <span>时间</span>
        <span>消息</span>
        <span>路线</span>
        <span>结果</span>
        <span>原因</span>
      </div>
      <div className="dryrun-scroll">
        {rows.length === 0 && (
          <p className="dryrun-none">
            这几天没有要发的：内容不在这些日子，或没有适用的群。换个日期，或看看节点的「适用群」。
          </p>
        )}
        {rows.length > 0 && shown.length === 0 && <p className="dryrun-none">取到的里面没有这一类。</p>}
        {days.map((date) => (
          <section key={date} aria-label={longDay(date)}>
            <h3>
              {longDay(date)}
              <span>{dayWords(run, date)}</span>
            </h3>
            {shown
              .filter((row) => row.date === date)
              .map((row) => (
                <Row key={row.key} row={row} single={single} chosen={row.key === chosen} onOpen={onOpen} />
              ))}
          </section>
        ))}
        {run.next !== null && (
          <p className="dryrun-more">
            <Button size="small" loading={loadingMore} onClick={onMore}>
              再看后面的（还有 {run.totals.messages - loaded} 条）
            </Button>
            {problem && <span className="brick">没有取到：{problem}</span>}
          </p>
        )}
      </div>
    </section>
  )
}

function Row({
  row,
  single,
  chosen,
  onOpen,
}: {
  row: BeatRow
  single: boolean
  chosen: boolean
  onOpen: (key: string) => void
}) {
  return (
    <button
      type="button"
      className="dryrun-row"
      data-tone={toneOf(row.column, row.module)}
      aria-current={chosen ? 'true' : undefined}
      onClick={() => onOpen(row.key)}
    >
      <span>{timeOf(row.from)}</span>
      <span className="ellipsis">
        <span className="bar-mark" /> <b>{row.column}</b>{' '}
        <span className="hint">
          {single ? '' : `${row.messages.length} 个群 · `}
          {row.text.replace(/\s+/g, ' ')}
        </span>
      </span>
      <span className="dryrun-routes">
        {row.routes.map(({ route, count }) => (
          <span key={route}>
            <RouteBadge route={route} />
            {!single && count}
          </span>
        ))}
      </span>
      <span className="dryrun-tags">
        {row.outcomes.map(({ outcome, count }) => (
          <span key={outcome} className="tag" data-kind={outcomeNames[outcome][1]}>
            {outcomeNames[outcome][0]}
            {!single && row.outcomes.length > 1 ? ` ${count}` : ''}
          </span>
        ))}
        {row.clashes
          .filter((kind) => kind !== 'over_budget')
          .map((kind) => (
            <span key={kind} className="tag" data-kind={clashNames[kind][1]}>
              {clashNames[kind][0]}
            </span>
          ))}
      </span>
      <span className="ellipsis hint" title={row.reasons.join('；')}>
        {row.reasons[0] ?? ''}
        {row.reasons.length > 1 ? ` 等 ${row.reasons.length} 种` : ''}
      </span>
    </button>
  )
}

function dayWords(run: DryRun, date: string): string {
  const day = run.days.find((one) => one.date === date)
  if (!day) return ''
  const moved = run.shifts.filter((shift) => shift.date === date).length
  return [
    `${day.messages} 条`,
    `群发 ${day.groupTasks}`,
    ...(day.clashes > 0 ? [`${day.clashes} 处要留意`] : []),
    ...(moved > 0 ? ['有顺延来的'] : []),
  ].join(' · ')
}

function fits(row: BeatRow, filter: Filter): boolean {
  if (filter === 'all') return true
  if (filter === 'clash') return row.clashes.some((kind) => kind !== 'over_budget')
  return row.outcomes.some(({ outcome }) => outcome === filter)
}

function filtersOf(rows: readonly BeatRow[]): { value: Filter; name: string; count: number }[] {
  const names: readonly (readonly [Filter, string])[] = [
    ['all', '全部'],
    ['clash', '撞车'],
    ['byhand', '改道'],
    ['skip', '跳过'],
    ['ask', '问你'],
  ]
  return names
    .map(([value, name]) => ({ value, name, count: rows.filter((row) => fits(row, value)).length }))
    .filter(({ value, count }) => value === 'all' || count > 0)
}
