import { Tooltip } from 'antd'
import { count } from '../../../admin/format'
import { ExportCsv } from '../../../admin/parts/ExportCsv'
import { Metric } from '../../../admin/parts/Metric'
import type { FunnelAnswer, FunnelView, StepView } from '../contract'
import type { FunnelStepId } from '../rules'
import { bp, pp, stepsOf, wait } from './view'
import { stepWords, words } from './words'

/** How much lighter each step is than the one before, of the way from the first tone to the third. */
const LIGHTER = 14

function shadeOf(step: number): string {
  return `color-mix(in srgb, var(--series-3) ${Math.min(100, step * LIGHTER)}%, var(--series-1))`
}

/**
 * One bar a step: who is matched, hatched who is not, and thin below it the same of what it is compared with. The bars stand inside the
 * table that has their numbers: five to eight rows read better so than drawn apart from them.
 */
export function FunnelBars({
  answer,
  against,
  onPeople,
}: {
  answer: FunnelAnswer
  /** What it is compared with; null: nothing. */
  against: string | null
  /** Opens the people of a step; null where nobody may look at people. */
  onPeople: ((step: FunnelStepId | null, only: 'unmatched' | 'left' | null) => void) | null
}) {
  const { funnel, compare } = answer
  const most = Math.max(1, funnel.people, compare?.people ?? 0)
  return (
    <section className="card funnel-card" aria-label="从露面到首单">
      <header>
        <h2>从第一次露面往下</h2>
        <span className="hint">{words.lead}</span>
        {compare && Math.min(funnel.people, compare.people) < answer.book.least && (
          <span className="tag">{words.few(answer.book.least)}</span>
        )}
        <span className="end hint funnel-legend">
          <span>
            <i data-kind="known" /> {words.known}
          </span>
          <span>
            <i data-kind="unknown" /> {words.unknown}
          </span>
          {against !== null && (
            <span>
              <i data-kind="before" /> {against}
            </span>
          )}
          <ExportCsv
            name={`漏斗步骤-${answer.from}-${answer.to}`}
            heads={stepsOf(answer).heads}
            rows={() => Promise.resolve(stepsOf(answer).rows)}
            metrics={['entry', 'ofPrevious', 'ofEntry', 'unmatched', 'median', 'left']}
          />
        </span>
      </header>
      <table className="funnel-bars">
        <thead>
          <tr>
            <th scope="col">步骤</th>
            <td />
            <th scope="col">人数</th>
            <th scope="col">
              <Metric id="ofPrevious" />
            </th>
            <th scope="col">
              <Metric id="ofEntry" />
            </th>
            <th scope="col">
              <Metric id="unmatched" />
            </th>
            <th scope="col">
              <Metric id="median" />
            </th>
            {compare && <th scope="col">较{against}</th>}
          </tr>
        </thead>
        <tbody>
          <Entry funnel={funnel} compare={compare} most={most} onPeople={onPeople} />
          {funnel.steps.map((step, i) => (
            <Step
              key={step.step}
              step={step}
              shade={shadeOf(i + 1)}
              before={compare ? (compare.steps[i] ?? null) : undefined}
              most={most}
              onPeople={onPeople}
            />
          ))}
          <tr className="funnel-left">
            <th scope="row">
              <Metric id="left" />
            </th>
            <td />
            <td>
              <People people={funnel.left} onOpen={onPeople && (() => onPeople(null, 'left'))} />
            </td>
            <td>—</td>
            <td>{bp(funnel.leftShare)}</td>
            <td>—</td>
            <td>—</td>
            {compare && <td>{pp(funnel.leftShare, compare.leftShare) ?? '—'}</td>}
          </tr>
        </tbody>
      </table>
    </section>
  )
}

type OnPeople = ((step: FunnelStepId | null, only: 'unmatched' | 'left' | null) => void) | null

