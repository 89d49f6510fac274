import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { count, percent } from '../../../admin/format'
import type { Figures } from './board'

/** Five figures, each with its definition, its parts and its unit. */
export function FiguresRow({ figures, isToday }: { figures: Figures; isToday: boolean }) {
  const share = percent(figures.checkins, figures.members)
  const onTime = percent(figures.onTime, figures.concluded)
  return (
    <section className="card figures" aria-label="今日关键数字">
      <Figure
        name="准时率"
        definition="计划后 10 分钟内发出 ÷ 已有结论的条数；待核实、窗口未关不计"
        value={onTime ?? '—'}
        unit={onTime ? '%' : ''}
        side={figures.concluded > 0 ? `${figures.onTime} / ${figures.concluded} 条` : '还没有结论'}
      >
        迟发 {figures.late} · 错过 {figures.missed > 0 ? <span className="brick">{figures.missed}</span> : 0}
      </Figure>
      <Figure
        name={isToday ? '今日应发' : '应发'}
        definition="线上版本在这一天展开的条数，不含跳过的"
        value={count(figures.planned)}
        unit="条"
        side={`已到点 ${count(figures.due)}`}
      >
        群发 {figures.groupTasks} · 待办 {figures.staffTasks} · 跳过 {figures.skipped}
      </Figure>
      <Figure
        name="已发出"
        definition="企业微信回执、群主自报和人工核实分开数，从不混成一个"
        value={count(figures.sent)}
        unit="条"
        side={figures.waiting > 0 ? `还等 ${count(figures.waiting)} 条` : ''}
      >
        回执 {figures.byPlatform} · 自报 {figures.bySelf} · 核实 {figures.byOperator}
      </Figure>
      <Figure
        name="打卡人数"
        definition="当天 0 点起至少打卡 1 次的去重人数；占比的分母是当刻群成员"
        value={count(figures.checkins)}
        unit="人"
        side=""
      >
        {share === null ? '还没有群成员' : `占成员 ${share}%`}
      </Figure>
      <Figure
        name="打开栏目"
        definition="从群里的卡片打开栏目页的人次，按拍去重"
        value={count(figures.opened)}
        unit="人次"
        side=""
      >
        回答 {count(figures.answered)} 人次
      </Figure>
    </section>
  )
}

function Figure({
  name,
  definition,
  value,
  unit,
  side,
  children,
}: {
  name: string
  definition: string
  value: string
  unit: string
  side: string
  children: ReactNode
}) {
  return (
    <dl>
      <dt>
        <Tooltip title={definition} mouseEnterDelay={0.3} trigger={['hover', 'focus']}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the definition must be reachable by keyboard */}
          <span className="defined" tabIndex={0}>
            {name}
          </span>
        </Tooltip>
      </dt>
      <dd>
        <b>{value}</b> <small>{unit}</small> <small>{side}</small>
      </dd>
      <dd className="hint">{children}</dd>
    </dl>
  )
}
