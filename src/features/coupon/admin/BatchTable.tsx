import { Segmented, Tooltip } from 'antd'
import type { CsvCell } from '../../../admin/csv'
import { count, moment, money, percent, shortDay, stamp } from '../../../admin/format'
import { ExportCsv } from '../../../admin/parts/ExportCsv'
import { Metric } from '../../../admin/parts/Metric'
import { NumberLink } from '../../../admin/parts/NumberLink'
import { dayOf } from '../../../kernel/day'
import type { BatchView } from '../contract'
import { exposureOf, type Filter, filterNames, lastUseDay, type Phase, passes, phaseOf, phases } from './batches'
import { issuedHref } from './series'
import { valueWords } from './words'

/** All batches, newest first: where each stands, how much was taken and used. */
export function BatchTable({
  batches,
  now,
  filter,
  chosen,
  onFilter,
  onChoose,
}: {
  batches: readonly BatchView[]
  now: number
  filter: Filter
  chosen: string | null
  onFilter: (filter: Filter) => void
  onChoose: (id: string) => void
}) {
  const phased = batches.map((batch) => ({ batch, phase: phaseOf(batch, now) }))
  const shown = phased.filter(({ phase }) => passes(filter, phase))
  const filters = (Object.keys(filterNames) as Filter[]).map((value) => ({
    value,
    label: `${filterNames[value]} ${phased.filter(({ phase }) => passes(value, phase)).length}`,
  }))
  return (
    <section className="card coupon-list" aria-label="批次">
      <header>
        <h2>批次</h2>
        <div className="end">
          <ExportCsv
            name={`优惠券-${filterNames[filter]}-${dayOf(now)}`}
            heads={['批次', '券', '状态', '开领', '领到', '库存', '领取', '核销', '核销率', '未核销最多（元）', '编号']}
            rows={() => Promise.resolve(shown.map(({ batch, phase }) => cellsOf(batch, phase, now)))}
            metrics={['taken', 'used', 'usedRate', 'exposure']}
          />
          <Segmented<Filter> size="small" value={filter} onChange={onFilter} options={filters} />
        </div>
      </header>
      {shown.length === 0 ? (
        <p className="coupon-none">
          没有「{filterNames[filter]}」的批次。
          <button type="button" className="linkish" onClick={() => onFilter('all')}>
            清掉筛选
          </button>
        </p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">批次</th>
              <th scope="col">状态</th>
              <th scope="col">库存 领 / 核</th>
              <th scope="col" className="r">
                <Metric id="taken" />
              </th>
              <th scope="col" className="r">
                <Metric id="used" />
              </th>
              <th scope="col" className="r">
                <Metric id="usedRate" />
              </th>
              <th scope="col" className="r">
                <Metric id="exposure" />
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ batch, phase }) => (
              <Line
                key={batch._id}
                batch={batch}
                phase={phase}
                now={now}
                chosen={chosen === batch._id}
                onChoose={() => onChoose(batch._id)}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Line({
  batch,
  phase,
  now,
  chosen,
  onChoose,
}: {
  batch: BatchView
  phase: Phase
  now: number
  chosen: boolean
  onChoose: () => void
}) {
  const { terms, taken, used, total } = batch
  const rate = percent(used, taken)
  const exposure = exposureOf(batch, dayOf(now))
  return (
    <tr data-chosen={chosen} onClick={onChoose}>
      <th scope="row">
        <button type="button" aria-expanded={chosen} onClick={onChoose}>
          {terms.title}
        </button>
        <small>
          {valueWords(terms.value)} · {whenWords(batch, phase, now)}
        </small>
      </th>
      <td>
        <PhaseTag phase={phase} />
      </td>
      <td>
        <small>{count(total)} 张</small>
        <Filling taken={taken} used={used} total={total} />
      </td>
      <td className="r">
        <NumberLink n={taken} href={issuedHref(batch._id, 'taken')} of="张">
          {count(taken)}
        </NumberLink>
      </td>
      <td className="r">
        <NumberLink n={used} href={issuedHref(batch._id, 'used')} of="张">
          {count(used)}
        </NumberLink>
      </td>
      <td className="r">{rate === null ? '—' : `${rate}%`}</td>
      <td className="r">
        <NumberLink n={exposure ?? 0} href={issuedHref(batch._id, 'unused')} words="看是哪些券">
          {exposure === null ? '—' : money(exposure)}
        </NumberLink>
      </td>
    </tr>
  )
}

export function PhaseTag({ phase }: { phase: Phase }) {
  const { name, kind, detail } = phases[phase]
  return (
    <Tooltip title={detail} mouseEnterDelay={0.3}>
      <span className="tag" data-kind={kind}>
        {name}
      </span>
    </Tooltip>
  )
}

/** Used within taken within all, as one bar. */
export function Filling({ taken, used, total }: { taken: number; used: number; total: number }) {
  const share = (part: number) => `${Math.min(100, (part * 100) / total)}%`
  return (
    <span className="coupon-filling" aria-hidden="true">
      <i style={{ width: share(taken) }} />
      <b style={{ width: share(used) }} />
    </span>
  )
}

function whenWords(batch: BatchView, phase: Phase, now: number): string {
  if (phase === 'upcoming' || phase === 'draft') return `${moment(batch.claimFrom, now)} 开领`
  if (phase === 'over' || phase === 'stopped') return `${shortDay(lastUseDay(batch), dayOf(now).slice(0, 4))} 到期`
  return `领到 ${moment(batch.claimUntil - 1, now)}`
}

function cellsOf(batch: BatchView, phase: Phase, now: number): CsvCell[] {
  const { terms, claimFrom, claimUntil, total, taken, used, _id } = batch
  const exposure = exposureOf(batch, dayOf(now))
  return [
    ...[terms.title, valueWords(terms.value), phases[phase].name, stamp(claimFrom), stamp(claimUntil)],
    ...[total, taken, used, percent(used, taken), exposure === null ? null : exposure / 100, _id],
  ]
}
