import { App, Button, Segmented, Select } from 'antd'
import { useMemo, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call, useOnline } from '../../../admin/desk'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { BeatBar } from '../../delivery/admin/BeatBar'
import { useToday } from '../../delivery/admin/useToday'
import type { SopSummary } from '../contract'
import type { SopVersion } from '../rules'
import { changesOf } from './content'
import { NodeDrawer } from './NodeDrawer'
import { NodeList } from './NodeList'
import { PublishOutcome } from './PublishOutcome'
import { PublishPanel } from './PublishPanel'
import { type Asked, VersionActions } from './VersionActions'
import { VersionDiff } from './VersionDiff'
import { VersionList } from './VersionList'
import { VersionNotes } from './VersionNotes'
import { VersionQuestion } from './VersionQuestion'
import { VersionStores } from './VersionStores'
import { useVersionLife } from './versionLife'
import { statusTags } from './versionWords'
import './version.css'
import './versionlife.css'

/** Versions of a SOP and what is in them; the draft is edited, read by colleagues and published here. */
export function VersionScreen() {
  const list = useQuery('sop.list', {})
  const { query } = usePlace()
  const { canEdit } = useRights()
  const sops = list.data?.sops ?? []
  const sop = sops.find((one) => one.sop === query.sop) ?? sops[0]
  if (sop) return <Versions key={sop.sop} sops={sops} sop={sop} reloadList={list.reload} />
  return (
    <Screen title="SOP 版本" end={<BeatBar />}>
      {list.loading && <Skeleton rows={12} />}
      {list.error && (
        <Failure
          standing="线上的版本照常进行，只是这里看不到。"
          error={list.error}
          onRetry={() => void list.reload()}
        />
      )}
      {list.data && (
        <Empty
          title="还没有 SOP"
          action={
            canEdit && (
              <>
                <Button type="primary" href={hrefOf('/import')}>
                  导入 Excel
                </Button>
                <Button href={hrefOf('/templates')}>用模板</Button>
              </>
            )
          }
        >
          把现在用的 Excel 导进来，或从模板开始，就有第一版草稿。发布之前什么都不会进群。
        </Empty>
      )}
    </Screen>
  )
}

