import { Button, Input, Select } from 'antd'
import { Icon } from '../../../admin/parts/Icon'
import { MOST_BUTTONS, MOST_CHILDREN } from '../book'
import type { MenuAct, MenuButton, MenuLeaf, MpBook } from '../rules'
import { PartsField } from './PartsField'
import { type Editing, lackingIn } from './WelcomePart'
import { actNames, words } from './words'

/** The menu at the foot of the chat: at most three buttons, each with up to five of its own. */
export function MenuPart({ book, channels, disabled, onChange, onShow }: Editing) {
  const put = (index: number, next: MenuButton | null) =>
    onChange({ ...book, menu: book.menu.flatMap((one, i) => (i !== index ? [one] : next === null ? [] : [next])) })
  const leaf = (): MenuLeaf => ({
    name: '',
    act: { type: 'click', key: nextKey(book), channel: null, parts: [{ type: 'text', text: '' }] },
  })
  return (
    <>
      {book.menu.length === 0 && <p className="hint mp-empty">{words.emptyMenu}</p>}
      {book.menu.map((button, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: buttons have no identity but their place
        <section key={index} className="card mp-card" aria-label={`第 ${index + 1} 个按钮`}>
          <header>
            <Name
              value={button.name}
              level={0}
              disabled={disabled}
              onChange={(name) => put(index, { ...button, name })}
            />
            <span className="end">
              <Button size="small" type="text" disabled={disabled} onClick={() => put(index, null)}>
                去掉
              </Button>
            </span>
          </header>
          {button.act !== null && (
            <Act
              act={button.act}
              label={button.name}
              fresh={leaf().act}
              lacking={lackingIn(book, channels, null)}
              channels={channels}
              disabled={disabled}
              onChange={(act) => put(index, { ...button, act })}
              onShow={onShow}
            />
          )}
          {button.children.map((child, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <div key={place} className="mp-child">
              <header>
                <Name
                  value={child.name}
                  level={1}
                  disabled={disabled}
                  onChange={(name) => put(index, withChild(button, place, { ...child, name }))}
                />
                <Button
                  size="small"
                  type="text"
                  aria-label={`去掉子按钮 ${child.name}`}
                  disabled={disabled}
                  icon={<Icon name="close" size={14} />}
                  onClick={() => put(index, withoutChild(button, place, leaf()))}
                />
              </header>
              <Act
                act={child.act}
                label={child.name}
                fresh={leaf().act}
                lacking={lackingIn(book, channels, null)}
                channels={channels}
                disabled={disabled}
                onChange={(act) => put(index, withChild(button, place, { ...child, act }))}
                onShow={onShow}
              />
            </div>
          ))}
          {!disabled && button.children.length < MOST_CHILDREN && (
            <div className="mp-add">
              <Button
                size="small"
                icon={<Icon name="plus" size={12} />}
                onClick={() => {
                  // What the button did itself goes into its first child, so nothing that was written is lost.
                  const first = button.act === null ? [] : [{ name: button.name, act: button.act }]
                  put(index, {
                    ...button,
                    act: null,
                    children: [...button.children, ...first, ...(first.length === 0 ? [leaf()] : [])],
                  })
                }}
              >
                {button.act === null ? '加子按钮' : '改成带子按钮'}
              </Button>
            </div>
          )}
        </section>
      ))}
      {!disabled && book.menu.length < MOST_BUTTONS && (
        <Button
          className="mp-new"
          icon={<Icon name="plus" size={14} />}
          onClick={() => onChange({ ...book, menu: [...book.menu, { ...leaf(), children: [] }] })}
        >
          加一个按钮
        </Button>
      )}
    </>
  )
}

function withChild(button: MenuButton, place: number, next: MenuLeaf): MenuButton {
  return { ...button, children: button.children.map((one, i) => (i === place ? next : one)) }
}

function withoutChild(button: MenuButton, place: number, fresh: MenuLeaf): MenuButton {
  const children = button.children.filter((_, i) => i !== place)
  return children.length > 0 ? { ...button, children } : { ...button, act: fresh.act, children }
}

/** Never given twice: phones go on showing an old menu for minutes. */
function nextKey(book: MpBook): string {
  const used = book.menu.flatMap(({ act, children }) => [act, ...children.map((child) => child.act)])
  const numbers = used.map((act) => (act?.type === 'click' ? Number(/^k(\d+)$/.exec(act.key)?.[1] ?? 0) : 0))
  return `k${Math.max(0, ...numbers) + 1}`
}

function Name({
  value,
  level,
  disabled,
  onChange,
}: {
  value: string
  level: 0 | 1
  disabled: boolean
  onChange: (name: string) => void
}) {
  return (
    <Input
      aria-label={level === 0 ? '按钮名字' : '子按钮名字'}
      placeholder={level === 0 ? '按钮名字，5 个汉字以内' : '子按钮名字'}
      className="mp-name"
      maxLength={level === 0 ? 16 : 40}
      disabled={disabled}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function Act({
  act,
  label,
  fresh,
  lacking,
  channels,
  disabled,
  onChange,
  onShow,
}: {
  act: MenuAct
  label: string
  fresh: MenuAct
  lacking: ReturnType<typeof lackingIn>
  channels: Editing['channels']
  disabled: boolean
  onChange: (act: MenuAct) => void
  onShow: (key: string) => void
}) {
  const empty: Record<MenuAct['type'], MenuAct> = {
    click: fresh,
    view: { type: 'view', url: 'https://' },
    miniprogram: { type: 'miniprogram', page: 'features/checkin/pages/today/index' },
  }
  return (
    <>
      <div className="mp-line">
        <Select<MenuAct['type']>
          aria-label={`${label}：点了之后`}
          disabled={disabled}
          value={act.type}
          onChange={(type) => onChange(empty[type])}
          options={(Object.keys(actNames) as MenuAct['type'][]).map((value) => ({ value, label: actNames[value] }))}
        />
        {act.type === 'view' && (
          <Input
            aria-label={`${label}：网址`}
            disabled={disabled}
            value={act.url}
            onChange={(event) => onChange({ ...act, url: event.target.value })}
          />
        )}
        {act.type === 'miniprogram' && (
          <Input
            aria-label={`${label}：小程序页面`}
            disabled={disabled}
            value={act.page}
            onChange={(event) => onChange({ ...act, page: event.target.value })}
          />
        )}
        {act.type === 'click' && (
          <Select
            aria-label={`${label}：算作哪个渠道`}
            allowClear
            placeholder="不算渠道"
            disabled={disabled}
            value={act.channel}
            onChange={(channel: string | undefined) => onChange({ ...act, channel: channel ?? null })}
            options={channels.map(({ id, name }) => ({ value: id, label: `算作「${name}」` }))}
          />
        )}
      </div>
      {act.type === 'click' && (
        <PartsField
          label={label}
          parts={act.parts}
          lacking={lacking}
          disabled={disabled}
          onChange={(parts) => {
            // Whatever is being written is what the phone shows.
            onShow(act.key)
            onChange({ ...act, parts })
          }}
        />
      )}
    </>
  )
}
