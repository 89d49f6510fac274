import { App, Button, Drawer, Input, Switch } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { call, useOnline } from '../../../admin/desk'
import { ConflictNote } from '../../../admin/parts/ConflictNote'
import { Icon } from '../../../admin/parts/Icon'
import { changedFields } from '../../../admin/parts/merge'
import type { MessageKind } from '../kinds'
import { type KindForm, kindFields, kindFormOf, kindPreview, kindProblem, shownKindField, wordsOf } from './kindForm'

const STALE = 'CHANGED_MEANWHILE'

/** One kind of message: the template of the mini-program's console and the words that go into its fields. */
export function KindDrawer({
  kind,
  canEdit,
  onClose,
  onSaved,
}: {
  kind: MessageKind
  canEdit: boolean
  onClose: () => void
  onSaved: (kind: MessageKind) => void
}) {
  const { message } = App.useApp()
  const online = useOnline()
  const [base, setBase] = useState(kind)
  const [form, setForm] = useState(() => kindFormOf(kind))
  const [theirs, setTheirs] = useState<MessageKind | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const changed = changedFields(kindFormOf(base), form)
  const disabled = !canEdit || busy
  const preview = kindPreview(kind._id, form)
  const set = (change: Partial<KindForm>) => {
    setForm((before) => ({ ...before, ...change }))
    setProblem(null)
  }
  const putField = (at: number, change: Partial<KindForm['fields'][number]>) =>
    set({ fields: form.fields.map((one, index) => (index === at ? { ...one, ...change } : one)) })

  async function save() {
    const wrong = kindProblem(kind._id, form)
    if (wrong) return setProblem(wrong)
    setBusy(true)
    try {
      const { templateId, ...rest } = form
      const { kind: saved } = await call('intent.saveKind', {
        ...rest,
        kind: kind._id,
        revision: base.revision,
        templateId: templateId === '' ? null : templateId,
      })
      void message.success(`${saved.name}已保存。`)
      onSaved(saved)
    } catch (error) {
      if (!(error instanceof CallError)) console.error(error)
      if (error instanceof CallError && error.code === STALE) {
        const { kinds } = await call('intent.getKinds', {})
        setTheirs(kinds.find(({ _id }) => _id === kind._id) ?? null)
      } else setProblem(`没有存上，还是原来的。${error instanceof CallError ? error.message : '请再试一次。'}`)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Drawer
      open
      size={560}
      mask={false}
      onClose={onClose}
      title={kind.name}
      footer={
        canEdit ? (
          <div className="actions">
            <Button
              type="primary"
              loading={busy}
              disabled={!online || changed.length === 0 || theirs !== null}
              onClick={() => void save()}
            >
              保存
            </Button>
            <Button onClick={onClose}>不改了</Button>
          </div>
        ) : (
          <span className="hint">修改要管理员或运营的账号。</span>
        )
      }
    >
      <div className="kind-form">
        {theirs && (
          <ConflictNote
            what="这个提醒"
            base={kindFormOf(base)}
            mine={form}
            theirs={kindFormOf(theirs)}
            names={kindFields}
            shown={shownKindField}
            onSettle={(next) => {
              setBase(theirs)
              setForm(next)
              setTheirs(null)
            }}
          />
        )}
        {problem && (
          <p className="note" data-kind="brick" role="alert">
            <Icon name="warn" size={14} />
            <span>{problem}</span>
          </p>
        )}
        <p className="hint">{kind.when}。</p>
        <label htmlFor="kind-template">模板编号</label>
        <Input
          id="kind-template"
          disabled={disabled}
          maxLength={64}
          placeholder="小程序后台 → 订阅消息 → 我的模板，复制模板 ID"
          value={form.templateId}
          onChange={(event) => set({ templateId: event.target.value.trim() })}
        />
        <p className="hint">空着就先不发，开关留着也没有用。</p>
        <fieldset>
          <legend>内容，照模板的字段一一填</legend>
          {form.fields.map((one, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: while a field is typed two rows may have the same name
            <div key={at} className="kind-field">
              <Input
                aria-label={`第 ${at + 1} 个字段`}
                maxLength={40}
                disabled={disabled}
                value={one.field}
                onChange={(event) => putField(at, { field: event.target.value.trim() })}
              />
              <Input
                aria-label={`第 ${at + 1} 个字段的内容`}
                maxLength={60}
                disabled={disabled}
                value={one.text}
                onChange={(event) => putField(at, { text: event.target.value })}
              />
              <Button
                type="text"
                size="small"
                aria-label={`去掉 ${one.field}`}
                disabled={disabled}
                icon={<Icon name="close" size={12} />}
                onClick={() => set({ fields: form.fields.filter((_, index) => index !== at) })}
              />
            </div>
          ))}
          {canEdit && form.fields.length < 10 && (
            <Button
              size="small"
              icon={<Icon name="plus" size={12} />}
              disabled={disabled}
              onClick={() => set({ fields: [...form.fields, { field: `thing${form.fields.length + 1}`, text: '' }] })}
            >
              加一个字段
            </Button>
          )}
          <p className="hint">
            可以用的变量：
            {wordsOf(kind._id).map((word) => (
              <mark key={word}>{`{${word}}`}</mark>
            ))}
          </p>
        </fieldset>
        <label htmlFor="kind-page">打开的页面</label>
        <Input
          id="kind-page"
          maxLength={120}
          disabled={disabled}
          value={form.page}
          onChange={(event) => set({ page: event.target.value.trim() })}
        />
        <p className="kind-active">
          <Switch id="kind-active" disabled={disabled} checked={form.active} onChange={(active) => set({ active })} />
          <label htmlFor="kind-active">{form.active ? '在发' : '停用，谁也收不到'}</label>
        </p>
        <h3>会员收到的样子</h3>
        <div className="kind-preview">
          <b>{kind.name}</b>
          {preview === null ? (
            <p className="hint">内容还放不进模板，改好再看。</p>
          ) : (
            <dl>
              {preview.map(({ field, value }) => (
                <div key={field}>
                  <dt>{field}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          )}
        </div>
      </div>
    </Drawer>
  )
}
