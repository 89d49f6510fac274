import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import type { Input as CallInput } from '../../../admin/call'
import { DateField } from '../../../admin/fields/DateField'
import { FilterBar } from '../../../admin/filter/FilterBar'
import { count, percent } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { isDay } from '../../../kernel/day'
import { BeatBar } from '../../delivery/admin/BeatBar'
import { ImportDrawer } from './ImportDrawer'
import { OrderTable } from './OrderTable'
import { words } from './words'
import './order.css'

type Show = CallInput<'order.list'>['show']
/** Keys of the address that narrow the list. */
const ORDER_KEYS = ['show', 'no', 'from', 'until']
const SHOWS: readonly Show[] = ['all', 'unmatched', 'refunds']

/** Orders and refunds of other systems: how many have found their buyer, and a drawer that imports a table of them. */
export function OrderScreen() {
  const { query } = usePlace()
  const { canEdit } = useRights()
  const counts = useQuery('order.getCounts', {})
  const [importing, setImporting] = useState(false)
  const [turn, setTurn] = useState(0)
  const show = SHOWS.find((each) => each === query.show) ?? 'all'
  const dayIn = (text: string | undefined) => (text !== undefined && isDay(text) ? text : undefined)
  const [from, until] = [dayIn(query.from), dayIn(query.until)]
  const go = (change: Record<string, string | null>) => navigate(hrefOf('/orders', { ...query, ...change }))
  const { data } = counts
  const share = data && percent(data.unmatched, data.orders)
  return (
    <Screen
      title={words.title}
      crumb={words.crumb}
      end={<BeatBar />}
      actions={
        canEdit && (
          <Button type="primary" icon={<Icon name="import" size={14} />} onClick={() => setImporting(true)}>
            {words.import}
          </Button>
        )
      }
    >
      <FilterBar keys={ORDER_KEYS}>
        <Segmented
          aria-label="看哪些"
          value={show}
          onChange={(next) => go({ show: next === 'all' ? null : next })}
          options={SHOWS.map((value) => ({ value, label: words.show[value] }))}
        />
        <Input.Search
          key={query.no ?? ''}
          allowClear
          className="order-search"
          placeholder={words.search}
          aria-label={words.search}
          defaultValue={query.no}
          onSearch={(no) => go({ no: no.trim() || null })}
        />
        <DateField label="从哪天" clearable value={from ?? ''} onChange={(day) => go({ from: day || null })} />
        <span>到</span>
        <DateField label="到哪天" clearable value={until ?? ''} onChange={(day) => go({ until: day || null })} />
        {data && (
          <dl className="order-counts">
            <div>
              <dt>订单</dt>
              <dd>{count(data.orders)}</dd>
            </div>
            <div data-kind={data.unmatched > 0 ? 'amber' : undefined}>
              <dt>未匹配</dt>
              <dd>
                {count(data.unmatched)}
                {share !== null && data.unmatched > 0 && <i> {share}%</i>}
              </dd>
            </div>
            <div>
              <dt>退款</dt>
              <dd>{count(data.refunds)}</dd>
            </div>
          </dl>
        )}
      </FilterBar>
      {show === 'unmatched' && <p className="hint order-hint">{words.unmatchedHint}</p>}
      <OrderTable
        key={[show, query.no, from, until, turn].join(' ')}
        input={{ show, no: query.no ?? '', ...(from && { from }), ...(until && { until }) }}
        onImport={canEdit ? () => setImporting(true) : null}
        filtered={show !== 'all' || Boolean(query.no || from || until)}
      />
      {importing && (
        <ImportDrawer
          onClose={() => setImporting(false)}
          onDone={() => {
            setImporting(false)
            setTurn(turn + 1)
            void counts.reload()
          }}
        />
      )}
    </Screen>
  )
}
