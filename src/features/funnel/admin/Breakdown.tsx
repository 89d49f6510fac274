import { useState } from 'react'
import { count, money } from '../../../admin/format'
import type { MetricId } from '../../../admin/metrics/metrics'
import { ExportCsv } from '../../../admin/parts/ExportCsv'
import { Metric } from '../../../admin/parts/Metric'
import { NumberLink } from '../../../admin/parts/NumberLink'
import type { BreakdownRow, FunnelAnswer, PeopleOnly } from '../contract'
import type { Dimension, FunnelStepId } from '../rules'
import { bp, exportOf } from './view'
import { dimensionWords, stepWords, words } from './words'

type Sort = 'people' | 'retention7' | 'checkin' | 'coupon' | 'left7'

const METRICS = {
  retention7: 'retention7',
  checkin: 'checkinRate',
  coupon: 'redeemRate',
  left7: 'left7',
} as const satisfies Record<Exclude<Sort, 'people'>, MetricId>

/** Quantity at the left, quality at the right; a small sample is grey and says so. */
export function Breakdown({
  answer,
  by,
  chosen,
  onChoose,
  peopleHref,
}: {
  answer: FunnelAnswer
  by: Dimension
  chosen: string | null
  onChoose: (value: string | null) => void
  /** The people of one value: all, of a step, or some of them; null where nobody may look at people. */
  peopleHref: ((value: string, step: FunnelStepId | null, only: PeopleOnly | null) => string) | null
}) {
  const [sort, setSort] = useState<Sort>('people')
  const { rows, book, funnel, quality } = answer
  const shown = [...rows].sort((a, b) => rank(b, sort) - rank(a, sort))
  const head = (id: Exclude<Sort, 'people'>, name: string) => (
    <th scope="col" aria-sort={sort === id ? 'descending' : undefined}>
      <Metric id={METRICS[id]} name={name} />
      <button
        type="button"
        aria-label={`按${name}排`}
        data-on={sort === id}
        onClick={() => setSort(sort === id ? 'people' : id)}
      >
        ↓
      </button>
    </th>
  )
  return (
    <section className="card funnel-rows" aria-label={`按${dimensionWords[by]}`}>
      <header>
        <h2>按{dimensionWords[by]}</h2>
        <span className="hint">量看左边，质看右边；排在前面不等于好</span>
        <span className="end">
          <ExportCsv
            name={`漏斗-按${dimensionWords[by]}-${answer.from}-${answer.to}`}
            heads={exportOf(answer, dimensionWords[by]).heads}
            rows={() => Promise.resolve(exportOf(answer, dimensionWords[by]).rows)}
            metrics={['entry', 'unmatched', 'retention7', 'checkinRate', 'redeemRate', 'left7', 'perBuyer']}
          />
        </span>
      </header>
      <div className="funnel-scroll">
        <table>
          <thead>
            <tr className="funnel-groups">
              <td />
              <th scope="colgroup" colSpan={1 + book.steps.length}>
                量（人）
              </th>
              <th scope="colgroup" colSpan={5} data-quality>
                质
              </th>
            </tr>
            <tr>
              <th scope="col">{dimensionWords[by]}</th>
              <th scope="col">{words.entry}</th>
              {book.steps.map(({ step }) => (
                <th key={step} scope="col">
                  {stepWords[step]}
                </th>
              ))}
              {head('retention7', '7 日还在')}
              {head('checkin', '打卡率')}
              {head('coupon', '核销率')}
              {head('left7', '7 日离开')}
              <th scope="col">
                <Metric id="perBuyer" />
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <Row
                key={row.value}
                row={row}
                least={book.least}
                steps={book.steps.map(({ step }) => step)}
                hrefOf={peopleHref && ((step, only) => peopleHref(row.value, step, only))}
                isChosen={row.value === chosen}
                onChoose={() => onChoose(row.value === chosen ? null : row.value)}
              />
            ))}
            {chosen === null && rows.length > 1 && (
              <tr className="funnel-sum">
                <th scope="row">合计</th>
                <td>{count(funnel.people)}</td>
                {funnel.steps.map(({ step, people }) => (
                  <td key={step}>{count(people)}</td>
                ))}
                <td data-quality>{bp(quality.retention7, 0)}</td>
                <td data-quality>{bp(quality.checkin, 0)}</td>
                <td data-quality>{bp(quality.coupon, 0)}</td>
                <td data-quality>{bp(quality.left7)}</td>
                <td data-quality>{quality.perBuyer === null ? '—' : money(quality.perBuyer)}</td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function rank({ people, value, quality }: BreakdownRow, sort: Sort): number {
  if (sort === 'people') return value === '' ? -1 : people
  return quality[sort] ?? -1
}

function Row({
  row,
  least,
  steps,
  hrefOf,
  isChosen,
  onChoose,
}: {
  row: BreakdownRow
  least: number
  steps: readonly FunnelStepId[]
  hrefOf: ((step: FunnelStepId | null, only: PeopleOnly | null) => string) | null
  isChosen: boolean
  onChoose: () => void
}) {
  const { name, people, quality } = row
  const { few, retention7, checkin, coupon, left7, perBuyer } = quality
  return (
    <tr data-chosen={isChosen} data-few={few}>
      <th scope="row">
        <button type="button" aria-pressed={isChosen} onClick={onChoose}>
          {name}
        </button>
        {few && <span className="tag">{words.few(least)}</span>}
        {!few && (left7 ?? 0) >= 1000 && (
          <span className="tag" data-kind="amber">
            离开多
          </span>
        )}
      </th>
      <td>
        <NumberLink n={people} href={hrefOf?.(null, null) ?? null} of="人">
          {count(people)}
        </NumberLink>
      </td>
      {steps.map((step, i) => (
        <td key={step}>
          <NumberLink n={row.steps[i] ?? 0} href={hrefOf?.(step, null) ?? null} of="人">
            {count(row.steps[i] ?? 0)}
          </NumberLink>
        </td>
      ))}
      <td data-quality>
        <Share points={retention7} href={hrefOf?.(null, 'active') ?? null} />
      </td>
      <td data-quality>
        <Share points={checkin} href={hrefOf?.(null, 'checkedIn') ?? null} />
      </td>
      <td data-quality>
        {coupon !== null && <i className="funnel-mini" style={{ width: Math.max(2, (coupon / 10_000) * 56) }} />}
        <Share points={coupon} href={hrefOf?.(null, 'used') ?? null} />
      </td>
      <td data-quality>
        <Share points={left7} digits={1} href={hrefOf?.(null, 'leftMatched') ?? null} />
      </td>
      <td data-quality>{perBuyer === null ? '—' : money(perBuyer)}</td>
    </tr>
  )
}

/** A share leads to the people above its line. */
function Share({ points, href, digits = 0 }: { points: number | null; href: string | null; digits?: number }) {
  const shown = bp(points, digits)
  if (href === null || !points) return <>{shown}</>
  return (
    <a className="number-link" href={href} title="看是哪些人">
      {shown}
    </a>
  )
}
