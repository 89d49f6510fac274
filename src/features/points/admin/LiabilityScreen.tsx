import { serverNow } from '../../../admin/clock'
import { count, moment, money, span } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { BeatBar } from '../../delivery/admin/BeatBar'
import type { AuditView, LiabilityView } from '../contract'
import { assetName, monthName } from './lines'
import './member.css'

/** What is owed to members in points, by when it is over, and whether the nightly count agrees with the ledger. */
export function LiabilityScreen() {
  const liability = useQuery('points.getLiability', {})
  const audits = useQuery('points.getAudit', {})
  const { data } = liability
  return (
    <Screen title="积分负债" crumb={data?.at ? `截至 ${moment(data.at, serverNow())} 的对账` : ''} end={<BeatBar />}>
      <div className="liability">
        <section className="card" aria-label="未用积分">
          <header>
            <h2>会员手里的积分</h2>
            {data && <span className="hint">{data.pointsPerYuan} 积分算 1 元</span>}
          </header>
          {liability.loading && <Skeleton rows={8} />}
          {liability.error && (
            <Failure standing="会员的积分照常能用。" error={liability.error} onRetry={() => void liability.reload()} />
          )}
          {data && data.at === null && (
            <Empty title="还没有对过账">每天凌晨自动对一次账，第一次对完，这里就有数。</Empty>
          )}
          {data && data.at !== null && <Owed view={data} />}
        </section>
        <section className="card" aria-label="对账">
          <header>
            <h2>每晚对账</h2>
            <span className="hint">用流水重算每位会员的余额，差一分也列出来</span>
          </header>
          {audits.loading && <Skeleton rows={6} height={44} />}
          {audits.error && (
            <Failure standing="记账照常进行。" error={audits.error} onRetry={() => void audits.reload()} />
          )}
          {audits.data && audits.data.audits.length === 0 && (
            <Empty title="还没有对过账">每天凌晨 3:40 开始，不影响会员使用。</Empty>
          )}
          {audits.data && audits.data.audits.length > 0 && <Audits audits={audits.data.audits} />}
        </section>
      </div>
    </Screen>
  )
}

function Owed({ view }: { view: LiabilityView }) {
  const { lines, points, cents, promised } = view
  const most = Math.max(1, ...lines.map((line) => line.points))
  return (
    <>
      <div className="liability-sum">
        <p>
          <b>{money(cents)}</b>
          <span>{count(points)} 积分，全部用掉时要付的最多</span>
        </p>
        {promised > 0 && <p className="hint">另有 {count(promised)} 积分等待到账，没有算在里面。</p>}
      </div>
      {lines.length === 0 ? (
        <p className="member-line">现在没有会员持有积分。</p>
      ) : (
        <table className="liability-table">
          <thead>
            <tr>
              <th scope="col">到期月份</th>
              <th scope="col">
                <span className="sr">占比</span>
              </th>
              <th scope="col">积分</th>
              <th scope="col">折合</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.month ?? 'never'}>
                <th scope="row">{line.month === null ? '不过期' : monthName(line.month)}</th>
                <td>
                  <i aria-hidden="true" style={{ width: `${(line.points * 100) / most}%` }} data-never={!line.month} />
                </td>
                <td>{count(line.points)}</td>
                <td>{money(line.cents)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function Audits({ audits }: { audits: readonly AuditView[] }) {
  return (
    <ol className="audits">
      {audits.map((audit) => (
        <li key={audit.day}>
          <span className="tag" data-kind={tagOf(audit)}>
            {audit.drift > 0 ? `差 ${audit.drift} 处` : audit.finishedAt === null ? '进行中' : '全对'}
          </span>
          <div>
            {moment(audit.startedAt, serverNow())}
            <small>
              {count(audit.accounts)} 位会员，{count(audit.entries)} 笔流水
              {audit.finishedAt !== null && `，用了 ${span(audit.finishedAt - audit.startedAt)}`}
            </small>
            {audit.drifts.length > 0 && (
              <ul>
                {audit.drifts.map((drift) => (
                  <li key={`${drift.memberId}:${drift.asset}`}>
                    <Icon name="warn" size={12} /> 会员 {drift.memberId.slice(1, 9).toUpperCase()} 的
                    {assetName(drift.asset)}：余额 {count(drift.balance)}，流水合计 {count(drift.ledger)}，批次合计{' '}
                    {count(drift.lots)}
                  </li>
                ))}
                {audit.drift > audit.drifts.length && <li>只列出前 {audit.drifts.length} 处。</li>}
              </ul>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}

function tagOf({ drift, finishedAt }: AuditView): 'brick' | 'blue' | 'jade' {
  if (drift > 0) return 'brick'
  return finishedAt === null ? 'blue' : 'jade'
}
