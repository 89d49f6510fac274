import { count } from '../../../admin/format'
import type { MetricId } from '../../../admin/metrics/metrics'
import { ExportCsv } from '../../../admin/parts/ExportCsv'
import { NumberLink } from '../../../admin/parts/NumberLink'

export interface BarRow {
  key: string
  name: string
  n: number
  /** What the whole bar is. */
  of: number
  notes: readonly string[]
  tone: 'step' | 'worst' | 'last' | 'branched'
  href: string | null
}

/** Names of any length with a bar and a number each: the bar stands inside the table, because the names are what one reads. */
export function BarTable({ heads, rows }: { heads: readonly string[]; rows: readonly BarRow[] }) {
  const [name = '', n = '', ...notes] = heads
  return (
    <table className="survey-bars">
      <thead>
        <tr>
          <th scope="col">{name}</th>
          <td />
          <th scope="col">{n}</th>
          {notes.map((note) => (
            <th key={note} scope="col">
              {note}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} data-tone={row.tone}>
            <th scope="row">{row.name}</th>
            <td aria-hidden="true">
              <b style={{ width: `${row.of === 0 ? 0 : Math.max(row.n > 0 ? 1 : 0, (row.n / row.of) * 100)}%` }} />
            </td>
            <td>
              <NumberLink n={row.n} href={row.href} of="份">
                {count(row.n)}
              </NumberLink>
            </td>
            {row.notes.map((note, at) => (
              <td key={notes[at]}>{note}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The same rows as a file. */
export function BarFile({
  name,
  heads,
  rows,
  metrics,
}: {
  name: string
  heads: readonly string[]
  rows: readonly BarRow[]
  metrics: readonly MetricId[]
}) {
  const lines = rows.map((row) => [row.name, row.n, ...row.notes])
  return <ExportCsv name={name} heads={heads} rows={() => Promise.resolve(lines)} metrics={metrics} />
}

/** Where a score stands between its ends, with its margin: a sign beside the figure, which says the same in digits. */
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
