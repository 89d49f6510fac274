import { App, Button, Tooltip } from 'antd'
import { useMemo, useState } from 'react'
import { BulkBar } from '../../../admin/bulk/BulkBar'
import type { BulkItem } from '../../../admin/bulk/run'
import { type BulkDeed, useBulk } from '../../../admin/bulk/useBulk'
import { CallError } from '../../../admin/call'
import { useNow } from '../../../admin/clock'
import { call, useOnline } from '../../../admin/desk'
import { Icon } from '../../../admin/parts/Icon'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { addDays, dayOf } from '../../../kernel/day'
import { BeatBar } from '../../delivery/admin/BeatBar'
import { ChannelDays } from '../../funnel/admin/ChannelDays'
import type { ChannelRow, ChannelView } from '../contract'
import { CHANNEL_KINDS, PLACES, type Place } from '../rules'
import { BatchDialog } from './BatchDialog'
import { ChannelDetail } from './ChannelDetail'
import { ChannelDrawer } from './ChannelDrawer'
import { ChannelTable, type Filter } from './ChannelTable'
import { QUALITY_DAYS } from './channelRows'
import { InvitingCard } from './InvitingCard'
import { PosterDialog, type PosterSubject } from './PosterDialog'
import { SharingCard } from './SharingCard'
import { channelWords as words } from './text'
import { useChannels } from './useChannels'
import './channel.css'
import './channelForm.css'

