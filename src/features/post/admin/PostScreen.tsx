import { App, Button, Segmented } from 'antd'
import { useState } from 'react'
import { BulkBar } from '../../../admin/bulk/BulkBar'
import type { BulkItem } from '../../../admin/bulk/run'
import { type BulkDeed, useBulk } from '../../../admin/bulk/useBulk'
import { CallError } from '../../../admin/call'
import { call, useOnline } from '../../../admin/desk'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import type { CaseView } from '../contract'
import { PostCase } from './PostCase'
import { PostRulesCard } from './PostRulesCard'
import { type Show, showNames } from './words'
import './post.css'

const POLL_MS = 20_000

interface Waiting extends BulkItem {
  revision: number
}

/** Shown as it was looked at: what its author changed meanwhile is looked at again. */
const showing: BulkDeed<Waiting> = {
  name: '展示',
  run: ({ id, revision }) => call('post.decide', { id, revision, verb: 'show', reason: '' }),
}

/** Posts that a person has to look at, and those that were decided. */
export function PostScreen() {
  const { query } = usePlace()
  const show: Show = query.show && query.show in showNames ? (query.show as Show) : 'waiting'
  const list = useQuery('post.listWaiting', { show }, POLL_MS)
  const online = useOnline()
  const { canEdit } = useRights()
  const { message } = App.useApp()
  const [busy, setBusy] = useState<string | null>(null)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const bulk = useBulk<Waiting>(() => void list.reload())
  const { data } = list

  const chosen = (data?.posts ?? []).flatMap(({ id, revision, name }) =>
    picked.has(id) ? [{ id, revision, name }] : [],
  )
  const pick = (id: string, on: boolean) =>
    setPicked((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id)))
  async function adopt({ id, revision }: CaseView) {
    setBusy(id)
    try {
      const { materials } = await call('post.adopt', { id, revision, tags: [] })
      void message.success(`收进素材库了，${materials.length} 张，用途是「会员内容」。作者收回同意时会自动停用。`)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      void message.error(error.message)
    } finally {
      await list.reload()
      setBusy(null)
    }
  }

  async function decide(post: CaseView, verb: 'show' | 'hide', reason: string) {
    setBusy(post.id)
    try {
      await call('post.decide', { id: post.id, revision: post.revision, verb, reason })
      void message.success(verb === 'show' ? '展示出去了。' : '没有展示，作者会看到原因。')
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      void message.error(error.message)
    } finally {
      await list.reload()
      setBusy(null)
    }
  }

  return (
    <Screen title="晒图审核" crumb={data ? `${data.waiting} 条等审核` : ''}>
      <div className="posts">
        <div>
          <Segmented<Show>
            aria-label="看哪些"
            value={show}
            onChange={(next) => navigate(hrefOf('/posts', { show: next === 'waiting' ? null : next }), true)}
            options={(Object.keys(showNames) as Show[]).map((value) => ({
              value,
              label: value === 'waiting' && data ? `${showNames.waiting} ${data.waiting}` : showNames[value],
            }))}
          />
          <BulkBar bulk={bulk} chosen={show === 'waiting' ? chosen.length : 0} unit="条晒图">
            <Button size="small" onClick={() => void bulk.start(showing, chosen)}>
              都展示
            </Button>
          </BulkBar>
          {list.loading && <Skeleton rows={4} height={180} />}
          {list.error && (
            <Failure standing="没有审核的照样不会展示。" error={list.error} onRetry={() => void list.reload()} />
          )}
          {data && data.posts.length === 0 && (
            <Empty title={show === 'waiting' ? '都看完了' : '这里还没有'}>
              {show === 'waiting'
                ? '微信拿不准的，和一天没有检查结果的，会来这里等人看。'
                : '展示过的和没有展示的，都会留在各自的一栏里。'}
            </Empty>
          )}
          <div className="post-cases">
            {data?.posts.map((post) => (
              <PostCase
                key={`${post.id} ${post.revision}`}
                post={post}
                blocked={online ? null : '离线，连上后再决定'}
                busy={busy === post.id}
                {...(show === 'waiting' && {
                  picked: picked.has(post.id),
                  onPick: (on: boolean) => pick(post.id, on),
                })}
                onAdopt={canEdit ? () => void adopt(post) : null}
                onDecide={(verb, reason) => void decide(post, verb, reason)}
              />
            ))}
          </div>
        </div>
        <PostRulesCard />
      </div>
    </Screen>
  )
}
