import { useState } from 'react'
import { count, shortDay } from '../../../admin/format'
import type { Day } from '../../../kernel/day'

export interface Series {
  name: string
  color: string
}

const HEIGHT = 140
const GAP = 6

/** Stacked bars by day; `down` series hang below the line. The same numbers as a table at a press. */
export function DayBars({
  title,
  hint,
  series,
  days,
  down = 0,
}: {
  title: string
  hint?: string
  series: readonly Series[]
  /** One number for each of `series`. */
  days: readonly { day: Day; values: readonly number[] }[]
  /** How many of `series`, the last ones, hang below the line. */
  down?: number
}) {
  const [plain, setPlain] = useState(false)
  const up = series.length - down
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
  const above = Math.max(1, ...days.map(({ values }) => sum(values.slice(0, up))))
  const below = Math.max(0, ...days.map(({ values }) => sum(values.slice(up))))
  const unit = HEIGHT / (above + below)
  const used = series
    .map((one, i) => ({ ...one, i }))
    .filter(({ i }) => days.some(({ values }) => (values[i] ?? 0) > 0))
  return (
    <section className="card daybars" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {hint && <span className="hint">{hint}</span>}
        <span className="end hint">
          {used.map(({ name, color }) => (
            <span key={name}>
              <i style={{ background: color }} /> {name}
            </span>
          ))}
          <button type="button" className="linkish" aria-pressed={plain} onClick={() => setPlain(!plain)}>
            {plain ? '看成图' : '看成表格'}
          </button>
        </span>
      </header>
      {plain ? (
        <table>
          <thead>
            <tr>
              <th scope="col">日期</th>
              {used.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, values }) => (
              <tr key={day}>
                <th scope="row">{shortDay(day)}</th>
                {used.map(({ name, i }) => (
                  <td key={name}>{count(values[i] ?? 0)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <Drawing days={days} series={series} up={up} unit={unit} zero={above * unit} most={above} title={title} />
      )}
    </section>
  )
}

function Drawing({
  days,
  series,
  up,
  unit,
  zero,
  most,
  title,
}: {
  days: readonly { day: Day; values: readonly number[] }[]
  series: readonly Series[]
  up: number
  /** px of one person, and of the line of nothing. */
  unit: number
  zero: number
  most: number
  title: string
}) {
  const width = 720
  const step = (width - 54) / days.length
  const every = Math.ceil(days.length / 7)
  return (
    <svg viewBox={`0 0 ${width} ${HEIGHT + 34}`} role="img" aria-label={`${title}，最多一天 ${most} 人`}>
      <text x="28" y="16" textAnchor="end">
        {most}
      </text>
      <text x="28" y={zero + 12} textAnchor="end">
        0
      </text>
      <line x1="34" x2={width} y1="12" y2="12" />
      <line x1="34" x2={width} y1={zero + 8} y2={zero + 8} data-zero />
      {days.map(({ day, values }, n) => {
        let top = zero + 8
        let bottom = zero + 8
        const x = 36 + n * step + GAP / 2
        return (
          <g key={day}>
            <title>
              {shortDay(day)}：
              {series
                .map(({ name }, i) => (values[i] ? `${name} ${values[i]}` : ''))
                .filter(Boolean)
                .join('，') || '没有'}
            </title>
            {series.map(({ name, color }, i) => {
              const height = (values[i] ?? 0) * unit * ((HEIGHT - 4) / HEIGHT)
              if (height === 0) return null
              const y = i < up ? top - height : bottom
              if (i < up) top -= height
              else bottom += height
              return (
                <rect key={name} x={x} y={y} width={Math.min(step - GAP, 30)} height={height} fill={color} rx="1" />
              )
            })}
            {(days.length - 1 - n) % every === 0 && (
              <text x={x + Math.min(step - GAP, 30) / 2} y={HEIGHT + 30} textAnchor="middle">
                {shortDay(day)}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}
