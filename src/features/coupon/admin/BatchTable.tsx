import { Segmented, Tooltip } from 'antd'
import { useMemo } from 'react'
import type { CsvCell } from '../../../admin/csv'
import { count, moment, money, percent, shortDay, stamp } from '../../../admin/format'
import { ExportCsv } from '../../../admin/parts/ExportCsv'
import { Metric } from '../../../admin/parts/Metric'
import { NumberLink } from '../../../admin/parts/NumberLink'
import { type Column, DataTable } from '../../../admin/table/DataTable'
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
  onPick,
}: {
  batches: readonly BatchView[]
  now: number
  filter: Filter
  chosen: string | null
  onFilter: (filter: Filter) => void
  onChoose: (id: string) => void
  /** Told with every change of the rows that are chosen. */
  onPick?: (rows: PhasedBatch[]) => void
}) {
  const phased = useMemo(() => batches.map((batch) => ({ batch, phase: phaseOf(batch, now) })), [batches, now])
  const shown = useMemo(() => phased.filter(({ phase }) => passes(filter, phase)), [phased, filter])
  const columns = useMemo(() => batchColumns(now), [now])
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
        <DataTable
          label="批次"
          rows={shown}
          idOf={idOf}
          columns={columns}
          opened={chosen}
          onOpen={({ batch }) => onChoose(batch._id)}
          {...(onPick && { onChosen: onPick })}
          end={`共 ${count(shown.length)} 批`}
        />
      )}
    </section>
  )
}

/** A batch and how it stands at this moment. */
export interface PhasedBatch {
  batch: BatchView
  phase: Phase
}

const idOf = ({ batch }: PhasedBatch) => batch._id

function batchColumns(now: number): Column<PhasedBatch>[] {
  return [
    {
      ...{ key: 'title', name: '批次', width: 190, grow: 1 },
      cell: ({ batch, phase }) => (
        <span title={`${batch.terms.title} · ${valueWords(batch.terms.value)} · ${whenWords(batch, phase, now)}`}>
          {batch.terms.title}
          <small className="hint">
            {' '}
            {valueWords(batch.terms.value)} · {whenWords(batch, phase, now)}
          </small>
        </span>
      ),
      plain: ({ batch }) => batch.terms.title,
    },
    {
      ...{ key: 'phase', name: '状态', width: 78 },
      cell: ({ phase }) => <PhaseTag phase={phase} />,
      plain: ({ phase }) => phases[phase].name,
    },
    {
      ...{ key: 'total', name: '库存 领 / 核', width: 126 },
      cell: ({ batch: { total, taken, used } }) => (
        <>
          <Filling {...{ taken, used, total }} />
          <small className="hint">{count(total)}</small>
        </>
      ),
      plain: ({ batch }) => batch.total,
    },
    {
      ...{ key: 'taken', name: '领取', width: 62, end: true },
      head: <Metric id="taken" />,
      cell: ({ batch }) => (
        <NumberLink n={batch.taken} href={issuedHref(batch._id, 'taken')} of="张">
          {count(batch.taken)}
        </NumberLink>
      ),
      plain: ({ batch }) => batch.taken,
    },
    {
      ...{ key: 'used', name: '核销', width: 62, end: true },
      head: <Metric id="used" />,
      cell: ({ batch }) => (
        <NumberLink n={batch.used} href={issuedHref(batch._id, 'used')} of="张">
          {count(batch.used)}
        </NumberLink>
      ),
      plain: ({ batch }) => batch.used,
    },
    {
      ...{ key: 'rate', name: '核销率', width: 72, end: true },
      head: <Metric id="usedRate" />,
      cell: ({ batch }) => rateWords(batch),
      plain: ({ batch }) => percent(batch.used, batch.taken),
    },
    {
      ...{ key: 'owed', name: '未核销最多', width: 98, end: true },
      head: <Metric id="exposure" />,
      cell: ({ batch }) => {
        const exposure = exposureOf(batch, dayOf(now))
        return (
          <NumberLink n={exposure ?? 0} href={issuedHref(batch._id, 'unused')} words="看是哪些券">
            {exposure === null ? '—' : money(exposure)}
          </NumberLink>
        )
      },
      plain: ({ batch }) => {
        const exposure = exposureOf(batch, dayOf(now))
        return exposure === null ? null : exposure / 100
      },
    },
  ]
}

function rateWords({ used, taken }: BatchView): string {
  const rate = percent(used, taken)
  return rate === null ? '—' : `${rate}%`
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
