import { Button, } from 'antd'
import { Fragment, useState } from 'react'
import { serverNow } from '../../../admin/clock'
import type { CsvCell } from '../../../admin/csv'
import { DateField } from '../../../admin/fields/DateField'
import { count } from '../../../admin/format'
import { metricOf } from '../../../admin/metrics/metrics'
import { Chart } from '../../../admin/parts/Chart'
import { ExportCsv } from '../../../admin/parts/ExportCsv'
import { Icon } from '../../../admin/parts/Icon'
import { Metric } from '../../../admin/parts/Metric'
import { NumberLink } from '../../../admin/parts/NumberLink'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { addDays, type Day, dayOf, isDay } from '../../../kernel/day'
import { type GroupRates, onTimeRate, type Rates, type StoreRates } from '../storeRates'
import { BeatBar } from './BeatBar'
import { NO_STORE, SentRows } from './SentRows'
import { daysModel } from './series'
import { type Column, columns, sorted } from './storeTable'
import './stores.css'

/** Store by store: what was planned, and what became of it. */
export function StoreScreen() {
  const { query } = usePlace()
  const today = dayOf(serverNow())
  const to = isDay(query.to ?? '') ? (query.to ?? today) : today
  const from = isDay(query.from ?? '') ? (query.from ?? to) : addDays(to, -6)
  const by = columns.find(({ id }) => id === query.by) ?? columns[0]
  const up = query.up === '1'
  const found = useQuery('delivery.getStores', serverNow() > 0 && from <= to ? { from, to } : null)
  const go = (change: Record<string, string | null>) => navigate(hrefOf('/stores', { ...query, ...change }), true)
  const stores = found.data ? sorted(found.data.stores, by, up) : []
  return (
    <Screen title="门店执行" crumb={found.data ? `${stores.length} 家 · 点开看每个群` : ''} end={<BeatBar />}>
      <div className="store-filter">
        <DateField label="从哪天" value={from} onChange={(value) => value && go({ from: value })} />
        <span>到</span>
        <DateField label="到哪天" value={to} onChange={(value) => value && go({ to: value })} />
        <span className="hint">把一个 SOP 只发给某些门店：打开它的草稿，点「选门店」。</span>
        <Button size="small" href={hrefOf('/sop')}>
          去选 SOP
        </Button>
      </div>
      {from > to && <Empty title="换个时间再看">开始那天要在结束那天之前。</Empty>}
      {found.loading && from <= to && <Skeleton rows={8} />}
      {found.error && (
        <Failure
          standing="消息照常在发，只是这里没有算出来。"
          error={found.error}
          onRetry={() => void found.reload()}
        />
      )}
      {found.data && (found.data.missing ?? 0) > 0 && (
        <p className="note" data-kind="amber">
          <Icon name="clock" size={14} />
          <span>{found.data.missing} 天还没有汇总好，没有算在里面；每天清晨汇总，明天再看就全了。</span>
        </p>
      )}
      {found.data && stores.length === 0 && (
        <Empty title="这些天没有排过消息" action={<Button href={hrefOf('/people')}>看员工和门店</Button>}>
          门店按群主的员工资料算：员工填了门店，他的群就归到那家店。
        </Empty>
      )}
      {found.data && stores.length > 0 && (
        <div className="store-chart">
          <Chart
            title="每天发得怎样"
            name={`每天发得怎样 ${from} 到 ${to}`}
            hint="一条消息只数一次"
            model={daysModel(found.data.days, addressOf(query), today, serverNow())}
            metrics={['onTime', 'late', 'unconfirmed', 'missed', 'open']}
            height={190}
          />
        </div>
      )}
      {stores.length > 0 && (
        <section className="card" aria-label="门店">
          <header>
            <h2>门店</h2>
            <span className="hint">按群主的门店算，群主在两家店的各算一次</span>
            <div className="end">
              <ExportCsv
                name={`门店执行-${from}-${to}`}
                heads={['门店', '群', ...columns.map(({ metric }) => metricOf(metric).name)]}
                rows={() => Promise.resolve(stores.flatMap(linesOf))}
                metrics={columns.map(({ metric }) => metric)}
              />
            </div>
          </header>
          <Table
            stores={stores}
            by={by}
            up={up}
            to={to}
            query={query}
            onSort={(id) => go({ by: id, up: id === by.id && !up ? '1' : null })}
          />
        </section>
      )}
      {query.rows && from <= to && (
        <SentRows
          key={JSON.stringify(query)}
          query={query}
          from={from}
          to={to}
          onClose={() => navigate(hrefOf('/stores', addressOf(query)), true)}
        />
      )}
    </Screen>
  )
}

