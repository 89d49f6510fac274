import { App, Button, InputNumber, Select, Switch } from 'antd'
import { useRef, useState } from 'react'
import { CallError, type Input } from '../../../admin/call'
import { call, useOnline } from '../../../admin/desk'
import { Icon } from '../../../admin/parts/Icon'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { newRequest } from '../../../admin/request'
import { useRights } from '../../../admin/rights'
import { useQuery } from '../../../admin/useQuery'
import { referralText } from '../text'
import { words } from './words'

type Rules = Input<'referral.setRules'>['rules']

/** What WeChat forbids stands above the switch; below it what a friend's own staying is worth. */
export function RuleCard() {
  const asked = useQuery('referral.getRules', {})
  const { message } = App.useApp()
  const { canEdit } = useRights()
  const online = useOnline()
  const [edited, setEdited] = useState<Rules | null>(null)
  const [busy, setBusy] = useState(false)
  const request = useRef(newRequest())
  const { data } = asked
  const stands = data && rulesOf(data.rules)
  const rules = edited ?? stands
  const set = (change: Partial<Rules>) => rules && setEdited({ ...rules, ...change })

  async function save() {
    if (!rules || !data) return
    setBusy(true)
    try {
      asked.put(await call('referral.setRules', { request: request.current, revision: data.revision, rules }))
      request.current = newRequest()
      setEdited(null)
      void message.success(rules.on ? '存下了。从现在起来的朋友按这条规则。' : '存下了。只记谁带来的。')
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      void message.error(error.message)
    } finally {
      setBusy(false)
    }
  }

  const number = (
    key: 'points' | 'monthCap' | 'withinDays' | 'crowd',
    label: string,
    unit: string,
    min: number,
    max: number,
  ) => (
    <p className="referral-field">
      <span>{label}</span>
      <InputNumber
        aria-label={label}
        {...{ min, max, precision: 0, disabled: !canEdit }}
        value={rules?.[key]}
        onChange={(value) => value !== null && set({ [key]: value })}
      />
      <span>{unit}</span>
    </p>
  )
  return (
    <section className="card referral-rules" aria-label={words.rules}>
      <header>
        <h2>{words.rules}</h2>
      </header>
      <p className="note" data-kind="amber">
        <Icon name="warn" size={14} /> <span>{referralText.law}</span>
      </p>
      {asked.loading && <Skeleton rows={4} />}
      {asked.error && !data && (
        <Failure standing="规则没有取到" error={asked.error} onRetry={() => void asked.reload()} />
      )}
      {rules && (
        <div className="referral-form">
          <p className="referral-field">
            <Switch aria-label={words.on} disabled={!canEdit} checked={rules.on} onChange={(on) => set({ on })} />
            <span>{rules.on ? words.on : words.off}</span>
          </p>
          <p className="referral-field">
            <span>朋友自己</span>
            <Select
              aria-label="朋友做到什么"
              disabled={!canEdit}
              value={rules.deed.kind}
              onChange={(kind) => set({ deed: kind === 'redeem' ? { kind } : { kind, days: 7 } })}
              options={[
                { value: 'checkins' as const, label: '打卡满' },
                { value: 'redeem' as const, label: '第一次到店用券' },
              ]}
            />
            {rules.deed.kind === 'checkins' && (
              <>
                <InputNumber
                  aria-label="打卡天数"
                  {...{ min: 2, max: 30, precision: 0, disabled: !canEdit }}
                  value={rules.deed.days}
                  onChange={(days) => days !== null && set({ deed: { kind: 'checkins', days } })}
                />
                <span>天（补签不算）</span>
              </>
            )}
          </p>
          {number('withinDays', '要在来了以后', '天内做到', 7, 90)}
          {number('points', '向带 TA 来的人道谢', '积分', 1, 10_000)}
          {number('monthCap', '一个人每月最多', '位朋友', 1, 100)}
          {number('crowd', '一小时里来了', '位以上，先由人看', 2, 100)}
          {canEdit && (
            <div className="actions">
              <Button type="primary" disabled={!online || edited === null} loading={busy} onClick={() => void save()}>
                存下
              </Button>
              {edited !== null && <Button onClick={() => setEdited(null)}>不改了</Button>}
            </div>
          )}
        </div>
      )}
    </section>
  )
}

function rulesOf({ on, deed, points, monthCap, withinDays, crowd }: Rules): Rules {
  return { on, deed, points, monthCap, withinDays, crowd }
}
