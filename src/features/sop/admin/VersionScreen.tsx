import { App, Button, Input, Segmented, Tooltip } from 'antd'
import { useMemo, useRef, useState } from 'react'
import { CallError } from '../../../admin/call'
import { serverNow } from '../../../admin/clock'
import { call, useOnline } from '../../../admin/desk'
import { Icon } from '../../../admin/parts/Icon'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { dayOf, timeOf } from '../../../kernel/day'
import { BeatBar } from '../../delivery/admin/BeatBar'
import { useToday } from '../../delivery/admin/useToday'
import type { SopSummary } from '../contract'
import type { SopVersion } from '../rules'
import { changesOf } from './content'
import { NodeDrawer } from './NodeDrawer'
import { NodeList } from './NodeList'
import { PublishPanel } from './PublishPanel'
import { VersionList } from './VersionList'
import './version.css'

/** Versions of a SOP and what is in them; the draft is edited and published here. */
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
              <Button type="primary" href={hrefOf('/import')}>
                导入 Excel
              </Button>
            )
          }
        >
          把现在用的 Excel 导进来，就有第一版草稿。发布之前什么都不会进群。
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
  const { canEdit } = useRights()
  const online = useOnline()
  const { message } = App.useApp()
  const [onlyChanges, setOnlyChanges] = useState(false)
  const wanted = Number(query.v)
  const number = sop.versions.some((one) => one.number === wanted) ? wanted : sop.latest
  const version = useQuery('sop.getVersion', { sop: sop.sop, number })
  const live = useQuery(
    'sop.getVersion',
    sop.live > 0 && sop.live !== number ? { sop: sop.sop, number: sop.live } : null,
  )
  const publish = usePublish(sop, async () => {
    await Promise.all([reloadList(), version.reload()])
  })
  const data = version.data?.version ?? null
  const liveNodes = data?.status === 'draft' ? live.data?.version.nodes : undefined
  const changes = useMemo(
    () => (data && liveNodes ? changesOf(liveNodes, data.nodes) : { kinds: new Map<string, never>(), removed: [] }),
    [data, liveNodes],
  )
  const open = (key: string | null) => navigate(hrefOf('/sop', { sop: sop.sop, v: String(number), node: key }), true)
  const node = data?.nodes.find((one) => one.key === query.node)
  const blocked = !canEdit ? '起草要管理员或运营的账号' : online ? null : '离线，连上后再起草'
  const shown = data && onlyChanges ? data.nodes.filter((one) => changes.kinds.has(one.key)) : (data?.nodes ?? [])

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
      actions={
        data?.status === 'draft' && (
          <Tooltip title={canEdit ? (online ? null : '离线，连上后再发布') : '发布要管理员或运营的账号'}>
            <Button type="primary" disabled={!canEdit || !online} onClick={() => publish.ask(data)}>
              发布 v{number}
            </Button>
          </Tooltip>
        )
      }
    >
      <div className="version-page">
        <VersionList sops={sops} sop={sop} chosen={number} blocked={blocked} onDraft={() => void startDraft()} />
        <section className="content" aria-label={`v${number} 的节点`}>
          <header>
            <h2>{headOf(sop, data, number)}</h2>
            <span className="hint">{data && summaryWords(data, changes.kinds.size, changes.removed.length)}</span>
            {changes.kinds.size > 0 && (
              <Segmented
                size="small"
                className="end"
                value={onlyChanges ? 'changes' : 'all'}
                onChange={(value) => setOnlyChanges(value === 'changes')}
                options={[
                  { label: `只看改动 ${changes.kinds.size}`, value: 'changes' },
                  { label: `全部 ${data?.nodes.length ?? 0}`, value: 'all' },
                ]}
              />
            )}
          </header>
          {publish.problem && (
            <p className="note publish-problem" data-kind="brick" role="alert">
              <Icon name="warn" size={14} />
              <span>
                发布没有成功，线上{sop.live > 0 ? `还是 v${sop.live}` : '还没有版本'}。{publish.problem}
              </span>
            </p>
          )}
          <div className="content-scroll">
            {version.loading && <Skeleton rows={16} height={40} />}
            {version.error && (
              <Failure standing="线上的版本照常进行。" error={version.error} onRetry={() => void version.reload()} />
            )}
            {data && (
              <NodeList
                nodes={shown}
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
          canEdit={canEdit}
          onClose={() => open(null)}
          onSaved={(saved) => version.put({ version: saved })}
        />
      )}
    </Screen>
  )
}

function headOf(sop: SopSummary, version: SopVersion | null, number: number): string {
  if (version?.status === 'draft') return sop.live > 0 ? `v${sop.live} 线上 → v${number} 草稿` : `v${number} 草稿`
  return version?.status === 'live' ? `v${number} 线上` : `v${number}`
}

function summaryWords(version: SopVersion, changed: number, removed: number): string {
  const nodes = `${version.nodes.length} 个节点`
  if (version.status !== 'draft' || changed + removed === 0) return nodes
  return `${nodes} · 改和增 ${changed} · 停 ${removed}`
}

/** Publishing asks first and says what will happen from when. */
function usePublish(sop: SopSummary, done: () => Promise<void>) {
  const { modal, message } = App.useApp()
  const { data: board, reload: reloadBoard } = useToday()
  const [problem, setProblem] = useState<string | null>(null)
  const note = useRef('')
  const ask = (version: SopVersion) => {
    note.current = ''
    const groups = board?.groups.length ?? 0
    modal.confirm({
      title: `发布 v${version.number}？`,
      width: 480,
      icon: null,
      okText: `发布 v${version.number}`,
      cancelText: '再看看',
      content: (
        <div className="publish-ask">
          <ul>
            <li>
              从现在（{timeOf(serverNow())}）起，{groups > 0 ? `${groups} 个群` : '适用的群'}按 v{version.number} 走。
            </li>
            <li>已经交给群主的不变；今天还没交出的拍换成 v{version.number} 的文案和时间。</li>
            {version.from && version.from > dayOf(serverNow()) && <li>{version.from} 之前不会发。</li>}
            {version.to && <li>发到 {version.to} 为止。</li>}
            {sop.live > 0 && <li>v{sop.live} 转为历史，随时能从它再起草。</li>}
          </ul>
          <label htmlFor="publish-note">改了什么（给同事看，可以不写）</label>
          <Input
            id="publish-note"
            maxLength={200}
            placeholder="例如：加会员日，话题改成选择题"
            onChange={(event) => {
              note.current = event.target.value
            }}
          />
        </div>
      ),
      onOk: async () => {
        try {
          setProblem(null)
          const { number } = await call('sop.publish', { sop: sop.sop, number: version.number, note: note.current })
          void message.success(`v${number} 已上线。`)
        } catch (error) {
          setProblem(error instanceof CallError ? `${error.message}（${error.code}）` : '请再试一次。')
        }
        await Promise.all([done(), reloadBoard()])
      },
    })
  }
  return { ask, problem }
}
