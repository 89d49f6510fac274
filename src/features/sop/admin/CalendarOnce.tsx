import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { longDay } from '../../../admin/format'
import type { Occurrence, Part } from '../rules'
import { asAlways, saidOnce } from './beatMove'
import { calendarText } from './text'
import type { Moving } from './useMove'
import './single.css'

/** What may be done about one beat alone: say something else, or let it be as always again. */
export function CalendarOnce({ beat, moving }: { beat: Occurrence; moving: Moving }) {
  const [words, setWords] = useState<string | null>(null)
  const { node, exception } = beat
  const day = longDay(exception?.date ?? beat.date)
  const text = textIn(node.parts)
  const restore = () =>
    moving.change(node.key, calendarText.restored(node.column, day), (fresh) =>
      asAlways(fresh, { date: exception?.date ?? beat.date, slot: beat.slot }),
    )
  const say = async (changed: string) => {
    const kept = await moving.change(node.key, calendarText.reworded(node.column, day), (fresh) =>
      saidOnce(fresh, beat, withText(node.parts, changed)),
    )
    if (kept) setWords(null)
  }
  return (
    <section className="beat-once" aria-label="只改这一条">
      <span className="hint">只这一条</span>
      <Button size="small" disabled={moving.saving} onClick={() => setWords(text)}>
        换这天的话
      </Button>
      {exception !== undefined && (
        <Button size="small" disabled={moving.saving} onClick={() => void restore()}>
          恢复原样
        </Button>
      )}
      <Modal
        open={words !== null}
        title={`${day}「${node.column}」说什么`}
        okText="只改这一条"
        cancelText="不改了"
        okButtonProps={{ disabled: (words ?? '').trim() === '' || words === text, loading: moving.saving }}
        onOk={() => void say((words ?? '').trim())}
        onCancel={() => setWords(null)}
        destroyOnHidden
      >
        <Input.TextArea
          aria-label="这天的话"
          autoSize={{ minRows: 6, maxRows: 16 }}
          value={words ?? ''}
          onChange={(event) => setWords(event.target.value)}
        />
        <p className="hint">卡片、图片照旧；其他日子的话不变。</p>
      </Modal>
    </section>
  )
}

function textIn(parts: readonly Part[]): string {
  const text = parts.find((part) => part.type === 'text')
  return text?.type === 'text' ? text.text : ''
}

/** The first words replaced; a message without words gets some in front. */
function withText(parts: readonly Part[], text: string): Part[] {
  const first = parts.findIndex((part) => part.type === 'text')
  if (first < 0) return [{ type: 'text', text }, ...parts]
  return parts.map((part, index) => (index === first ? { type: 'text', text } : part))
}
