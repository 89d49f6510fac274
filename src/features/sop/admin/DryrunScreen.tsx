import { Button } from 'antd'
import { useState } from 'react'
import { serverNow, useNow } from '../../../admin/clock'
import { shortDay } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { dayOf, isDay } from '../../../kernel/day'
import type { SopSummary } from '../contract'
import { DRY_RUN_DAYS } from '../dryRunContract'
import { DryrunBar } from './DryrunBar'
import { DryrunDrawer } from './DryrunDrawer'
import { DryrunList } from './DryrunList'
import { DryrunQuota } from './DryrunQuota'
import { DryrunSide } from './DryrunSide'
import { DryrunSummary } from './DryrunSummary'
import { beatRows, conclusionOf } from './dryrun'
import { MemberForecasts } from './MemberForecasts'
import { useDryrun } from './useDryrun'
import './dryrun.css'

/** What a version would say to whom in the next days, before anybody hears it. */
export function DryrunScreen() {
  const list = useQuery('sop.list', {})
  const { query } = usePlace()
  const now = useNow(60_000)
  const sops = (list.data?.sops ?? []).filter(({ retiredAt }) => !retiredAt)
  const sop = sops.find((one) => one.sop === query.sop) ?? sops[0]
  if (sop && now > 0) return <Dryrun key={sop.sop} sops={sops} sop={sop} />
  return (
    <Screen title="预演">
      {list.loading && <Skeleton rows={12} />}
      {list.error && !list.data && (
        <Failure standing="线上的版本照常进行。" error={list.error} onRetry={() => void list.reload()} />
      )}
      {list.data && !sop && (
        <Empty
          title="还没有可以预演的 SOP"
          action={
            <Button type="primary" href={hrefOf('/import')}>
              导入 Excel
            </Button>
          }
        >
          导入或从模板建一份，有了草稿就能预演：每个群哪天几点看到什么，提前看清楚。
        </Empty>
      )}
    </Screen>
  )
}

function Dryrun({ sops, sop }: { sops: readonly SopSummary[]; sop: SopSummary }) {
  const { query } = usePlace()
  const [opened, setOpened] = useState<string | null>(null)
  const wanted = Number(query.v)
  const version = sop.versions.some(({ number }) => number === wanted) ? wanted : sop.latest
  const from = query.from && isDay(query.from) ? query.from : dayOf(serverNow())
  const days = daysOf(query.days)
  const against = sop.versions.some(({ number }) => number === Number(query.with)) ? Number(query.with) : null
  const input = { sop: sop.sop, version, from, days, ...(query.g ? { groups: [query.g] } : {}) }
  const { run, messages, loading, error, loadingMore, ms, more, reload } = useDryrun(input)
  const before = useQuery('sop.dryRun', against === null ? null : { ...input, version: against, limit: 1 })
  const go = (change: Record<string, string | null>) =>
    navigate(hrefOf('/dryrun', { ...query, sop: sop.sop, v: String(version), ...change }), true)
  const rows = beatRows(messages)
  const row = rows.find(({ key }) => key === opened) ?? null
  const status = sop.versions.find(({ number }) => number === version)?.status
  return (
    <Screen
      title="预演"
      flush
      crumb={run ? `v${version} · ${shortDay(run.from)} – ${shortDay(run.to)}` : `v${version}`}
      actions={
        <>
          {ms !== null && <span className="hint">算了 {(ms / 1000).toFixed(1)} 秒，什么都没有发</span>}
          <Button href={hrefOf('/sop', { sop: sop.sop, v: String(version) })}>
            {status === 'live' || status === 'retired' ? '看这一版' : `去发布 v${version}`}
          </Button>
        </>
      }
    >
      <div className="dryrun">
        <DryrunBar {...{ sops, sop, version, from, days, against }} group={query.g ?? null} onGo={go} />
        {loading && (
          <section className="card">
            <Skeleton rows={14} height={40} label="正在算" />
          </section>
        )}
        {error && !run && <Failure standing="预演只是算一遍，线上没有受影响。" error={error} onRetry={reload} />}
        {run?.remarks.map((remark) => (
          <p key={remark} className="note" data-kind="amber">
            <Icon name="warn" size={14} />
            <span>{remark}</span>
          </p>
        ))}
        {run && (
          <>
            <DryrunSummary run={run} conclusion={conclusionOf(run, before.data)} />
            {run.totals.messages > 0 && (
              <DryrunQuota run={run} before={before.data} group={query.g ?? null} onGo={go} />
            )}
            <div className="dryrun-columns">
              <DryrunList
                run={run}
                rows={rows}
                loaded={messages.length}
                single={query.g !== undefined}
                loadingMore={loadingMore}
                problem={error?.message ?? null}
                chosen={opened}
                onOpen={setOpened}
                onMore={more}
              />
              <DryrunSide run={run} onGo={go} />
            </div>
            {query.g === undefined && <MemberForecasts sop={sop.sop} version={version} from={from} days={days} />}
          </>
        )}
      </div>
      {row && <DryrunDrawer row={row} onClose={() => setOpened(null)} />}
    </Screen>
  )
}

function daysOf(text: string | undefined): number {
  const days = Number(text)
  return Number.isInteger(days) && days >= 1 && days <= DRY_RUN_DAYS ? days : 7
}
