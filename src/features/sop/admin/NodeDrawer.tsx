import { App, Button, Drawer, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call, useOnline } from '../../../admin/desk'
import { pressed } from '../../../admin/keys'
import { ConflictNote } from '../../../admin/parts/ConflictNote'
import { Icon } from '../../../admin/parts/Icon'
import { changedFields } from '../../../admin/parts/merge'
import { hrefOf } from '../../../admin/place'
import type { Route, SopNode, SopVersion } from '../rules'
import { groupAddress, isMemberVariable, proposeGroupText } from '../variables'
import { cardOf, textOf, timeWords, variablesToFill } from './content'
import { changeInput, fieldNames, formOf, formProblem, type NodeForm, shownField } from './nodeForm'
import { PhonePreview } from './PhonePreview'
import { SlotFields } from './SlotFields'

/** The server's word for: a colleague saved this draft in between. */
const STALE = 'CHANGED_BY_OTHER'

/** One node: its words and times at the left, the phone at the right. Of a published version it only shows. */
export function NodeDrawer({
  version,
  node,
  canEdit,
  onClose,
  onSaved,
}: {
  version: SopVersion
  node: SopNode
  canEdit: boolean
  onClose: () => void
  onSaved: (version: SopVersion) => void
}) {
  const { message } = App.useApp()
  const online = useOnline()
  const [base, setBase] = useState(() => formOf(node))
  const [revision, setRevision] = useState(version.revision)
  const [form, setForm] = useState(base)
  const [problem, setProblem] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const [theirs, setTheirs] = useState<SopVersion | null>(null)
  const fresh = theirs?.nodes.find((one) => one.key === node.key)
  const card = cardOf(node)
  const editable = canEdit && version.status === 'draft'
  const changed = changedFields(base, form)
  const wrong = formProblem(form, card !== null)
  const variables = variablesToFill(node, form.text, form.cardTitle)
  const firstEmpty = variables.find((name) => !isMemberVariable(name) && !form.variables[name])
  const set = (change: Partial<NodeForm>) => setForm((before) => ({ ...before, ...change }))

  async function save() {
    if (changed.length === 0) return onClose()
    if (wrong) return setProblem(wrong)
    setSaving(true)
    setProblem(null)
    try {
      const input = { sop: version.sop, number: version.number, revision, node: node.key }
      const { version: saved } = await call('sop.saveNode', { ...input, ...changeInput(base, form) })
      void message.success(`${node.column} 已存进 v${version.number} 草稿。`)
      onSaved(saved)
      onClose()
    } catch (error) {
      if (error instanceof CallError && error.code === STALE) await compare()
      else setProblem(error instanceof CallError ? error.message : '没有存上，请再试一次。')
    } finally {
      setSaving(false)
    }
  }

  async function compare() {
    const { version: fresh } = await call('sop.getVersion', { sop: version.sop, number: version.number })
    setTheirs(fresh)
  }

  function settled(next: NodeForm) {
    const fresh = theirs?.nodes.find((one) => one.key === node.key)
    if (theirs && fresh) {
      setBase(formOf(fresh))
      setRevision(theirs.revision)
    }
    setForm(next)
    setTheirs(null)
  }

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (pressed(event, 'save') && editable) void save()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })

  return (
    <Drawer
      open
      size={820}
      mask={false}
      onClose={onClose}
      title={`${node.column} · ${timeWords(node.time)}`}
      extra={<a href={hrefOf('/node', { sop: version.sop, v: String(version.number), node: node.key })}>全部设置</a>}
      classNames={{ body: 'node-body' }}
      styles={{ body: { padding: 0 } }}
      footer={
        editable ? (
          <div className="actions">
            <Button type="primary" loading={saving} disabled={!online || theirs !== null} onClick={() => void save()}>
              {changed.length > 0 ? '存进草稿' : '完成'}
            </Button>
            <Button onClick={onClose}>不改了</Button>
            <span className="hint">
              {changed.length > 0 ? `改了 ${changed.length} 处，还没有存` : '⌘↵ 完成，Esc 关闭'}
            </span>
          </div>
        ) : (
          <span className="hint">
            <Icon name="lock" size={14} />{' '}
            {version.status === 'draft' ? '改文案要管理员或运营的账号。' : '发布过的版本不能改，从它起草新版本再改。'}
          </span>
        )
      }
    >
      <div className="node-form">
        {theirs && !fresh && <p className="note">这一条刚被别人从草稿里去掉了。关掉这里，看看新的草稿。</p>}
        {fresh && (
          <ConflictNote
            what="这个草稿"
            base={base}
            mine={form}
            theirs={formOf(fresh)}
            names={fieldNames}
            shown={shownField}
            onSettle={settled}
          />
        )}
        {problem && (
          <p className="note" data-kind="brick" role="alert">
            <Icon name="warn" size={14} /> <span>没有存上，草稿还是原来的。{problem}</span>
          </p>
        )}
        {node.unscheduled && (
          <p className="note" data-kind="blue">
            <Icon name="clock" size={14} /> <span>{node.unscheduled}</span>
          </p>
        )}
        <label htmlFor="node-text">文案</label>
        <Input.TextArea
          id="node-text"
          autoSize={{ minRows: 5, maxRows: 14 }}
          disabled={!editable}
          value={form.text}
          onChange={(event) => set({ text: event.target.value })}
        />
        <p className="hint node-count">{form.text.length} 字 · 群里读得完的建议 60–120 字</p>
        {editable && node.kind !== 'welcome' && variables.some(isMemberVariable) && (
          <p className="note" data-kind="amber">
            <Icon name="warn" size={14} />
            <span>群消息不能带每个人的 {variables.filter(isMemberVariable).join('、')}。</span>
            <Button
              size="small"
              onClick={() => set({ text: proposeGroupText(form.text, groupAddress(version.nodes.map(textOf))) })}
            >
              改成对大家说
            </Button>
          </p>
        )}
        {card && (
          <>
            <label htmlFor="node-card">小程序卡片标题</label>
            <Input
              id="node-card"
              maxLength={32}
              showCount
              disabled={!editable}
              value={form.cardTitle}
              onChange={(event) => set({ cardTitle: event.target.value })}
            />
          </>
        )}
        {variables.length > 0 && (
          <fieldset>
            <legend>变量</legend>
            {variables.map((name) => (
              <div key={name} className="variable">
                <label htmlFor={`variable-${name}`}>
                  <mark>{name}</mark>
                </label>
                <Input
                  id={`variable-${name}`}
                  maxLength={100}
                  disabled={!editable}
                  autoFocus={editable && name === firstEmpty}
                  placeholder={isMemberVariable(name) ? '每个人不同，群消息里填不了，请改文案' : '发出去时换成什么'}
                  value={form.variables[name] ?? ''}
                  onChange={(event) => set({ variables: { ...form.variables, [name]: event.target.value } })}
                />
              </div>
            ))}
          </fieldset>
        )}
        <SlotFields
          slots={form.slots}
          when={timeWords(node.time)}
          disabled={!editable}
          onChange={(slots) => set({ slots })}
        />
        <label htmlFor="node-route">走哪条路</label>
        <Select<Route>
          id="node-route"
          style={{ width: '100%' }}
          disabled={!editable}
          value={form.route}
          onChange={(route) => set({ route })}
          options={[
            { value: 'auto', label: '自动：每群每天 1 条群发任务，其余群主待办' },
            { value: 'group_task', label: '群发任务：占当天 1 条配额' },
            { value: 'staff_task', label: '群主待办：一键转发，不占配额' },
          ]}
        />
        <dl className="node-facts">
          <dt>发给</dt>
          <dd>{node.audience.tags.join('、') || '全部客户群'}</dd>
          <dt>晚了</dt>
          <dd>{{ send: '窗口内补发', skip: '关窗算错过，不补', ask: '问我' }[node.late]}</dd>
          {node.source && (
            <>
              <dt>来自</dt>
              <dd>
                {node.source.sheet} 第 {node.source.row} 行
              </dd>
            </>
          )}
          {node.note && (
            <>
              <dt>备注</dt>
              <dd>{node.note}</dd>
            </>
          )}
        </dl>
      </div>
      <PhonePreview node={node} form={form} />
    </Drawer>
  )
}