function Table({
  stores,
  by,
  up,
  to,
  query,
  onSort,
}: {
  stores: readonly StoreRates[]
  by: Column
  up: boolean
  to: Day
  query: Readonly<Record<string, string>>
  onSort: (id: string) => void
}) {
  const [open, setOpen] = useState<ReadonlySet<string | null>>(new Set())
  const turn = (store: string | null) => {
    const next = new Set(open)
    if (!next.delete(store)) next.add(store)
    setOpen(next)
  }
  return (
    <table className="store-table">
      <thead>
        <tr>
          <th scope="col">门店</th>
          {columns.map(({ id, metric }) => (
            <th key={id} scope="col" aria-sort={id === by.id ? (up ? 'ascending' : 'descending') : 'none'}>
              <Metric id={metric} />
              <button
                type="button"
                data-on={id === by.id}
                aria-label={`按${metricOf(metric).name}排`}
                onClick={() => onSort(id)}
              >
                <i aria-hidden="true">{id === by.id && up ? '↑' : '↓'}</i>
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {stores.map((one) => (
          <Fragment key={one.store ?? ''}>
            <tr>
              <th scope="row">
                <button type="button" aria-expanded={open.has(one.store)} onClick={() => turn(one.store)}>
                  <Icon name="right" size={12} />
                  {nameOf(one)} <small>{one.groups.length} 个群</small>
                </button>
              </th>
              <Cells rates={one} query={query} of={{ store: one.store ?? NO_STORE }} />
            </tr>
            {open.has(one.store) &&
              one.groups.map((group) => <Group key={group.chatId} group={group} to={to} query={query} />)}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}

function Group({ group, to, query }: { group: GroupRates; to: Day; query: Readonly<Record<string, string>> }) {
  return (
    <tr data-group="true">
      <th scope="row">
        <a href={hrefOf('/calendar', { view: 'month', group: group.chatId, d: to })}>{group.name}</a>
        {group.troubleOn && <a href={hrefOf('/today', { d: group.troubleOn })}>看 {group.troubleOn.slice(5)} 那天</a>}
      </th>
      <Cells rates={group} query={query} of={{ chat: group.chatId }} />
    </tr>
  )
}

function Cells({
  rates,
  query,
  of,
}: {
  rates: Rates
  query: Readonly<Record<string, string>>
  /** Whose messages: of a store, or of a group. */
  of: Readonly<Record<string, string>>
}) {
  return columns.map(({ id, rows, shown, value }) => (
    <td key={id} data-zero={value(rates) === 0} data-low={id === 'rate' && (onTimeRate(rates) ?? 1) < 0.8}>
      <NumberLink n={rates[rows]} href={hrefOf('/stores', { ...addressOf(query), ...of, rows })}>
        {shown(rates)}
      </NumberLink>
    </td>
  ))
}

/** The address without the rows beside the table. */
function addressOf({ from, to, by, up }: Readonly<Record<string, string>>): Record<string, string | null> {
  return { from: from ?? null, to: to ?? null, by: by ?? null, up: up ?? null }
}

function nameOf({ store }: StoreRates): string {
  return store ?? '没有归到门店'
}

function linesOf(one: StoreRates): CsvCell[][] {
  const cells = (rates: Rates) =>
    columns.map(({ shown, value, id }) => (id === 'planned' ? value(rates) : shown(rates)))
  return [
    [nameOf(one), count(one.groups.length), ...cells(one)],
    ...one.groups.map((group) => [nameOf(one), group.name, ...cells(group)]),
  ]
}
