import { Button, Select } from 'antd'
import { Icon } from '../../../admin/parts/Icon'
import type { MpView } from '../contract'
import type { CodeKind, MpBook } from '../rules'
import { PartsField } from './PartsField'
import { words } from './words'

export interface Editing {
  book: MpBook
  channels: MpView['channels']
  disabled: boolean
  onChange: (book: MpBook) => void
  /** What the phone at the right shows: a channel, a menu key, a keyword's place. */
  shown: string
  onShow: (what: string) => void
}

/** What is said to who follows or scans: the usual words, and those of single channels. */
export function WelcomePart({ book, channels, disabled, onChange, shown, onShow }: Editing) {
  const nameOf = (id: string) => channels.find((one) => one.id === id)?.name ?? id
  const free = channels.filter(({ id }) => !book.byChannel.some(({ channel }) => channel === id))
  return (
    <>
      <section className="card mp-card" aria-label={words.usual}>
        <header>
          <h2>{words.usual}</h2>
          <span className="hint ellipsis">{words.usualHint}</span>
          <span className="end">
            <Show active={shown === ''} onClick={() => onShow('')} />
          </span>
        </header>
        <PartsField
          label={words.usual}
          parts={book.welcome}
          lacking={lackingIn(book, channels, null)}
          disabled={disabled}
          onChange={(welcome) => onChange({ ...book, welcome })}
        />
        <div className="mp-line">
          <label htmlFor="mp-usual-channel">{words.usualChannel}</label>
          <Select
            id="mp-usual-channel"
            allowClear
            disabled={disabled}
            placeholder="不放"
            value={book.usualChannel}
            onChange={(usualChannel: string | undefined) => onChange({ ...book, usualChannel: usualChannel ?? null })}
            options={channels.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <small>{words.usualChannelHint}</small>
        </div>
      </section>
      {book.byChannel.map(({ channel, parts }) => (
        <section key={channel} className="card mp-card" aria-label={nameOf(channel)}>
          <header>
            <h2 className="ellipsis">{nameOf(channel)}</h2>
            <span className="end">
              <Show active={shown === channel} onClick={() => onShow(channel)} />
              <Button
                size="small"
                type="text"
                disabled={disabled}
                onClick={() =>
                  onChange({ ...book, byChannel: book.byChannel.filter((one) => one.channel !== channel) })
                }
              >
                去掉
              </Button>
            </span>
          </header>
          <PartsField
            label={nameOf(channel)}
            parts={parts}
            lacking={lackingIn(book, channels, channel)}
            disabled={disabled}
            onChange={(next) =>
              onChange({
                ...book,
                byChannel: book.byChannel.map((one) => (one.channel === channel ? { channel, parts: next } : one)),
              })
            }
          />
        </section>
      ))}
      {!disabled && (
        <div className="mp-line mp-more">
          <label htmlFor="mp-add-channel">{words.byChannel}</label>
          <Select
            id="mp-add-channel"
            showSearch
            optionFilterProp="label"
            placeholder={channels.length === 0 ? words.noChannels : '选一个渠道，单独写'}
            disabled={free.length === 0}
            value={null}
            onChange={(channel: string | null) => {
              if (channel === null) return
              onChange({ ...book, byChannel: [...book.byChannel, { channel, parts: book.welcome }] })
              onShow(channel)
            }}
            options={free.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <small>{words.byChannelHint}</small>
        </div>
      )}
    </>
  )
}

export function Show({ active, onClick }: { active: boolean; onClick: () => void }) {
  return (
    <Button
      size="small"
      aria-pressed={active}
      type={active ? 'default' : 'text'}
      onClick={onClick}
      icon={<Icon name="phone" size={14} />}
    >
      预览
    </Button>
  )
}

/** Codes that neither the channel nor the usual one has. */
export function lackingIn(book: MpBook, channels: Editing['channels'], channel: string | null): CodeKind[] {
  const both = channels.filter(({ id }) => id === channel || id === book.usualChannel)
  return [
    ...(both.some(({ hasContact }) => hasContact) ? [] : ['contactWay' as const]),
    ...(both.some(({ hasGroup }) => hasGroup) ? [] : ['joinWay' as const]),
  ]
}