function Entry({
  funnel,
  compare,
  most,
  onPeople,
}: {
  funnel: FunnelView
  compare: FunnelView | null
  most: number
  onPeople: OnPeople
}) {
  const change = compare && compare.people > 0 ? (funnel.people / compare.people - 1) * 100 : null
  return (
    <tr>
      <th scope="row">
        <Metric id="entry" />
      </th>
      <Bar
        people={funnel.people}
        unmatched={funnel.unmatched}
        before={compare?.people}
        most={most}
        shade={shadeOf(0)}
      />
      <td>
        <People people={funnel.people} onOpen={onPeople && (() => onPeople(null, null))} />
      </td>
      <td>—</td>
      <td>{funnel.people === 0 ? '—' : '100%'}</td>
      <td>
        <People
          people={funnel.unmatched}
          label={bp(funnel.people === 0 ? null : Math.round((funnel.unmatched * 10_000) / funnel.people))}
          onOpen={onPeople && (() => onPeople(null, 'unmatched'))}
        />
      </td>
      <td>—</td>
      {compare && (
        <td data-sign={change === null ? undefined : change < 0 ? 'minus' : 'plus'}>
          {change === null ? '—' : `${change < 0 ? '−' : '+'}${Math.abs(change).toFixed(1)}%`}
        </td>
      )}
    </tr>
  )
}

function Step({
  step,
  shade,
  before,
  most,
  onPeople,
}: {
  step: StepView
  shade: string
  /** The same step of what it is compared with; undefined when nothing is. */
  before: StepView | null | undefined
  most: number
  onPeople: OnPeople
}) {
  const { people, unmatched, unmatchedShare, previous, ofPrevious, ofEntry, medianMs, required, windowDays } = step
  const change = before === undefined ? null : pp(ofEntry, before?.ofEntry ?? null)
  const base = previous === null ? words.entry : stepWords[previous]
  return (
    <tr>
      <th scope="row">
        <Metric
          id="step"
          name={stepWords[step.step]}
          also={`${base}后 ${windowDays} 天内${required ? '；必经步，后面的步骤从它起算' : '；可以跳过'}`}
        />
        {!required && <small>可跳过</small>}
      </th>
      <Bar people={people} unmatched={unmatched} before={before?.people} most={most} shade={shade} />
      <td>
        <People people={people} onOpen={onPeople && (() => onPeople(step.step, null))} />
      </td>
      <td>
        <Tooltip title={`上一步：${base}`}>
          <span>{bp(ofPrevious)}</span>
        </Tooltip>
      </td>
      <td>{bp(ofEntry)}</td>
      <td className={(unmatchedShare ?? 0) >= 800 ? 'amber' : undefined}>
        <People
          people={unmatched}
          label={bp(unmatchedShare)}
          onOpen={onPeople && (() => onPeople(step.step, 'unmatched'))}
        />
      </td>
      <td>{wait(medianMs)}</td>
      {before !== undefined && (
        <td
          data-sign={change === null || change.startsWith('0') ? undefined : change.startsWith('−') ? 'minus' : 'plus'}
        >
          {change ?? '—'}
        </td>
      )}
    </tr>
  )
}

function Bar({
  people,
  unmatched,
  before,
  most,
  shade,
}: {
  people: number
  unmatched: number
  before: number | undefined
  most: number
  shade: string
}) {
  const width = (of: number) => `${(of * 100) / most}%`
  return (
    <td className="funnel-bar" aria-hidden="true">
      <div>
        {people > unmatched && <i style={{ width: width(people - unmatched), background: shade }} />}
        {unmatched > 0 && <i data-kind="unknown" style={{ width: width(unmatched) }} />}
      </div>
      {before !== undefined && <i data-kind="before" style={{ width: width(before) }} />}
    </td>
  )
}

/** A number that leads to its rows. */
function People({ people, label, onOpen }: { people: number; label?: string; onOpen: (() => void) | null }) {
  const shown = label ?? count(people)
  if (onOpen === null || people === 0) return <>{shown}</>
  return (
    <button type="button" className="funnel-number" title={`看这 ${count(people)} 人`} onClick={onOpen}>
      {shown}
    </button>
  )
}
