import { type ReactNode, useState } from 'react'
import { count } from '../../../admin/format'
import type { WeekPoint } from './resultForm'

/** A picture of numbers, and the same numbers as a table. */
export function Chart({
  label,
  head,
  rows,
  children,
}: {
  label: string
  head: readonly string[]
  rows: readonly (readonly (string | number)[])[]
  children: ReactNode
}) {
  const [table, setTable] = useState(false)
  return (
    <div className="survey-chart">
      {table ? (
        <table>
          <thead>
            <tr>
              {head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, ...cells]) => (
              <tr key={String(name)}>
                <th scope="row">{name}</th>
                {cells.map((cell, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells stand under fixed heads
                  <td key={at}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <div role="img" aria-label={label}>
          {children}
        </div>
      )}
      <button type="button" className="linkish" aria-pressed={table} onClick={() => setTable(!table)}>
        {table ? '看成图' : '看成表格'}
      </button>
    </div>
  )
}

/** Horizontal bars, each with its number and what is told beside it. */
export function Bars({
  bars,
}: {
  bars: readonly { key: string; name: string; n: number; of: number; note?: string; tone?: string }[]
}) {
  return (
    <ul className="survey-bars">
      {bars.map(({ key, name, n, of, note, tone }) => (
        <li key={key} data-tone={tone}>
          <span className="ellipsis" title={name}>
            {name}
          </span>
          <i>
            <b style={{ width: `${of === 0 ? 0 : Math.max(n > 0 ? 1 : 0, (n / of) * 100)}%` }} />
          </i>
          <em>{count(n)}</em>
          <small>{note}</small>
        </li>
      ))}
    </ul>
  )
}

/** Columns of a scale. @param band which colour family a value belongs to */
export function Columns({
  scale,
  from,
  band,
}: {
  scale: readonly number[]
  from: number
  band: (value: number) => string
}) {
  const most = Math.max(1, ...scale)
  return (
    <ol className="survey-columns">
      {scale.slice(from).map((n, at) => {
        const value = at + from
        return (
          <li key={value} data-band={band(value)}>
            <em>{n}</em>
            <i style={{ height: `${(n / most) * 64}px` }} />
            <span>{value}</span>
          </li>
        )
      })}
    </ol>
  )
}

/** Where a score stands between its ends, with its margin. */
export function Gauge({ value, margin, least, most }: { value: number; margin: number; least: number; most: number }) {
  const x = (at: number) => 4 + ((Math.min(most, Math.max(least, at)) - least) / (most - least)) * 292
  return (
    <svg className="survey-gauge" viewBox="0 0 300 30" aria-hidden="true">
      <line x1="4" x2="296" y1="10" y2="10" stroke="var(--line-strong)" />
      <line x1={x(value - margin)} x2={x(value + margin)} y1="10" y2="10" stroke="var(--series-1)" strokeWidth="4" />
      <circle cx={x(value)} cy="10" r="5" fill="var(--series-1)" />
      {[least, (least + most) / 2, most].map((at) => (
        <text key={at} x={x(at)} y="27" textAnchor={at === least ? 'start' : at === most ? 'end' : 'middle'}>
          {at}
        </text>
      ))}
    </svg>
  )
}

/** Answers per week as columns; where there is a score, a line with its margin above them. */
export function Trend({ weeks, least, most }: { weeks: readonly WeekPoint[]; least: number; most: number }) {
  const [width, height, foot] = [400, 130, 18]
  const step = width / Math.max(1, weeks.length)
  const top = Math.max(1, ...weeks.map(({ responses }) => responses))
  const y = (value: number) => 8 + (1 - (value - least) / (most - least)) * (height - foot - 16)
  const points = weeks.flatMap(({ score }, at) =>
    score?.value == null ? [] : [{ x: at * step + step / 2, value: score.value, margin: score.margin ?? 0 }],
  )
  return (
    <svg className="survey-trend" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {weeks.map(({ week, responses }, at) => {
        const tall = (responses / top) * (height - foot - 8)
        return (
          <g key={week}>
            <rect
              x={at * step + step / 2 - Math.min(14, step / 3)}
              y={height - foot - tall}
              width={Math.min(28, (step / 3) * 2)}
              height={tall}
              rx="2"
              fill="var(--series-3)"
            />
            <text x={at * step + step / 2} y={height - 4} textAnchor="middle">
              {`${Number(week.slice(5, 7))}/${Number(week.slice(8, 10))}`}
            </text>
          </g>
        )
      })}
      <polyline
        points={points.map(({ x, value }) => `${x},${y(value)}`).join(' ')}
        fill="none"
        stroke="var(--series-1)"
        strokeWidth="1.6"
      />
      {points.map(({ x, value, margin }) => (
        <g key={x}>
          <line
            x1={x}
            x2={x}
            y1={y(Math.min(most, value + margin))}
            y2={y(Math.max(least, value - margin))}
            stroke="var(--series-1)"
          />
          <circle cx={x} cy={y(value)} r="3.5" fill="var(--series-1)" />
        </g>
      ))}
    </svg>
  )
}