/** Channels of the brand: their codes, who receives, what they cost; a drawer makes one, a table makes many. */
export function ChannelScreen() {
  const { query } = usePlace()
  const { canEdit } = useRights()
  const online = useOnline()
  const now = useNow()
  const { message } = App.useApp()
  const [picked, setPicked] = useState<readonly ChannelRow[]>([])
  const text = query.q ?? ''
  const [posters, setPosters] = useState<{ subjects: PosterSubject[]; place: Place | null } | null>(null)
  const kind = CHANNEL_KINDS.find((each) => each === query.kind) ?? null
  const state = query.state === 'active' || query.state === 'stopped' ? query.state : null
  const filter: Filter = { kind, state, text }
  const channels = useChannels(kind, state, query.channel ?? null)
  const choices = useQuery('channel.choices', {})
  const today = now > 0 ? dayOf(now) : null
  const quality = useQuery(
    'funnel.quality',
    today === null ? null : { from: addDays(today, 1 - QUALITY_DAYS), to: today },
    60_000,
  )
  const known = useMemo(
    () => (quality.data ? new Map(quality.data.rows.map((row) => [row.value, row])) : null),
    [quality.data],
  )
  const bulk = useBulk<BulkItem>(() => void channels.list.reload())
  const { list, rows, channel } = channels
  const blocked = !canEdit ? '要管理员或运营的账号' : online ? null : '离线，连上后再改'
  const go = (change: Record<string, string | null>) =>
    navigate(hrefOf('/channels', { kind, state, q: text, channel: query.channel, ...change }), true)
  const empty = list.data !== null && rows.length === 0 && kind === null && state === null
  const editing = blocked === null && query.edit === '1' && channel !== null && channel.id === query.channel

  async function saved(made: ChannelView, places: Place[]): Promise<void> {
    channels.changed(made)
    go({ channel: made.id, new: null, edit: null })
    void message.success(`${made.name} 已存下。`)
    for (const place of places) {
      try {
        channels.changed((await call('channel.makeCode', { id: made.id, place })).channel)
      } catch (error) {
        void message.error(error instanceof CallError ? error.message : '码没有生成，请在右边再试。')
      }
    }
  }

  const actions = (
    <>
      <Tooltip title={blocked}>
        <Button disabled={blocked !== null} icon={<Icon name="import" size={14} />} onClick={() => go({ batch: '1' })}>
          {words.batch}
        </Button>
      </Tooltip>
      <Tooltip title={blocked}>
        <Button
          type="primary"
          disabled={blocked !== null}
          icon={<Icon name="plus" size={14} />}
          onClick={() => go({ new: '1' })}
        >
          {words.new}
        </Button>
      </Tooltip>
    </>
  )

  return (
    <Screen
      title={words.title}
      crumb={list.data && list.data.total > 0 ? words.crumb(list.data.total) : ''}
      end={<BeatBar />}
      actions={actions}
    >
      {list.loading && <Skeleton rows={8} height={49} />}
      {list.error && (
        <Failure standing="已经印出去的码照常能扫。" error={list.error} onRetry={() => void list.reload()} />
      )}
      {channels.problem && (
        <p className="note" data-kind="brick">
          {channels.problem}
        </p>
      )}
      {empty && (
        <section className="card">
          <Empty
            title={words.none}
            action={
              <Button type="primary" disabled={blocked !== null} onClick={() => go({ new: '1' })}>
                {words.new}
              </Button>
            }
          >
            {words.noneNext}
          </Empty>
        </section>
      )}
      {list.data && !empty && (
        <div className="channels">
          <div className="channels-left">
            <BulkBar bulk={bulk} chosen={picked.length} unit="个渠道">
              <Button size="small" onClick={() => setPosters({ subjects: picked.map(subjectOf), place: null })}>
                {words.posters(picked.length)}
              </Button>
              {canEdit && (
                <>
                  <Button
                    size="small"
                    disabled={picked.every(({ state: now }) => now === 'stopped')}
                    onClick={() =>
                      void bulk.start(
                        turnDeed('stopped'),
                        picked.filter(({ state: now }) => now === 'active'),
                      )
                    }
                  >
                    停用
                  </Button>
                  <Button
                    size="small"
                    disabled={picked.every(({ state: now }) => now === 'active')}
                    onClick={() =>
                      void bulk.start(
                        turnDeed('active'),
                        picked.filter(({ state: now }) => now === 'stopped'),
                      )
                    }
                  >
                    启用
                  </Button>
                </>
              )}
            </BulkBar>
            <ChannelTable
              rows={rows}
              total={list.data.total}
              quality={known}
              chosen={channel?.id ?? null}
              filter={filter}
              onFilter={(next) => {
                const other = next.kind !== kind || next.state !== state
                go({ kind: next.kind, state: next.state, q: next.text, ...(other && { channel: null }) })
              }}
              onChoose={(id) => go({ channel: id })}
              onPick={setPicked}
              onMore={channels.more}
            />
            <InvitingCard rows={rows} blocked={blocked} />
            {!quality.error && <ChannelDays quality={quality.data} />}
            <SharingCard blocked={blocked} />
          </div>
          {channel && now > 0 ? (
            <ChannelDetail
              key={channel.id}
              channel={channel}
              choices={choices.data}
              now={now}
              blocked={blocked}
              onChanged={channels.changed}
              onEdit={() => go({ channel: channel.id, edit: '1' })}
              onPoster={(place) => setPosters({ subjects: [subjectOfView(channel)], place })}
            />
          ) : (
            channels.one.loading && <Skeleton rows={10} />
          )}
        </div>
      )}
      {choices.data && blocked === null && (query.new === '1' || editing) && (
        <ChannelDrawer
          key={editing ? channel.id : 'new'}
          known={editing ? channel : null}
          choices={choices.data}
          onClose={() => go({ new: null, edit: null })}
          onSaved={(made, places) => void saved(made, places)}
        />
      )}
      {blocked === null && query.batch === '1' && (
        <BatchDialog
          onClose={() => go({ batch: null })}
          onDone={(ids) => {
            void list.reload()
            go({ batch: null, channel: ids[0] ?? null })
          }}
        />
      )}
      {posters && (
        <PosterDialog
          subjects={posters.subjects}
          place={posters.place}
          brand={choices.data?.brand ?? ''}
          onClose={() => setPosters(null)}
        />
      )}
    </Screen>
  )
}

/** Stops or resumes one channel; the other way round takes it back. */
function turnDeed(to: 'active' | 'stopped'): BulkDeed<BulkItem> {
  const turn =
    (next: 'active' | 'stopped') =>
    async ({ id }: BulkItem, request: string) => {
      await call('channel.turn', { request, id, to: next })
    }
  const back = to === 'active' ? 'stopped' : 'active'
  const names = { active: '启用', stopped: '停用' }
  return { name: names[to], run: turn(to), undo: { name: `撤销${names[to]}`, run: turn(back) } }
}

function subjectOf({ id, name, store, codes }: ChannelRow): PosterSubject {
  return { id, name, store, places: PLACES.filter((place) => codes[place] === 'ready') }
}

function subjectOfView({ id, name, store, codes }: ChannelView): PosterSubject {
  return { id, name, store, places: PLACES.filter((place) => codes[place].state === 'ready') }
}
