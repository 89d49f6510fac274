import { serverNow } from '../../../admin/clock'
import { count, moment, money, span } from '../../../admin/format'
import { Chart } from '../../../admin/parts/Chart'
import { Icon } from '../../../admin/parts/Icon'
import { Metric } from '../../../admin/parts/Metric'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { BeatBar } from '../../delivery/admin/BeatBar'
import type { AuditView, LiabilityView } from '../contract'
import { memberCodeOf } from '../wallet'
import { HoldersDrawer } from './HoldersDrawer'
import { assetName } from './lines'
import { liabilityModel } from './series'
import './member.css'

/** What is owed to members in points, by when it is over, and whether the nightly count agrees with the ledger. */
export function LiabilityScreen() {
  const liability = useQuery('points.getLiability', {})
  const audits = useQuery('points.getAudit', {})
  const { query } = usePlace()
  const { data } = liability
  return (
    <Screen title="积分负债" crumb={data?.at ? `截至 ${moment(data.at, serverNow())} 的对账` : ''} end={<BeatBar />}>
      <div className="liability">
        <Chart
          title="会员手里的积分"
          name="会员手里的积分，按到期月份"
          hint={data && `${data.pointsPerYuan} 积分算 1 元`}
          model={data && liabilityModel(data)}
          metrics={['points', 'liability']}
          empty={
            data?.at === null ? '还没有对过账。每天凌晨自动对一次，第一次对完，这里就有数。' : '现在没有会员持有积分。'
          }
          height={260}
          before={
            <>
              {liability.error && (
                <Failure
                  standing="会员的积分照常能用。"
                  error={liability.error}
                  onRetry={() => void liability.reload()}
                />
              )}
              {data && data.at !== null && <Owed view={data} />}
            </>
          }
        />
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
      {query.month && (
        <HoldersDrawer key={query.month} asked={query.month} onClose={() => navigate(hrefOf('/liability'), true)} />
      )}
    </Screen>
  )
}

function Owed({ view: { points, cents, promised } }: { view: LiabilityView }) {
  return (
    <div className="liability-sum">
      <p>
        <Metric id="liability" /> <b>{money(cents)}</b>
        <span>
          {count(points)} <Metric id="points" />
          ，全部用掉时要付的最多
        </span>
      </p>
      {promised > 0 && <p className="hint">另有 {count(promised)} 积分等待到账，没有算在里面。</p>}
    </div>
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
                    <Icon name="warn" size={12} /> 会员{' '}
                    <a className="number-link" href={hrefOf('/members', { code: memberCodeOf(drift.memberId) })}>
                      {memberCodeOf(drift.memberId)}
                    </a>{' '}
                    的{assetName(drift.asset)}：余额 {count(drift.balance)}，流水合计 {count(drift.ledger)}，批次合计{' '}
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
