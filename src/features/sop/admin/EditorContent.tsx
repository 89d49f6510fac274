import { Button, Dropdown } from 'antd'
import { useRef, useState } from 'react'
import { Icon } from '../../../admin/parts/Icon'
import type { Hearer } from '../lifeContract'
import { LIMITS } from '../nodeInput'
import type { NodeDraft } from '../nodeRules'
import type { Part, SopVersion } from '../rules'
import { partWords } from '../words'
import { textOf } from './content'
import type { SetDraft } from './Editor'
import { EditorPart } from './EditorPart'
import type { ToneDesk } from './EditorText'
import { EditorVariables } from './EditorVariables'
import { blankPart } from './editorForm'
import { textIn, withTextIn } from './editorTones'

/** Order in which kinds of parts are offered. */
const KINDS: readonly Part['type'][] = [
  ...(['text', 'card', 'image', 'images', 'video'] as const),
  ...(['file', 'voice', 'link', 'questionnaire', 'coupon', 'game'] as const),
]

/** The parts of a message in the order in which they are sent, and the variables in them. */
export function EditorContent({
  draft,
  set,
  editable,
  version,
  groups,
  desk,
}: {
  draft: NodeDraft
  set: SetDraft
  editable: boolean
  version: SopVersion
  groups: readonly Hearer[]
  desk: ToneDesk
}) {
  const { parts } = draft
  const [active, setActive] = useState(0)
  const caret = useRef<{ start: number; end: number } | null>(null)
  const setParts = (next: Part[]) => set({ parts: next })
  const change = (index: number, part: Part) => setParts(parts.map((one, at) => (at === index ? part : one)))

  function shift(index: number, step: -1 | 1) {
    const next = [...parts]
    const [part] = next.splice(index, 1)
    if (part) next.splice(index + step, 0, part)
    setParts(next)
  }

  /** At the caret of the text that was written last, else at the end of the first one. */
  function insert(name: string) {
    const at = parts[active]?.type === 'text' ? active : parts.findIndex((part) => part.type === 'text')
    const part = parts[at]
    if (part?.type !== 'text') return
    const text = textIn(part, desk.shown)
    const { start, end } = (at === active ? caret.current : null) ?? { start: text.length, end: text.length }
    const word = `{${name}}`
    change(at, withTextIn(part, desk.shown, text.slice(0, start) + word + text.slice(end)))
    caret.current = { start: start + word.length, end: start + word.length }
  }

  return (
    <>
      <header className="editor-head">
        <h2>内容</h2>
        <span className="hint">
          {parts.length} 段，按顺序发，最多 {LIMITS.parts} 段
        </span>
        {editable && (
          <Dropdown
            trigger={['click']}
            disabled={parts.length >= LIMITS.parts}
            menu={{
              items: KINDS.map((type) => ({
                key: type,
                label: type === 'card' ? '小程序卡片' : partWords[type],
                disabled: type === 'card' && parts.some((part) => part.type === 'card'),
              })),
              onClick: ({ key }) => setParts([...parts, blankPart(key as Part['type'], draft.column)]),
            }}
          >
            <Button size="small" icon={<Icon name="plus" size={12} />}>
              加一段
            </Button>
          </Dropdown>
        )}
      </header>
      <ol className="parts">
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a message have no identity but their place
          <li key={index}>
            <EditorPart
              part={part}
              place={index}
              last={parts.length - 1}
              editable={editable}
              desk={desk}
              onChange={(next) => change(index, next)}
              onMove={(step) => shift(index, step)}
              onRemove={() => setParts(parts.filter((_, at) => at !== index))}
              onCaret={(start, end) => {
                setActive(index)
                caret.current = { start, end }
              }}
            />
          </li>
        ))}
      </ol>
      <EditorVariables
        draft={draft}
        set={set}
        editable={editable}
        groups={groups}
        texts={version.nodes.map(textOf)}
        onInsert={insert}
      />
    </>
  )
}
