import { Button, DatePicker, Input, Segmented } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { Input as CallInput } from '../../../admin/call'
import { count, percent } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { isDay } from '../../../kernel/day'
import { ImportDrawer } from './ImportDrawer'
import { OrderTable } from './OrderTable'
import { words } from './words'
import './order.css'

type Show = CallInput<'order.list'>['show']
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
  const go = (change: Record<string, string | null>) => navigate(hrefOf('/orders', { ...query, ...change }), true)
  const { data } = counts
  const share = data && percent(data.unmatched, data.orders)
  return (
    <Screen
      title={words.title}
      crumb={words.crumb}
      actions={
        canEdit && (
          <Button type="primary" icon={<Icon name="import" size={14} />} onClick={() => setImporting(true)}>
            {words.import}
          </Button>
        )
      }
    >
      <div className="order-bar">
        <Segmented
          aria-label="看哪些"
          value={show}
          onChange={(next) => go({ show: next === 'all' ? null : next })}
          options={SHOWS.map((value) => ({ value, label: words.show[value] }))}
        />
        <Input.Search
          allowClear
          className="order-search"
          placeholder={words.search}
          aria-label={words.search}
          defaultValue={query.no}
          onSearch={(no) => go({ no: no.trim() || null })}
        />
        <DatePicker.RangePicker
          aria-label="日期"
          allowEmpty={[true, true]}
          value={[from === undefined ? null : dayjs(from), until === undefined ? null : dayjs(until)]}
          onChange={(days) =>
            go({ from: days?.[0]?.format('YYYY-MM-DD') ?? null, until: days?.[1]?.format('YYYY-MM-DD') ?? null })
          }
        />
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
      </div>
      {show === 'unmatched' && <p className="hint order-hint">{words.unmatchedHint}</p>}
      <OrderTable
        key={[show, query.no, from, until, turn].join(' ')}
        input={{ show, no: query.no ?? '', ...(from && { from }), ...(until && { until }) }}
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
