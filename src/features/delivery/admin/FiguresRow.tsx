import type { ReactNode } from 'react'
import { count, percent } from '../../../admin/format'
import type { MetricId } from '../../../admin/metrics/metrics'
import { Metric } from '../../../admin/parts/Metric'
import { NumberLink } from '../../../admin/parts/NumberLink'
import { hrefOf } from '../../../admin/place'
import type { Day } from '../../../kernel/day'
import { timeOf } from '../../../kernel/day'
import type { Counted, Figures } from './board'
import { rowsHref } from './cellRows'

/** Five figures, each with its definition, its parts and its unit; each part leads to its messages. */
export function FiguresRow({
  figures,
  day,
  isToday,
  at,
  until,
}: {
  figures: Figures
  day: Day
  isToday: boolean
  /** When they were fetched (ms). */
  at: number
  /** Nothing has been heard of what was sent since then (ms); null: it is up to date. */
  until: number | null
}) {
  const share = percent(figures.checkins, figures.members)
  const onTime = percent(figures.onTime, figures.concluded)
  const link = (name: Counted, words?: ReactNode) => (
    <NumberLink n={figures[name]} href={rowsHref(name, isToday ? null : day)}>
      {words ?? count(figures[name])}
    </NumberLink>
  )
  const rows = (name: Counted | 'opened', n: number) =>
    n === 0 ? null : { href: rowsHref(name, isToday ? null : day), words: `看这 ${count(n)} 条` }
  return (
    <section className="card figures" aria-label="今日关键数字">
      <Figure
        id="onTimeRate"
        at={at}
        rows={rows('concluded', figures.concluded)}
        value={onTime ?? '—'}
        href={figures.concluded > 0 ? rowsHref('concluded', isToday ? null : day) : null}
        unit={onTime ? '%' : ''}
        until={until}
        side={
          figures.concluded > 0 ? (
            <>
              {link('onTime')} / {link('concluded')} 条
            </>
          ) : (
            '还没有结论'
          )
        }
      >
        迟发 {link('late')} · 错过 <span className={figures.missed > 0 ? 'brick' : undefined}>{link('missed')}</span>
      </Figure>
      <Figure
        id="planned"
        name={isToday ? '今日应发' : '应发'}
        at={at}
        rows={rows('planned', figures.planned)}
        value={count(figures.planned)}
        href={figures.planned > 0 ? rowsHref('planned', isToday ? null : day) : null}
        unit="条"
        side={<>已到点 {link('due')}</>}
      >
        群发 {link('groupTasks')} · 待办 {link('staffTasks')} · 跳过 {link('skipped')}
      </Figure>
      <Figure
        id="sent"
        at={at}
        rows={rows('sent', figures.sent)}
        value={count(figures.sent)}
        href={figures.sent > 0 ? rowsHref('sent', isToday ? null : day) : null}
        unit="条"
        until={until}
        side={figures.waiting > 0 ? <>还等 {link('waiting')} 条</> : ''}
      >
        回执 {link('byPlatform')} · 自报 {link('bySelf')} · 核实 {link('byOperator')}
      </Figure>
      <Figure
        id="checkins"
        at={at}
        rows={figures.checkins === 0 ? null : { href: checkinsHref(day), words: '看这天的打卡流水' }}
        // Accounts know who came today; of a day that is over only the ledger tells.
        value={isToday ? count(figures.checkins) : '—'}
        href={!isToday || figures.checkins > 0 ? checkinsHref(day) : null}
        unit={isToday ? '人' : ''}
        side=""
      >
        {!isToday ? '看那天的打卡流水' : share === null ? '还没有群成员' : `占成员 ${share}%`}
      </Figure>
      <Figure
        id="opened"
        at={at}
        rows={rows('opened', figures.opened)}
        value={count(figures.opened)}
        href={figures.opened > 0 ? rowsHref('opened', isToday ? null : day) : null}
        unit="人次"
        side=""
      >
        回答{' '}
        <NumberLink n={figures.answered} href={rowsHref('opened', isToday ? null : day)}>
          {count(figures.answered)}
        </NumberLink>{' '}
        人次
      </Figure>
    </section>
  )
}

function checkinsHref(day: Day): string {
  return hrefOf('/ledger', { from: day, to: day, kind: 'checkin', asset: 'points' })
}

function Figure({
  id,
  name,
  at,
  rows,
  value,
  href,
  unit,
  until = null,
  side,
  children,
}: {
  id: MetricId
  name?: string
  at: number
  rows: { href: string; words: string } | null
  value: string
  href: string | null
  unit: string
  until?: number | null
  side: ReactNode
  children: ReactNode
}) {
  return (
    <dl data-old={until !== null}>
      <dt>
        <Metric id={id} name={name} at={at} rows={rows} />
      </dt>
      <dd>
        <b>
          <NumberLink n={href ? 1 : 0} href={href}>
            {value}
          </NumberLink>
        </b>{' '}
        <small>{unit}</small> <small>{until === null ? side : `截至 ${timeOf(until)}`}</small>
      </dd>
      <dd className="hint">{children}</dd>
    </dl>
  )
}
