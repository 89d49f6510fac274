import { Button, Segmented, Tooltip } from 'antd'
import { useCallback, useState } from 'react'
import { useNow } from '../../../admin/clock'
import { call, useOnline } from '../../../admin/desk'
import { count } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { usePages } from '../../../admin/usePages'
import { useQuery } from '../../../admin/useQuery'
import { CoverPanel } from './CoverPanel'
import { Filters, type Shown, shownBy } from './Filters'
import { MaterialDetail } from './MaterialDetail'
import { MaterialGrid } from './MaterialGrid'
import { ScriptPanel } from './ScriptPanel'
import { UploadDrawer } from './UploadDrawer'
import { WriteDrawer } from './WriteDrawer'
import { words } from './words'
import './material.css'

const tabs = [
  { value: 'all', label: '在用' },
  { value: 'scripts', label: '话术' },
  { value: 'archived', label: '已归档' },
  { value: 'covers', label: '卡片封面' },
]

/** The brand's library: what there is, what is used where, and a drawer to add. */
export function MaterialScreen() {
  const { query } = usePlace()
  const shown = shownBy(query)
  const tab =
    query.tab === 'covers' || query.tab === 'scripts' ? query.tab : query.archived === '1' ? 'archived' : 'all'
  const list = useQuery('material.list', shown)
  const scripts = useQuery('material.listScripts', tab === 'scripts' ? {} : null)
  const reload = () => {
    void list.reload()
    if (tab === 'scripts') void scripts.reload()
  }
  // A new first page ends what was added below the old one.
  const key = `${JSON.stringify(shown)}:${list.at}`
  const { canEdit } = useRights()
  const online = useOnline()
  const now = useNow(60_000)
  const blocked = !canEdit ? words.readOnly : online ? null : words.offline
  const [adding, setAdding] = useState<'upload' | 'write' | null>(null)
  const { data } = list
  const tags = (data?.tags ?? []).map(({ tag }) => tag)
  const categories = [...new Set((scripts.data?.scripts ?? []).map(({ script }) => script?.category ?? ''))]
  const { q, kind, for: purpose, tag, archived, tab: place, s } = query
  const filtered = [q, kind, purpose, tag].some((value) => value !== undefined)

  const go = useCallback(
    (change: Record<string, string | null | undefined>) =>
      navigate(hrefOf('/material', { q, kind, for: purpose, tag, archived, tab: place, s, ...change }), true),
    [q, kind, purpose, tag, archived, place, s],
  )
  const filter = useCallback(
    (change: Shown) => {
      const next: Record<string, string | null> = {}
      if ('words' in change) next.q = change.words ?? null
      if ('kind' in change) next.kind = change.kind ?? null
      if ('purpose' in change) next.for = change.purpose ?? null
      if ('tag' in change) next.tag = change.tag ?? null
      go(next)
    },
    [go],
  )
  const buttons = (
    <>
      <Button disabled={blocked !== null} icon={<Icon name="pen" size={14} />} onClick={() => setAdding('write')}>
        写话术或链接
      </Button>
      <Tooltip title={blocked}>
        <Button
          type="primary"
          disabled={blocked !== null}
          icon={<Icon name="import" size={14} />}
          onClick={() => setAdding('upload')}
        >
          上传素材
        </Button>
      </Tooltip>
    </>
  )
  const isFirst = data !== null && data.stock === 0 && !filtered && tab === 'all'

  return (
    <Screen title={words.title} crumb={data ? `${count(data.stock)} 个素材` : ''} actions={!isFirst && buttons}>
      <div className="material-bar">
        <Segmented
          aria-label="看哪些"
          value={tab}
          options={tabs}
          onChange={(next) =>
            go({
              ...{ archived: next === 'archived' ? '1' : null, id: null, s: null },
              tab: next === 'covers' || next === 'scripts' ? next : null,
            })
          }
        />
        {tab !== 'covers' && tab !== 'scripts' && !isFirst && (
          <Filters shown={shown} tags={data?.tags ?? []} onChange={filter} />
        )}
      </div>
      {tab === 'covers' ? (
        <CoverPanel blocked={blocked} />
      ) : tab === 'scripts' ? (
        <ScriptPanel
          list={scripts}
          words={q ?? ''}
          chosen={s ?? null}
          blocked={blocked}
          onWords={(next) => go({ q: next.trim() || null, s: null })}
          onChoose={(next) => go({ s: next })}
          onOpen={(next) => go({ id: next })}
          onWrite={() => setAdding('write')}
        />
      ) : (
        <>
          {list.loading && <Skeleton rows={4} height={170} />}
          {list.error && (
            <Failure standing="已经排好的内容照常发。" error={list.error} onRetry={() => void list.reload()} />
          )}
          {isFirst && (
            <Empty title="先放进第一批素材" action={buttons}>
              海报、短视频、成分表、话术放在一处，编排时搜名字或标签就能选；同一个文件传两次只存一份。发群时会自动传到企业微信，三天过期后自动重传。
            </Empty>
          )}
          {data && data.items.length === 0 && !isFirst && (
            <Empty
              title={tab === 'archived' && !filtered ? '没有归档的素材' : '没有符合的素材'}
              action={
                filtered && <Button onClick={() => go({ q: null, kind: null, for: null, tag: null })}>清掉筛选</Button>
              }
            >
              {filtered ? '换个词，或者清掉筛选再看。' : '归档后的素材放在这里，可以随时放回去。'}
            </Empty>
          )}
          {data && data.items.length > 0 && (
            <Tiles key={key} first={data} shown={shown} chosen={query.id ?? null} onChoose={(id) => go({ id })} />
          )}
        </>
      )}
      {query.id && now > 0 && (
        <MaterialDetail
          key={query.id}
          id={query.id}
          tags={tags}
          categories={categories}
          blocked={blocked}
          now={now}
          onClose={() => go({ id: null })}
          onChanged={reload}
        />
      )}
      {adding === 'upload' && <UploadDrawer tags={tags} onClose={() => setAdding(null)} onDone={reload} />}
      {adding === 'write' && (
        <WriteDrawer tags={tags} categories={categories} onClose={() => setAdding(null)} onDone={reload} />
      )}
    </Screen>
  )
}

type Page = Awaited<ReturnType<typeof call<'material.list'>>>

function Tiles({
  first,
  shown,
  chosen,
  onChoose,
}: {
  first: Page
  shown: Shown
  chosen: string | null
  onChoose: (id: string) => void
}) {
  const pages = usePages({ lines: first.items, next: first.next }, async (after) => {
    const { items, next } = await call('material.list', { ...shown, after })
    return { lines: items, next }
  })
  return (
    <>
      <MaterialGrid items={pages.lines} chosen={chosen} onChoose={({ id }) => onChoose(id)} />
      {pages.next && (
        <div className="material-more">
          <Button loading={pages.busy} onClick={() => pages.next && void pages.more(pages.next)}>
            再看 60 个（共 {first.total}）
          </Button>
          {pages.error && <span className="brick">{pages.error.message}</span>}
        </div>
      )}
    </>
  )
}
