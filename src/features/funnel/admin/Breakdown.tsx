import { Button } from 'antd'
import { useState } from 'react'
import { count, money } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import type { BreakdownRow, FunnelAnswer } from '../contract'
import type { Dimension } from '../rules'
import { Defined } from './FunnelBars'
import { bp } from './view'
import { dimensionWords, stepWords, words } from './words'

type Sort = 'people' | 'retention7' | 'checkin' | 'coupon' | 'left7'

/** Quantity at the left, quality at the right; a small sample is grey and says so. */
export function Breakdown({
  answer,
  by,
  chosen,
  onChoose,
  onExport,
}: {
  answer: FunnelAnswer
  by: Dimension
  chosen: string | null
  onChoose: (value: string | null) => void
  onExport: () => void
}) {
  const [sort, setSort] = useState<Sort>('people')
  const { rows, book, funnel, quality } = answer
  const shown = [...rows].sort((a, b) => rank(b, sort) - rank(a, sort))
  const head = (id: Exclude<Sort, 'people'>, name: string) => (
    <th scope="col" aria-sort={sort === id ? 'descending' : undefined}>
      <Defined name={name} means={words.definitions[id]} />
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
          <Button size="small" icon={<Icon name="export" size={14} />} onClick={onExport}>
            导出 CSV
          </Button>
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
                <Defined name="客单价" means={words.definitions.perBuyer} />
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <Row
                key={row.value}
                row={row}
                least={book.least}
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
  isChosen,
  onChoose,
}: {
  row: BreakdownRow
  least: number
  isChosen: boolean
  onChoose: () => void
}) {
  const { name, people, steps, quality } = row
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
      <td>{count(people)}</td>
      {steps.map((each, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns are those of the book
        <td key={i}>{count(each)}</td>
      ))}
      <td data-quality>{bp(retention7, 0)}</td>
      <td data-quality>{bp(checkin, 0)}</td>
      <td data-quality>
        {coupon !== null && <i className="funnel-mini" style={{ width: Math.max(2, (coupon / 10_000) * 56) }} />}
        {bp(coupon, 0)}
      </td>
      <td data-quality>{bp(left7)}</td>
      <td data-quality>{perBuyer === null ? '—' : money(perBuyer)}</td>
    </tr>
  )
}
