import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { deskText as text } from './text'

/** The caller's own password. */
export function MyPassword() {
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  const [fields, setFields] = useState({ current: '', next: '', again: '' })
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const { current, next, again } = fields

  async function save() {
    if (next !== again) return setProblem(text.differ)
    setBusy(true)
    setProblem(null)
    try {
      await call('staff.changePassword', { password: current, next })
      setOpen(false)
      setFields({ current: '', next: '', again: '' })
      void message.success(text.changed)
    } catch (error) {
      setProblem(error instanceof CallError ? error.message : text.notSaved)
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <Button onClick={() => setOpen(true)}>{text.changeMine}</Button>
      <Modal
        open={open}
        title={text.changeMine}
        okText={text.save}
        cancelText={text.leave}
        confirmLoading={busy}
        okButtonProps={{ disabled: current === '' || next.length < 10 }}
        onOk={() => void save()}
        onCancel={() => setOpen(false)}
      >
        <form className="person-form" onSubmit={(event) => event.preventDefault()}>
          {(['current', 'next', 'again'] as const).map((field) => (
            <div key={field} className="person-field">
              <label htmlFor={`password-${field}`}>{text[field]}</label>
              <Input.Password
                id={`password-${field}`}
                autoComplete={field === 'current' ? 'current-password' : 'new-password'}
                maxLength={200}
                value={fields[field]}
                onChange={({ target }) => setFields((before) => ({ ...before, [field]: target.value }))}
              />
            </div>
          ))}
          <p className="login-problem" role="alert">
            {problem}
          </p>
        </form>
      </Modal>
    </>
  )
}
