import { Input, Modal, Segmented } from 'antd'
import { type ReactNode, useState } from 'react'

/** Asks for one sentence before something that colleagues will wonder about. */
export function ReasonDialog({
  title,
  ok,
  label,
  example,
  required,
  danger = false,
  children,
  onOk,
  onClose,
}: {
  title: string
  ok: string
  label: string
  example: string
  required: boolean
  danger?: boolean
  children?: ReactNode
  onOk: (reason: string) => Promise<void>
  onClose: () => void
}) {
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const press = async () => {
    setBusy(true)
    await onOk(reason.trim())
    setBusy(false)
    onClose()
  }
  return (
    <Modal
      open
      width={480}
      title={title}
      okText={ok}
      cancelText="先不了"
      okButtonProps={{ disabled: required && reason.trim() === '', loading: busy, danger }}
      onOk={() => void press()}
      onCancel={onClose}
    >
      <div className="publish-ask">
        {children}
        <label htmlFor="life-reason">{label}</label>
        <Input
          id="life-reason"
          maxLength={100}
          placeholder={example}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
    </Modal>
  )
}

/** A pause ends: what fell into it and could still be said is said, or dropped. */
export function ResumeDialog({
  since,
  onResume,
  onClose,
}: {
  /** `11/22 10:05` */
  since: string
  onResume: (rows: 'send' | 'skip') => Promise<void>
  onClose: () => void
}) {
  const [rows, setRows] = useState<'send' | 'skip'>('send')
  const [busy, setBusy] = useState(false)
  const press = async () => {
    setBusy(true)
    await onResume(rows)
    setBusy(false)
    onClose()
  }
  return (
    <Modal
      open
      width={480}
      title="恢复执行？"
      okText="恢复"
      cancelText="再等等"
      okButtonProps={{ loading: busy }}
      onOk={() => void press()}
      onCancel={onClose}
    >
      <div className="publish-ask">
        <p>从 {since} 起暂停。暂停期间到点、窗口还开着的：</p>
        <Segmented
          aria-label="暂停期间的消息"
          value={rows}
          onChange={(value) => setRows(value === 'skip' ? 'skip' : 'send')}
          options={[
            { value: 'send', label: '现在补上' },
            { value: 'skip', label: '不补，从下一拍开始' },
          ]}
        />
        <p className="hint">窗口已经过去的不会补发，在今日里记为「跳过」并写明原因。</p>
      </div>
    </Modal>
  )
}
