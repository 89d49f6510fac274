import { App, Button, Tooltip } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { moment } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { newRequest } from '../../../admin/request'
import type { ChannelChoices, ChannelView } from '../contract'
import type { Place } from '../rules'
import { kindWords } from '../text'
import { CodeList } from './CodeList'
import { CostList } from './CostList'
import { channelWords as words } from './text'

/** One channel: its four codes, who receives now, what newcomers hear, what it cost. */
export function ChannelDetail({
  channel,
  choices,
  now,
  blocked,
  onChanged,
  onEdit,
  onPoster,
}: {
  channel: ChannelView
  choices: ChannelChoices | null
  now: number
  /** Why nothing can be changed here; null when it can. */
  blocked: string | null
  onChanged: (channel: ChannelView) => void
  onEdit: () => void
  onPoster: (place: Place) => void
}) {
  const { message, modal } = App.useApp()
  const [turning, setTurning] = useState(false)
  const { name, kind, store, state, id, tags, groups, warning } = channel

  async function turn(to: 'active' | 'stopped'): Promise<void> {
    setTurning(true)
    try {
      onChanged((await call('channel.turn', { request: newRequest(), id, to })).channel)
    } catch (error) {
      void message.error(error instanceof CallError ? error.message : '没有改成，请再试一次。')
    } finally {
      setTurning(false)
    }
  }

  function ask(): void {
    if (state === 'stopped') return void turn('active')
    modal.confirm({
      title: `停用 ${name}？`,
      icon: null,
      content: words.stopAsk,
      okText: words.stop,
      cancelText: '再想想',
      onOk: () => turn('stopped'),
    })
  }

  const groupName = (chat: string) => choices?.groups.find(({ chatId }) => chatId === chat)?.name ?? chat
  return (
    <aside className="card channel-detail" aria-label={name}>
      <header>
        <h2 className="ellipsis">{name}</h2>
        <span className="tag" data-kind={state === 'active' ? 'jade' : 'plain'}>
          {words.states[state]}
        </span>
        <span className="end">
          <Tooltip title={blocked}>
            <Button size="small" icon={<Icon name="pen" size={14} />} disabled={blocked !== null} onClick={onEdit}>
              {words.edit}
            </Button>
          </Tooltip>
          <Tooltip title={blocked}>
            <Button size="small" loading={turning} disabled={blocked !== null} onClick={ask}>
              {state === 'active' ? words.stop : words.start}
            </Button>
          </Tooltip>
        </span>
      </header>
      <p className="channel-sub">
        {kindWords[kind]}
        {store && ` · ${store}`} · 编号 <code>{id}</code> · {channel.createdBy} {moment(channel.createdAt, now)} 建
      </p>
      {warning && (
        <p className="note" data-kind="amber">
          <Icon name="warn" size={14} /> <span>{warning}</span>
        </p>
      )}
      <CodeList channel={channel} now={now} blocked={blocked} onChanged={onChanged} onPoster={onPoster} />
      <dl className="channel-facts">
        <dt>{words.onWay}</dt>
        <dd>
          <Duty channel={channel} choices={choices} now={now} />
        </dd>
        <dt>进哪个群</dt>
        <dd>
          {groups === null ? '没有设' : groups.chats.map(groupName).join('、')}
          {groups?.autoCreate && (
            <small>
              都满了自动建新群
              {groups.baseName === '' ? '，群名由企业微信取' : `「${groups.baseName}${groups.baseId}」`}
            </small>
          )}
        </dd>
        <dt>听到什么</dt>
        <dd>
          {channel.welcome.length > 0
            ? `这个渠道自己的欢迎语，一天 ${channel.welcome.length} 段`
            : channel.firstSop !== null
              ? `SOP「${choices?.sops.find(({ sop }) => sop === channel.firstSop)?.name ?? channel.firstSop}」的欢迎语`
              : '品牌的欢迎语'}
          {channel.invite && <small>后面附上入群码</small>}
        </dd>
        <dt>打标签</dt>
        <dd className="channel-tags">
          {tags.length === 0
            ? '不打'
            : tags.map((tag) => (
                <span key={tag} className="tag">
                  {tag}
                </span>
              ))}
        </dd>
      </dl>
      <CostList channel={channel} now={now} blocked={blocked} onChanged={onChanged} />
    </aside>
  )
}

function Duty({ channel, choices, now }: { channel: ChannelView; choices: ChannelChoices | null; now: number }) {
  const { duty, onWay, codes } = channel
  if (duty === null) return <>没有排班</>
  const nameOf = (user: string) => choices?.staff.find((one) => one.user === user)?.name ?? user
  const users = onWay ?? duty.users
  const pending = codes.contactWay.state === 'ready' && onWay === null
  const when = duty.next === null ? '' : `，下次换人 ${moment(duty.next, now)}`
  return (
    <>
      {users.map(nameOf).join('、')}
      <small>{pending ? words.onWayPending : `${words.dutyBy[duty.by]}${when}`}</small>
    </>
  )
}
