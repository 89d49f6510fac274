import { useState } from 'react'
import { DateField } from '../../../admin/fields/DateField'
import { shortDay } from '../../../admin/format'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { useQuery } from '../../../admin/useQuery'
import { isDay } from '../../../kernel/day'
import type { QuotaView } from '../contract'

/** Rows that are drawn; the tightest stand first. */
const SHOWN = 200

/** The 群发 budget of each group in the period that holds a day. */
export function QuotaPanel() {
  const [day, setDay] = useState('')
  const asked = useQuery('delivery.getQuota', isDay(day) ? { date: day } : {})
  const view = asked.data
  return (
    <section className="card sending-card" aria-label="群发余额">
      <header>
        <h2>群发余额</h2>
        <span className="hint">
          {view ? `${shortDay(view.from)} 到 ${shortDay(view.to)}，每群 ${view.limit} 条，余得少的在前` : ''}
        </span>
        <span className="end">
          <label htmlFor="quota-day">看哪天所在的一期</label>
          <DateField
            id="quota-day"
            className="sending-date"
            value={day === '' ? '' : day}
            onChange={(value) => setDay(value)}
            clearable
          />
        </span>
      </header>
      {asked.loading && <Skeleton rows={8} />}
      {asked.error && !view && (
        <Failure standing="配额照常守着。" error={asked.error} onRetry={() => void asked.reload()} />
      )}
      {view?.groups.length === 0 && (
        <Empty title="还没有客户群">群从企业微信同步过来，每小时一次；群主要在应用的可见范围里。</Empty>
      )}
      {view && view.groups.length > 0 && <Groups view={view} />}
    </section>
  )
}

function Groups({ view }: { view: QuotaView }) {
  return (
    <div className="quota-scroll">
      <table className="quota">
        <thead>
          <tr>
            <th scope="col">群</th>
            <th scope="col" className="quota-bar-head">
              <i data-kind="spent" /> 已发 <i data-kind="reserved" /> 排好或在群主手上 <i data-kind="outside" />{' '}
              同事自己发的
            </th>
            <th scope="col">已发</th>
            <th scope="col">占着</th>
            <th scope="col">自己发的</th>
            <th scope="col">余</th>
          </tr>
        </thead>
        <tbody>
          {view.groups.slice(0, SHOWN).map(({ chatId, name, reserved, spent, outside, left }) => {
            const whole = Math.max(view.limit, reserved + spent + outside, 1)
            const width = (value: number) => ({ width: `${(value / whole) * 100}%` })
            return (
              <tr key={chatId}>
                <th scope="row">{name}</th>
                <td>
                  <span className="quota-track" aria-hidden="true">
                    <i data-kind="spent" style={width(spent)} />
                    <i data-kind="reserved" style={width(reserved)} />
                    <i data-kind="outside" style={width(outside)} />
                  </span>
                </td>
                <td>{spent}</td>
                <td>{reserved}</td>
                <td>{outside}</td>
                <td>
                  <b className={left === 0 ? 'brick' : left <= 4 ? 'amber' : undefined}>{left === 0 ? '用完' : left}</b>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {view.groups.length > SHOWN && (
        <p className="hint quota-rest">还有 {view.groups.length - SHOWN} 个群，余得更多。</p>
      )}
    </div>
  )
}
