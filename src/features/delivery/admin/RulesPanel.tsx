import { App, Button, InputNumber, Select, Switch, Tooltip } from 'antd'
import { type ReactNode, useState } from 'react'
import { CallError } from '../../../admin/call'
import { serverNow } from '../../../admin/clock'
import { call, useOnline } from '../../../admin/desk'
import { TimeField } from '../../../admin/fields/TimeField'
import { moment } from '../../../admin/format'
import { ConflictNote } from '../../../admin/parts/ConflictNote'
import { Icon } from '../../../admin/parts/Icon'
import { changedFields } from '../../../admin/parts/merge'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { useRights, whyNot } from '../../../admin/rights'
import { useQuery } from '../../../admin/useQuery'
import type { RulesView } from '../contract'
import type { SendingRules } from '../sendingRules'
import { countsNames, quotaNames, ruleNames, rulesProblem, shownRule } from './rulesForm'

/** The server's word for: a colleague saved in between. */
const STALE = 'RULES_CHANGED'

/** How much may be sent, and when not. */
export function RulesPanel() {
  const asked = useQuery('delivery.getRules', {})
  if (asked.loading) return <Skeleton rows={6} height={48} />
  if (asked.error && !asked.data) {
    return (
      <Failure standing="规则照常起作用，只是这里看不到。" error={asked.error} onRetry={() => void asked.reload()} />
    )
  }
  return asked.data && <RulesForm key={asked.data.revision} view={asked.data} onSaved={asked.put} />
}

function RulesForm({ view, onSaved }: { view: RulesView; onSaved: (view: RulesView) => void }) {
  const { message } = App.useApp()
  const rights = useRights()
  const { canEdit } = rights
  const closed = whyNot(rights, 'canEdit')
  const online = useOnline()
  const [base, setBase] = useState(view)
  const [form, setForm] = useState(view.rules)
  const [theirs, setTheirs] = useState<RulesView | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const changed = changedFields(base.rules, form)
  const disabled = !canEdit || busy
  const set = (change: Partial<SendingRules>) => {
    setForm((before) => ({ ...before, ...change }))
    setProblem(null)
  }

  async function save() {
    const wrong = rulesProblem(form)
    if (wrong) return setProblem(wrong)
    setBusy(true)
    try {
      const saved = await call('delivery.saveRules', { revision: base.revision, rules: form })
      void message.success('已保存，从下一条消息起生效。')
      onSaved(saved)
    } catch (error) {
      if (!(error instanceof CallError)) console.error(error)
      if (error instanceof CallError && error.code === STALE) setTheirs(await call('delivery.getRules', {}))
      else setProblem(`没有存上，规则还是原来的。${error instanceof CallError ? error.message : '请再试一次。'}`)
    } finally {
      setBusy(false)
    }
  }

  return (
    <section className="card sending-card" aria-label="次数与静默">
      <header>
        <h2>次数与静默</h2>
        <span className="hint">
          {base.at
            ? `第 ${base.revision} 版，${base.by} ${moment(base.at, serverNow())} 保存`
            : '还没有改过，用的是默认值'}
        </span>
        <span className="end">
          {changed.length > 0 && (
            <Button type="text" size="small" disabled={busy} onClick={() => set(base.rules)}>
              放弃改动
            </Button>
          )}
          <Tooltip title={closed}>
            <Button
              type="primary"
              size="small"
              loading={busy}
              disabled={!canEdit || !online || changed.length === 0 || theirs !== null}
              aria-description={closed ?? undefined}
              onClick={() => void save()}
            >
              保存
            </Button>
          </Tooltip>
        </span>
      </header>
      <div className="sending-form">
        {theirs && (
          <ConflictNote
            what="发送规则"
            base={base.rules}
            mine={form}
            theirs={theirs.rules}
            names={ruleNames}
            shown={shownRule}
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
        <Line label={ruleNames.quotaRule} id="rule-quota" hint={quotaNames[form.quotaRule][1]}>
          <Select
            id="rule-quota"
            className="sending-select"
            disabled={disabled}
            value={form.quotaRule}
            onChange={(quotaRule) => set({ quotaRule })}
            options={Object.entries(quotaNames).map(([value, [label]]) => ({
              value: value as SendingRules['quotaRule'],
              label,
            }))}
          />
          <small>和企业微信后台「群发助手」里选的一样；同事自己发的也算在里面。</small>
        </Line>
        <Line label={ruleNames.countsAt} id="rule-counts" hint="企业微信没有写明；过夜才确认的任务会差一天。">
          <Select
            id="rule-counts"
            className="sending-select"
            disabled={disabled}
            value={form.countsAt}
            onChange={(countsAt) => set({ countsAt })}
            options={Object.entries(countsNames).map(([value, label]) => ({
              value: value as SendingRules['countsAt'],
              label,
            }))}
          />
        </Line>
        <Line
          label={ruleNames.quiet}
          hint={
            form.quiet === null
              ? '任何时候都可能发。'
              : `${form.quiet.from} 到${form.quiet.until < form.quiet.from ? '第二天' : ''} ${form.quiet.until} 不打扰任何人，走哪条路都一样；窗口还开着就等到结束再发。`
          }
        >
          <Switch
            aria-label="静默时段"
            disabled={disabled}
            checked={form.quiet !== null}
            onChange={(on) => set({ quiet: on ? (base.rules.quiet ?? { from: '22:30', until: '07:00' }) : null })}
          />
          {form.quiet && (
            <>
              <TimeField
                label="静默开始"
                className="sending-time"
                disabled={disabled}
                value={form.quiet.from}
                onChange={(value) => form.quiet && set({ quiet: { ...form.quiet, from: value } })}
              />
              到
              <TimeField
                label="静默结束"
                className="sending-time"
                disabled={disabled}
                value={form.quiet.until}
                onChange={(value) => form.quiet && set({ quiet: { ...form.quiet, until: value } })}
              />
            </>
          )}
        </Line>
        <Cap field="groupPerDay" most={50} hint="一个群一天听到的条数，所有 SOP 合计。" {...{ form, disabled, set }} />
        <Cap
          field="personPerDay"
          most={20}
          hint="一位会员一天单独收到的条数：SOP、问卷、提醒合计，群里的不算。"
          {...{ form, disabled, set }}
        />
        <Cap field="personPerWeek" most={50} hint="会员也可以自己设得更少。" {...{ form, disabled, set }} />
      </div>
    </section>
  )
}

function Cap({
  field,
  most,
  hint,
  form,
  disabled,
  set,
}: {
  field: 'groupPerDay' | 'personPerDay' | 'personPerWeek'
  most: number
  hint: string
  form: SendingRules
  disabled: boolean
  set: (change: Partial<SendingRules>) => void
}) {
  return (
    <Line label={ruleNames[field]} id={`rule-${field}`} hint={hint}>
      <InputNumber
        id={`rule-${field}`}
        className="sending-number"
        min={1}
        max={most}
        precision={0}
        controls={false}
        disabled={disabled}
        value={form[field]}
        onChange={(value) => set({ [field]: value ?? Number.NaN })}
      />
      条
    </Line>
  )
}

function Line({ label, id, hint, children }: { label: string; id?: string; hint: string; children: ReactNode }) {
  return (
    <div className="sending-line">
      {id ? <label htmlFor={id}>{label}</label> : <span>{label}</span>}
      <div>
        <div className="sending-inputs">{children}</div>
        <small>{hint}</small>
      </div>
    </div>
  )
}