function Versions({
  sops,
  sop,
  reloadList,
}: {
  sops: readonly SopSummary[]
  sop: SopSummary
  reloadList: () => Promise<void>
}) {
  const { query } = usePlace()
  const rights = useRights()
  const online = useOnline()
  const { message } = App.useApp()
  const board = useToday()
  const [asked, setAsked] = useState<Asked | null>(null)
  const wanted = Number(query.v)
  const number = sop.versions.some((one) => one.number === wanted) ? wanted : sop.latest
  const version = useQuery('sop.getVersion', { sop: sop.sop, number })
  const data = version.data?.version ?? null
  const against = againstOf(sop, data, Number(query.with))
  const old = useQuery('sop.getVersion', against === null ? null : { sop: sop.sop, number: against })
  const life = useVersionLife(sop, number, async () => {
    await Promise.all([reloadList(), version.reload(), board.reload()])
  })
  const oldNodes = old.data?.version.nodes
  const changes = useMemo(
    () => (data && oldNodes ? changesOf(oldNodes, data.nodes) : { kinds: new Map<string, never>(), removed: [] }),
    [data, oldNodes],
  )
  const go = (change: Record<string, string | null>) =>
    navigate(
      hrefOf('/sop', {
        ...{ sop: sop.sop, v: String(number), with: query.with, view: query.view, node: query.node },
        ...change,
      }),
      true,
    )
  const open = (key: string | null) => go({ node: key })
  const node = data?.nodes.find((one) => one.key === query.node)
  const blocked = !rights.canEdit ? '起草要管理员或运营的账号' : online ? null : '离线，连上后再起草'
  const changed = changes.kinds.size + changes.removed.length
  const showDiff = query.view === 'diff' && against !== null

  async function startDraft() {
    try {
      const draft = await call('sop.startDraft', { sop: sop.sop })
      await reloadList()
      navigate(hrefOf('/sop', { sop: sop.sop, v: String(draft.number) }))
    } catch (error) {
      void message.error(error instanceof CallError ? error.message : '没有起草成功，请再试一次。')
    }
  }

  return (
    <Screen
      title="SOP 版本"
      flush
      crumb={sop.name}
      end={<BeatBar />}
      actions={data && <VersionActions {...{ sop, version: data, rights, online, life }} onAsk={setAsked} />}
    >
      <div className="version-page">
        <VersionList sops={sops} sop={sop} chosen={number} blocked={blocked} onDraft={() => void startDraft()} />
        <section className="content" aria-label={`v${number} 的节点`}>
          <header>
            <h2>{headOf(sop, data, number)}</h2>
            <span className="hint">{data && summaryWords(data, changes.kinds.size, changes.removed.length)}</span>
            <span className="end">
              {against !== null && showDiff && (
                <Select
                  size="small"
                  aria-label="和哪一版比"
                  value={against}
                  onChange={(value) => go({ with: String(value) })}
                  options={sop.versions
                    .filter((one) => one.number !== number)
                    .map((one) => ({ value: one.number, label: `与 v${one.number} 比` }))}
                />
              )}
              {against !== null && (changed > 0 || showDiff) && (
                <Segmented
                  size="small"
                  aria-label="看什么"
                  value={showDiff ? 'diff' : 'all'}
                  onChange={(value) => go({ view: value === 'diff' ? 'diff' : null })}
                  options={[
                    { label: `只看改动 ${changed}`, value: 'diff' },
                    { label: `全部 ${data?.nodes.length ?? 0}`, value: 'all' },
                  ]}
                />
              )}
            </span>
          </header>
          {data && (
            <VersionStores
              sop={sop}
              version={data}
              blocked={blocked}
              onSaved={(saved) => version.put({ version: saved })}
            />
          )}
          <VersionNotes sop={sop} version={data} canEdit={rights.canEdit} problem={life.problem} onAsk={setAsked} />
          {life.published && <PublishOutcome published={life.published} onClose={life.forget} />}
          <div className="content-scroll">
            {version.loading && <Skeleton rows={16} height={40} />}
            {version.error && (
              <Failure standing="线上的版本照常进行。" error={version.error} onRetry={() => void version.reload()} />
            )}
            {data && showDiff && (
              <VersionDiff
                key={`${number}:${data.revision}:${against}`}
                version={data}
                from={against}
                old={oldNodes ?? []}
                onOpen={open}
              />
            )}
            {data && !showDiff && (
              <NodeList
                nodes={data.nodes}
                changes={changes.kinds}
                removed={changes.removed}
                chosen={node?.key ?? null}
                onOpen={open}
              />
            )}
          </div>
        </section>
        {data && <PublishPanel version={data} changes={changes.kinds} onOpen={open} />}
      </div>
      {data && node && (
        <NodeDrawer
          key={`${number}:${node.key}`}
          version={data}
          node={node}
          canEdit={rights.canEdit}
          onClose={() => open(null)}
          onSaved={(saved) => version.put({ version: saved })}
        />
      )}
      {data && asked && (
        <VersionQuestion asked={asked} sop={sop} version={data} life={life} onClose={() => setAsked(null)} />
      )}
    </Screen>
  )
}

/** What a version is held against: what the address names, the live one, or the one that it was made from. */
function againstOf(sop: SopSummary, version: SopVersion | null, wanted: number): number | null {
  const has = (number: number | null) =>
    number !== null && number !== version?.number && sop.versions.some((one) => one.number === number)
  if (version === null) return null
  if (has(wanted)) return wanted
  if (version.publishedAt === null && has(sop.live)) return sop.live
  if (has(version.rolledBack?.from ?? null)) return version.rolledBack?.from ?? null
  return has(version.parent) ? version.parent : null
}

function headOf(sop: SopSummary, version: SopVersion | null, number: number): string {
  if (!version) return `v${number}`
  const name = sop.paused && version.status === 'live' ? '暂停中' : statusTags[version.status][0]
  if (version.publishedAt === null && sop.live > 0) return `v${sop.live} 线上 → v${number} ${name}`
  return `v${number} ${name}`
}

function summaryWords(version: SopVersion, changed: number, removed: number): string {
  const nodes = `${version.nodes.length} 个节点`
  if (version.publishedAt !== null || changed + removed === 0) return nodes
  return `${nodes} · 改和增 ${changed} · 停 ${removed}`
}
