import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { serverNow } from '../../../admin/clock'
import { DateField } from '../../../admin/fields/DateField'
import { TimeField } from '../../../admin/fields/TimeField'
import { longDay } from '../../../admin/format'
import { isClockTime, isDay } from '../../../kernel/day'
import type { SopNode } from '../rules'
import type { Target } from './beatMove'
import { refusalAt } from './calendarChanges'
import type { Moving } from './useMove'

/** N: a first draft at the chosen time; the rest is written in the editor. */
export function NewBeat({
  at,
  moving,
  onDone,
}: {
  at: Target
  moving: Moving
  /** The new node's key and whether to go on in the editor; null: nothing was made. */
  onDone: (made: { key: string; to: Target; edit: boolean } | null) => void
}) {
  const [to, setTo] = useState(at)
  const [column, setColumn] = useState('')
  const [text, setText] = useState('')
  const refused = refusedAt(to)
  const make = async (edit: boolean) => {
    const key = await moving.begin(to, column.trim(), text.trim() || column.trim())
    if (key !== null) onDone({ key, to, edit })
  }
  const ready = column.trim() !== '' && refused === null
  return (
    <Modal
      open
      width={460}
      title="新建一拍"
      okText="建好，去编辑"
      cancelText="不建了"
      okButtonProps={{ disabled: !ready, loading: moving.saving }}
      onOk={() => void make(true)}
      onCancel={() => onDone(null)}
      footer={(_footer, { OkBtn, CancelBtn }) => (
        <>
          <CancelBtn />
          <Button disabled={!ready} loading={moving.saving} onClick={() => void make(false)}>
            建好，留在日历
          </Button>
          <OkBtn />
        </>
      )}
    >
      <div className="move-form">
        <When to={to} onChange={setTo} refused={refused} />
        <div>
          <label htmlFor="new-column">叫什么</label>
          <Input
            id="new-column"
            autoFocus
            maxLength={30}
            value={column}
            placeholder="群友看到的名字，如 新品试色"
            onChange={(event) => setColumn(event.target.value)}
          />
        </div>
        <div>
          <label htmlFor="new-text">说什么</label>
          <Input.TextArea
            id="new-text"
            autoSize={{ minRows: 3, maxRows: 8 }}
            maxLength={1300}
            value={text}
            placeholder="先写一句，图片和卡片到编辑里加"
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      </div>
    </Modal>
  )
}

/** D: a date for what waited. */
export function FillDate({
  node,
  at,
  moving,
  onDone,
}: {
  node: SopNode
  at: Target
  moving: Moving
  onDone: (to: Target | null) => void
}) {
  const [to, setTo] = useState(at)
  const refused = refusedAt(to)
  const save = async () => {
    if ((await moving.date(node, to)) !== null) onDone(to)
  }
  return (
    <Modal
      open
      width={420}
      title={`给「${node.column}」填日期`}
      okText={refused === null ? `排到 ${longDay(to.date)} ${to.from}` : '排好'}
      cancelText="不排了"
      okButtonProps={{ disabled: refused !== null, loading: moving.saving }}
      onOk={() => void save()}
      onCancel={() => onDone(null)}
    >
      <div className="move-form">
        {node.unscheduled !== null && <p className="hint">{node.unscheduled}</p>}
        <When to={to} onChange={setTo} refused={refused} />
      </div>
    </Modal>
  )
}

function When({ to, refused, onChange }: { to: Target; refused: string | null; onChange: (to: Target) => void }) {
  return (
    <>
      <div className="move-to">
        <label htmlFor="when-date">哪天</label>
        <DateField
          id="when-date"
          value={to.date}
          onChange={(value) => value !== '' && onChange({ ...to, date: value })}
        />
        <label htmlFor="when-from" className="sr">
          几点
        </label>
        <TimeField
          id="when-from"
          value={to.from}
          onChange={(value) => value !== '' && onChange({ ...to, from: value })}
        />
      </div>
      {refused !== null && (
        <p className="hint brick" role="alert">
          {refused}
        </p>
      )}
    </>
  )
}

function refusedAt(to: Target): string | null {
  return isDay(to.date) && isClockTime(to.from) ? refusalAt(to, serverNow()) : '请选好哪天几点。'
}
