import { App, Button, Input, Tooltip } from 'antd'
import { useState } from 'react'
import { CallError, type Input as CallInput, type Data } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { moment } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import type { ChannelView, CodeView } from '../contract'
import { lacks, PLACES, type Place } from '../rules'
import { channelText, placeWords } from '../text'
import { channelWords as words } from './text'

/** The four places of a channel: how each code stands, and the one or two things that can be done about it. */
export function CodeList({
  channel,
  now,
  blocked,
  onChanged,
  onPoster,
}: {
  channel: ChannelView
  now: number
  blocked: string | null
  onChanged: (channel: ChannelView) => void
  onPoster: (place: Place) => void
}) {
  const { message, modal } = App.useApp()
  const [busy, setBusy] = useState<Place | null>(null)

  async function doing(place: Place, work: () => Promise<Data<'channel.channel'>>): Promise<void> {
    setBusy(place)
    try {
      const { channel: next } = await work()
      onChanged(next)
      const { state, reason } = next.codes[place]
      if (state === 'ready') void message.success(`${placeWords[place]}可以用了。`)
      else if (reason) void message.warning(reason)
    } catch (error) {
      void message.error(error instanceof CallError ? error.message : '没有成功，请再试一次。')
    } finally {
      setBusy(null)
    }
  }

  const make = (place: Place, more: Partial<CallInput<'channel.makeCode'>> = {}) =>
    void doing(place, () => call('channel.makeCode', { id: channel.id, place, ...more }))

  function remove(place: 'contactWay' | 'joinWay'): void {
    modal.confirm({
      title: `收回${placeWords[place]}？`,
      icon: null,
      content: words.removeAsk,
      okText: words.remove,
      cancelText: '再想想',
      onOk: () => doing(place, () => call('channel.removeCode', { id: channel.id, place })),
    })
  }

  return (
    <ul className="channel-codes">
      {PLACES.map((place) => (
        <li key={place}>
          <CodeLine place={place} code={channel.codes[place]} now={now} lacking={lacking(channel, place)} />
          <div className="actions">
            <CodeActions
              code={channel.codes[place]}
              place={place}
              isBusy={busy === place}
              blocked={blocked ?? (busy !== null ? '正在生成别的码' : lacking(channel, place))}
              onMake={(more) => make(place, more)}
              onPoster={() => onPoster(place)}
              onRemove={place === 'contactWay' || place === 'joinWay' ? () => remove(place) : null}
            />
          </div>
        </li>
      ))}
    </ul>
  )
}

function lacking(channel: ChannelView, place: Place): string | null {
  if (channel.state === 'stopped') return channelText.stopped
  const what = lacks(channel, place)
  if (what === null) return null
  return what === 'rota' ? channelText.lacksRota : channelText.lacksGroups
}

function CodeLine({
  place,
  code,
  now,
  lacking: missing,
}: {
  place: Place
  code: CodeView
  now: number
  lacking: string | null
}) {
  const [name, kind] = words.code[code.state]
  const hint = code.state === 'none' && missing !== null ? missing : words.placeHints[place]
  return (
    <div className="channel-code">
      <b>{placeWords[place]}</b>
      <span className="tag" data-kind={kind}>
        {name}
      </span>
      {code.until !== null && <span className="hint">到 {moment(code.until, now)}</span>}
      <p className={code.reason ? 'amber' : 'hint'}>{code.reason ?? hint}</p>
    </div>
  )
}

function CodeActions({
  code,
  place,
  isBusy,
  blocked,
  onMake,
  onPoster,
  onRemove,
}: {
  code: CodeView
  place: Place
  isBusy: boolean
  blocked: string | null
  onMake: (more?: Partial<CallInput<'channel.makeCode'>>) => void
  onPoster: () => void
  onRemove: (() => void) | null
}) {
  const [ref, setRef] = useState<string | null>(null)
  const button = (label: string, onClick: () => void) => (
    <Tooltip title={blocked}>
      <Button size="small" loading={isBusy} disabled={blocked !== null} onClick={onClick}>
        {label}
      </Button>
    </Tooltip>
  )
  if (code.state === 'ready') {
    return (
      <>
        <Button size="small" icon={<Icon name="image" size={14} />} onClick={onPoster}>
          {words.poster}
        </Button>
        {onRemove && button(words.remove, onRemove)}
      </>
    )
  }
  if (code.state === 'unknown') {
    return ref === null ? (
      <>
        {button(words.adopt, () => setRef(''))}
        {button(words.again, () => onMake({ again: true }))}
      </>
    ) : (
      <>
        <Input
          size="small"
          aria-label="config_id"
          value={ref}
          onChange={(event) => setRef(event.target.value.trim())}
        />
        {button('就是它', () => onMake({ ref }))}
      </>
    )
  }
  return (
    <>
      {button(code.state === 'none' ? words.make : words.retry, () => onMake())}
      {place === 'mp' && code.state === 'none' && button('30 天临时码', () => onMake({ days: 30 }))}
    </>
  )
}
