import { Button, Input } from 'antd'
import type { KeyboardEvent } from 'react'
import { Icon } from '../../../admin/parts/Icon'
import type { Option } from '../model'
import { blankOption } from './blank'
import { Tick } from './inputs'

/** The options of a question; a long list is pasted line by line. */
export function OptionList({
  options,
  pictures,
  coded,
  alone,
  onChange,
}: {
  options: readonly Option[]
  /** Each needs a picture. */
  pictures: boolean
  /** Their keys say what they do (hours, frequency), so they can be written. */
  coded: boolean
  /** Several can be chosen, so one may exclude the others. */
  alone: boolean
  onChange: (options: Option[]) => void
}) {
  const put = (at: number, change: Partial<Option>) =>
    onChange(options.map((option, place) => (place === at ? { ...option, ...change } : option)))
  const step = (event: KeyboardEvent, at: number) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    const option = options[at]
    if (!event.altKey || by === 0 || !option || at + by < 0 || at + by >= options.length) return
    event.preventDefault()
    const rest = options.filter((_, place) => place !== at)
    onChange([...rest.slice(0, at + by), option, ...rest.slice(at + by)])
  }
  /** Several lines pasted into one field are several options. */
  const paste = (at: number, text: string) => {
    const lines = text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '')
    if (lines.length < 2) return false
    const made: Option[] = []
    for (const line of lines) {
      const used = [...options, ...made].map(({ key }) => key)
      made.push(blankOption(used, [...line].slice(0, 60).join('')))
    }
    onChange(
      [...options.slice(0, at + 1), ...made, ...options.slice(at + 1)].filter(({ text }) => text !== '').slice(0, 60),
    )
    return true
  }
  return (
    <fieldset className="survey-options" aria-label="选项">
      <h3>选项</h3>
      {coded && (
        <p className="note" data-kind="blue">
          <span>编号决定它做什么：q2200_0800 是 22:00 到 08:00 不打扰，w3 是每周最多 3 条，none 和 any 是不限。</span>
        </p>
      )}
      <ol>
        {options.map((option, at) => (
          <li key={option.key}>
            <div className="survey-option">
              {coded && (
                <Input
                  aria-label={`第 ${at + 1} 项的编号`}
                  maxLength={24}
                  defaultValue={option.key}
                  onBlur={({ target }) => /^[0-9a-z_]{1,24}$/.test(target.value) && put(at, { key: target.value })}
                />
              )}
              <Input
                aria-label={`第 ${at + 1} 项`}
                aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                maxLength={60}
                value={option.text}
                onChange={(event) => put(at, { text: event.target.value })}
                onKeyDown={(event) => step(event, at)}
                onPaste={(event) => {
                  if (paste(at, event.clipboardData.getData('text/plain'))) event.preventDefault()
                }}
              />
              <button
                type="button"
                className="survey-tool"
                aria-label={`删掉第 ${at + 1} 项`}
                onClick={() => onChange(options.filter((_, place) => place !== at))}
              >
                <Icon name="close" size={12} />
              </button>
            </div>
            {pictures && (
              <Input
                aria-label={`第 ${at + 1} 项的图片地址`}
                placeholder="图片地址，https:// 开头"
                maxLength={490}
                value={option.picture ?? ''}
                onChange={({ target }) => put(at, { picture: target.value.trim() === '' ? null : target.value.trim() })}
              />
            )}
            <div className="survey-option-more">
              <Tick checked={option.instead !== null} onChange={(is) => put(at, { instead: is ? '' : null })}>
                暂时没有这条路
              </Tick>
              {option.instead !== null && (
                <Input
                  size="small"
                  aria-label={`第 ${at + 1} 项先用什么代替`}
                  placeholder="先用什么代替"
                  maxLength={30}
                  value={option.instead}
                  onChange={(event) => put(at, { instead: event.target.value })}
                />
              )}
              {alone && (
                <Tick checked={option.alone} onChange={(is) => put(at, { alone: is })}>
                  和其它互斥
                </Tick>
              )}
              <Tick checked={option.last} onChange={(last) => put(at, { last })}>
                固定在最后
              </Tick>
            </div>
          </li>
        ))}
      </ol>
      <Button
        size="small"
        icon={<Icon name="plus" size={12} />}
        disabled={options.length >= 60}
        onClick={() => onChange([...options, blankOption(options.map(({ key }) => key))])}
      >
        加一项
      </Button>
      <span className="hint"> 从表格里复制多行，粘贴到一项里，就是多项。⌥↑ ⌥↓ 换位置。</span>
    </fieldset>
  )
}
