import { Button, Input, Popover } from 'antd'
import { type SyntheticEvent, useRef, useState } from 'react'
import { Icon } from '../../../admin/parts/Icon'
import { ScriptPicker } from '../../material/admin/ScriptPicker'
import { LIMITS } from '../nodeInput'
import { utf8Length } from '../readParts'
import { TONE_LENGTH } from '../rules'
import { MOST_TONES } from '../tones'
import {
  joined,
  type TextPart,
  textIn,
  toneName,
  withAnswers,
  withoutTone,
  withTextIn,
  withToneNamed,
} from './editorTones'

/** Offered when somebody adds a wording; any other name may be written. */
const OFFERED = ['亲切', '简洁', '活泼', '专业']

/** Which wording of the message is worked on, and how many groups hear each the next time. */
export interface ToneDesk {
  /** The node's own tone. */
  own: string
  /** The wording on the screen; '' is the node's own. */
  shown: string
  onShow: (tone: string) => void
  /** Wording → groups; '' is the node's own. */
  counts: ReadonlyMap<string, number>
}

/** A text in one tone at a time. */
export function EditorText({
  part,
  place,
  disabled,
  desk,
  onChange,
  onCaret,
}: {
  part: TextPart
  place: number
  disabled: boolean
  desk: ToneDesk
  onChange: (part: TextPart) => void
  onCaret: (start: number, end: number) => void
}) {
  const { tones = [] } = part
  const { own, counts } = desk
  const shown = tones.some(({ tone }) => tone === desk.shown) ? desk.shown : ''
  const text = textIn(part, shown)
  const bytes = utf8Length(text)
  const all = ['', ...tones.map(({ tone }) => tone)]
  const [choosing, setChoosing] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const caret = (event: SyntheticEvent<HTMLTextAreaElement>) =>
    onCaret(event.currentTarget.selectionStart, event.currentTarget.selectionEnd)

  function turn(event: React.KeyboardEvent) {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    const next = (all.indexOf(shown) + step + all.length) % all.length
    desk.onShow(all[next] ?? '')
    box.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus()
  }

  return (
    <>
      {(tones.length > 0 || !disabled) && (
        <div className="tones" ref={box}>
          {tones.length > 0 && (
            <div role="tablist" aria-label={`第 ${place + 1} 段的语气`} onKeyDown={turn}>
              {all.map((tone) => (
                <button
                  key={tone}
                  type="button"
                  role="tab"
                  aria-selected={tone === shown}
                  tabIndex={tone === shown ? 0 : -1}
                  onClick={() => desk.onShow(tone)}
                >
                  {tone === '' ? toneName(own) : tone}
                  {counts.size > 0 && <small>{counts.get(tone) ?? 0} 群</small>}
                </button>
              ))}
            </div>
          )}
          {!disabled && tones.length < MOST_TONES && (
            <AddTone
              taken={[own, ...tones.map(({ tone }) => tone)]}
              onAdd={(tone) => {
                onChange(withToneNamed(part, tone, text))
                desk.onShow(tone)
              }}
            />
          )}
          {!disabled && shown !== '' && (
            <Button
              size="small"
              type="text"
              aria-label={`去掉「${shown}」这种语气`}
              icon={<Icon name="close" size={12} />}
              onClick={() => {
                onChange(withoutTone(part, shown))
                desk.onShow('')
              }}
            />
          )}
        </div>
      )}
      <Input.TextArea
        aria-label={`第 ${place + 1} 段文案${shown === '' ? '' : `，${shown}`}`}
        variant="borderless"
        autoSize={{ minRows: 4, maxRows: 14 }}
        disabled={disabled}
        value={text}
        placeholder="要发到群里的话"
        onChange={(event) => onChange(withTextIn(part, shown, event.target.value))}
        onSelect={caret}
        onBlur={caret}
      />
      <div className="part-foot">
        {!disabled && (
          <Button size="small" type="text" className="from-library" onClick={() => setChoosing(true)}>
            从话术库选
          </Button>
        )}
        <p className={bytes > LIMITS.textBytes ? 'part-count brick' : 'part-count hint'}>
          {[...text].length} 字 · 建议 60–120 · {bytes} / {LIMITS.textBytes} 字节
        </p>
      </div>
      {choosing && (
        <ScriptPicker
          tone={shown === '' ? own : shown}
          onClose={() => setChoosing(false)}
          onPick={(picked) => {
            onChange(withTextIn(part, shown, joined(text, picked)))
            setChoosing(false)
          }}
          onPickAll={(answers) => {
            onChange(withAnswers(part, own, answers))
            setChoosing(false)
          }}
        />
      )}
      {tones.length > 0 && (
        <p className="hint">
          群标签里有语气的名字，就总听那一种；没有的按群主一天换一种，同一个群主的群听一样的，只用确认一次。
        </p>
      )}
    </>
  )
}

function AddTone({ taken, onAdd }: { taken: readonly string[]; onAdd: (tone: string) => void }) {
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const wanted = name.trim()
  const twice = taken.includes(wanted)
  const add = (tone: string) => {
    onAdd(tone)
    setOpen(false)
    setName('')
  }
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      title="同样的意思，换一种语气"
      content={
        <div className="tone-add">
          <p>
            {OFFERED.filter((tone) => !taken.includes(tone)).map((tone) => (
              <Button key={tone} size="small" onClick={() => add(tone)}>
                {tone}
              </Button>
            ))}
          </p>
          <Input
            aria-label="语气的名字"
            size="small"
            maxLength={TONE_LENGTH}
            status={twice ? 'error' : ''}
            value={name}
            placeholder="或者自己起个名字，回车"
            onChange={(event) => setName(event.target.value)}
            onPressEnter={() => wanted !== '' && !twice && add(wanted)}
          />
          {twice && wanted !== '' && <small className="brick">已经有这种语气了</small>}
        </div>
      }
    >
      <Button size="small" type="text" icon={<Icon name="plus" size={12} />}>
        语气
      </Button>
    </Popover>
  )
}
