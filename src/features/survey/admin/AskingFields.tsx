import { Button, Select } from 'antd'
import { Icon } from '../../../admin/parts/Icon'
import { useQuery } from '../../../admin/useQuery'
import type { Definition, Rounds, Trigger } from '../definition'
import { COOL_DOWN_DAYS } from '../triggers'
import { ConditionField } from './ConditionField'
import { Field, InstantField, NumberField, TextField, Tick } from './inputs'
import type { Subject } from './sentence'
import { roundNames, triggerNames } from './text'

const ONS = Object.keys(triggerNames) as Trigger['on'][]

/** Whom it is for, how often, and what makes somebody be asked. */
export function AskingFields({ definition, change }: { definition: Definition; change: (next: Definition) => void }) {
  const tiers = useQuery('tier.getRules', {})
  const set = (next: Partial<Definition>) => change({ ...definition, ...next })
  const { triggers } = definition
  const put = (at: number, trigger: Trigger) =>
    set({ triggers: triggers.map((each, place) => (place === at ? trigger : each)) })
  return (
    <>
      <h3>问谁</h3>
      <ConditionField
        label="对象"
        when={definition.audience}
        subjects={memberSubjects(tiers.data?.rules.tiers ?? [])}
        always="所有会员"
        onChange={(audience) => set({ audience })}
      />
      <h3>多久一次</h3>
      <Field label="期数">
        {(id) => (
          <Select<Rounds>
            id={id}
            value={definition.rounds}
            onChange={(rounds) => set({ rounds })}
            options={(['once', 'month', 'quarter'] as const).map((value) => ({ value, label: roundNames[value] }))}
          />
        )}
      </Field>
      <h3>什么时候问</h3>
      <p className="hint">
        到了时机就发订阅消息，会员点过同意才收得到。所有问卷合起来，同一个人 {COOL_DOWN_DAYS}{' '}
        天内最多问一次，免打扰时段和每周上限照算。
      </p>
      {triggers.map((trigger, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: triggers have no other identity
        <div key={at} className="survey-jump">
          <Field label={`时机 ${at + 1}`}>
            {(id) => (
              <Select<Trigger['on']>
                id={id}
                value={trigger.on}
                onChange={(on) => put(at, blankTrigger(on))}
                options={ONS.map((on) => ({ value: on, label: triggerNames[on] }))}
              />
            )}
          </Field>
          {trigger.on === 'joined' && (
            <NumberField
              label="入会第几天"
              value={trigger.days}
              least={0}
              most={365}
              onChange={(days) => put(at, { on: 'joined', days: days ?? 7 })}
            />
          )}
          {trigger.on === 'round' && (
            <NumberField
              label="每期抽百分之几"
              value={trigger.percent}
              least={1}
              most={100}
              onChange={(percent) => put(at, { on: 'round', percent: percent ?? 25 })}
            />
          )}
          {trigger.on === 'participated' && (
            <TextField
              label="哪个栏目"
              value={trigger.column ?? ''}
              most={40}
              hint="写成 SOP 编号:栏目编号，例如 daily:daka；空着是任何栏目。"
              onChange={(column) =>
                put(at, { on: 'participated', column: column.trim() === '' ? null : column.trim() })
              }
            />
          )}
          <Button size="small" onClick={() => set({ triggers: triggers.filter((_, place) => place !== at) })}>
            去掉时机 {at + 1}
          </Button>
        </div>
      ))}
      <Button
        size="small"
        disabled={triggers.length >= 6}
        icon={<Icon name="plus" size={12} />}
        onClick={() => set({ triggers: [...triggers, { on: 'joined', days: 7 }] })}
      >
        加一个时机
      </Button>
      <p className="survey-ticks">
        <Tick checked={definition.listed} onChange={(listed) => set({ listed })}>
          会员自己也能在小程序的问卷列表里看到
        </Tick>
      </p>
      <div className="survey-pair">
        <InstantField
          label="开始（空着 = 发布就开始）"
          value={definition.opensAt}
          onChange={(opensAt) => set({ opensAt })}
        />
        <InstantField
          label="结束（空着 = 手动结束）"
          value={definition.closesAt}
          onChange={(closesAt) => set({ closesAt })}
        />
      </div>
    </>
  )
}

function blankTrigger(on: Trigger['on']): Trigger {
  if (on === 'joined') return { on, days: 7 }
  if (on === 'round') return { on, percent: 25 }
  return on === 'participated' ? { on, column: null } : { on }
}

function memberSubjects(tiers: readonly { id: string; name: string }[]): Subject[] {
  return [
    {
      ...{ fact: 'tier', name: '等级', kind: 'choice', several: false },
      choices: tiers.map(({ id, name }) => ({ value: id, text: name })),
    },
    { fact: 'segments', name: '人群或偏好', kind: 'text', several: true, choices: [] },
    { fact: 'channel', name: '来自渠道', kind: 'text', several: false, choices: [] },
    { fact: 'days', name: '入会天数', kind: 'number', several: false, choices: [] },
  ]
}
