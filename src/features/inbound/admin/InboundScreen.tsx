import { Segmented } from 'antd'
import { count } from '../../../admin/format'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { EventList } from './EventList'
import { kindName, sourceNames, words } from './words'
import './inbound.css'

const POLL_MS = 20_000

/** What the platforms told us: what nobody could take at the left, how much came at the right. */
export function InboundScreen() {
  const { query } = usePlace()
  const show = query.show === 'open' ? 'open' : 'dead'
  const counts = useQuery('inbound.getCounts', {}, POLL_MS)
  const { data } = counts
  const labelled = (name: string, n: number | undefined) => (n === undefined || n === 0 ? name : `${name} ${count(n)}`)
  return (
    <Screen title={words.title} crumb={words.crumb}>
      <div className="inbound">
        <div>
          <div className="inbound-bar">
            <Segmented
              aria-label="看哪些"
              value={show}
              onChange={(next) => navigate(hrefOf('/inbound', { show: next === 'dead' ? null : next }), true)}
              options={[
                { value: 'dead' as const, label: labelled(words.dead, data?.dead) },
                { value: 'open' as const, label: labelled(words.open, data?.open) },
              ]}
            />
            <span className="hint">{words.lead}</span>
          </div>
          <EventList key={show} show={show} onDone={counts.reload} />
        </div>
        <section className="card" aria-label={words.counts}>
          <header>
            <h2>{words.counts}</h2>
            {data?.cut && <span className="hint">{words.cut}</span>}
          </header>
          {counts.loading && <Skeleton rows={5} />}
          {counts.error && !data && (
            <Failure standing={words.standing} error={counts.error} onRetry={() => void counts.reload()} />
          )}
          {data?.counts.length === 0 && <Empty title={words.nobody}>{words.nobodyNext}</Empty>}
          <ul className="inbound-counts">
            {data?.counts.map(({ source, kind, count: n, dead, open }) => (
              <li key={`${source} ${kind}`}>
                <span>{sourceNames[source]}</span>
                <b className="ellipsis">{kindName(kind)}</b>
                <span>
                  {dead > 0 && <i className="brick">{count(dead)} 没成 </i>}
                  {open > 0 && <i className="amber">{count(open)} 在等 </i>}
                  {count(n)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Screen>
  )
}
