import { App, Button, Checkbox, Drawer, Input, Select, Switch } from 'antd'
import { type ReactNode, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call, useOnline } from '../../../admin/desk'
import { Icon } from '../../../admin/parts/Icon'
import { roleName } from '../../../admin/rights'
import { everyStaff, type StaffView } from '../contract'
import { deskText as text } from './text'

interface Form {
  login: string
  name: string
  roles: StaffView['roles']
  stores: string[]
  wecomUserId: string
  active: boolean
}

/** A new colleague, or what is known of one; only the owner gets here. */
export function PersonDrawer({
  person,
  proposed = null,
  onClose,
  onSaved,
}: {
  /** Null adds one. */
  person: StaffView | null
  /** A group's owner as WeCom names them: filled in for a new colleague. */
  proposed?: { user: string; name: string } | null
  onClose: () => void
  onSaved: () => void
}) {
  const online = useOnline()
  const { message } = App.useApp()
  const [form, setForm] = useState<Form>(() => formOf(person, proposed))
  const [problem, setProblem] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const set = (change: Partial<Form>) => setForm((before) => ({ ...before, ...change }))

  async function save() {
    setSaving(true)
    setProblem(null)
    const { name, roles, stores } = form
    const fields = { name, roles, stores, wecomUserId: form.wecomUserId.trim() || null }
    try {
      if (person) await call('staff.edit', { staffId: person.id, ...fields, active: form.active })
      else await call('staff.add', { login: form.login, ...fields })
      void message.success(person ? text.saved : text.added(name))
      onSaved()
    } catch (error) {
      setProblem(error instanceof CallError ? error.message : text.notSaved)
      setSaving(false)
    }
  }

  return (
    <Drawer
      open
      size={480}
      mask={false}
      onClose={onClose}
      title={person ? text.editing(person.name) : text.adding}
      footer={
        <div className="actions">
          <Button type="primary" loading={saving} disabled={!online} onClick={() => void save()}>
            {person ? text.save : text.add}
          </Button>
          <Button onClick={onClose}>{text.leave}</Button>
        </div>
      }
    >
      <form className="person-form" onSubmit={(event) => event.preventDefault()}>
        {problem && (
          <p className="note" data-kind="brick" role="alert">
            <Icon name="warn" size={14} /> <span>{problem}</span>
          </p>
        )}
        {!person && (
          <Field id="person-login" label={text.login} hint={text.loginHint}>
            <Input
              id="person-login"
              autoFocus
              maxLength={32}
              value={form.login}
              onChange={({ target }) => set({ login: target.value })}
            />
          </Field>
        )}
        <Field id="person-name" label={text.name}>
          <Input
            id="person-name"
            maxLength={32}
            value={form.name}
            onChange={({ target }) => set({ name: target.value })}
          />
        </Field>
        <fieldset>
          <legend>{text.roles}</legend>
          <Checkbox.Group
            value={form.roles}
            onChange={(roles) => set({ roles })}
            options={everyStaff.map((value) => ({ value, label: roleName(value) }))}
          />
          <small>{text.rolesHint}</small>
        </fieldset>
        <Field id="person-stores" label={text.stores} hint={text.storesHint}>
          <Select
            id="person-stores"
            mode="tags"
            value={form.stores}
            onChange={(stores) => set({ stores })}
            placeholder={text.storesPlaceholder}
            open={false}
          />
        </Field>
        <Field id="person-wecom" label={text.wecom} hint={text.wecomHint}>
          <Input
            id="person-wecom"
            maxLength={64}
            value={form.wecomUserId}
            onChange={({ target }) => set({ wecomUserId: target.value })}
          />
        </Field>
        {person && (
          <>
            <div className="person-row">
              <Switch checked={form.active} onChange={(active) => set({ active })} aria-label={text.works} />
              <span>
                {form.active ? text.works : text.left}
                <small>{text.leftHint}</small>
              </span>
            </div>
            {person.active && <NewPassword person={person} />}
          </>
        )}
      </form>
    </Drawer>
  )
}

function Field({ id, label, hint, children }: { id: string; label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="person-field">
      <label htmlFor={id}>{label}</label>
      {children}
      {hint && <small>{hint}</small>}
    </div>
  )
}

function NewPassword({ person }: { person: StaffView }) {
  const { message } = App.useApp()
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)

  async function give() {
    setBusy(true)
    try {
      await call('staff.setPassword', { staffId: person.id, password })
      setPassword('')
      void message.success(text.passwordSet(person.name))
    } catch (error) {
      void message.error(error instanceof CallError ? error.message : text.notSaved)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Field
      id="person-password"
      label={person.hasPassword ? text.resetPassword : text.givePassword}
      hint={text.passwordHint}
    >
      <span className="person-password">
        <Input.Password
          id="person-password"
          autoComplete="new-password"
          maxLength={200}
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
        <Button loading={busy} disabled={password.length < 10} onClick={() => void give()}>
          {text.setPassword}
        </Button>
      </span>
    </Field>
  )
}

function formOf(person: StaffView | null, proposed: { user: string; name: string } | null): Form {
  if (person === null) {
    const { user, name } = proposed ?? { user: '', name: '' }
    const login = user.toLowerCase().replace(/[^a-z0-9_.-]/g, '')
    return { login, name, roles: ['guide'], stores: [], wecomUserId: user, active: true }
  }
  const { name, roles, stores, wecomUserId, active } = person
  return { login: person.id, name, roles, stores, wecomUserId: wecomUserId ?? '', active }
}
