import type { QualityAnswer } from '../contract'
import { DayBars } from './DayBars'
import './daybars.css'

const COLORS = ['#234a80', '#5b8bc9', '#a9c3e3', '#8a8f99', '#3b6bae', '#739dd3', '#6f7580', '#c9cbd0', '#dedfe2']

/** Who first came on each of the last fourteen days, by the kind of their channel. */
export function ChannelDays({ quality }: { quality: QualityAnswer }) {
  const series = quality.kinds.map(({ name }, i) => ({ name, color: COLORS[i] ?? '#c9cbd0' }))
  const days = quality.days.map(({ day, people }) => ({ day, values: people }))
  return <DayBars title="近 14 天新来的人" hint="按第一次来源，同一个人只数一次" series={series} days={days} />
}
