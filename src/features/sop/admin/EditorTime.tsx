import { AutoComplete, Checkbox, InputNumber, Select } from 'antd'
import { DateField } from '../../../admin/fields/DateField'
import { longDay } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { timeOf } from '../../../kernel/day'
import { festivalName } from '../../../kernel/festivals'
import { isOnJoining } from '../expand'
import type { NodeDraft } from '../nodeRules'
import type { HolidayPolicy, NodeTime, SopNode } from '../rules'
import { policyWords } from '../words'
import { FESTIVALS, festivalLabel, nextBeats } from './calendar'
import { timeWords } from './content'
import type { SetDraft } from './Editor'
import { ExceptionList } from './ExceptionList'
import type { World } from './editorChecks'
import { asNode, draftProblem, timeOfKind } from './editorForm'
import { SlotFields } from './SlotFields'

const kinds: Record<NodeTime['on'], string> = {
  daily: '每天',
  weekdays: '每周几',
  monthdays: '每月几日',
  date: '某一天',
  festival: '节日前后',
  group: '建群第几天',
  join: '入群第几天',
}

/** When it is heard, and what days off do to it; the next days are those that planning would find. */
export function EditorTime({
  draft,
  node,
  set,
  disabled,
  world,
}: {
  draft: NodeDraft
  node: SopNode | null
  set: SetDraft
  disabled: boolean
  world: World
}) {
  const { time } = draft
  const onJoining = isOnJoining(time)
  return (
    <fieldset>
      <legend>什么时候</legend>
      <div className="time-kind">
        <Select<NodeTime['on']>
          aria-label="按什么算"
          disabled={disabled}
          value={time.on}
          onChange={(on) => set({ time: timeOfKind(on, world.today) })}
          options={(Object.keys(kinds) as NodeTime['on'][]).map((on) => ({ value: on, label: kinds[on] }))}
        />
        <TimeFields time={time} disabled={disabled} onChange={(next) => set({ time: next })} />
      </div>
      {!onJoining && (
        <SlotFields
          slots={draft.slots}
          when={timeWords(time)}
          disabled={disabled}
          onChange={(slots) => set({ slots })}
        />
      )}
      {draft.exceptions !== undefined && (
        <ExceptionList
          exceptions={draft.exceptions}
          disabled={disabled}
          onChange={(exceptions) => set({ exceptions })}
        />
      )}
      <Next draft={draft} node={node} world={world} />
      {!onJoining && (
        <div className="pair">
          <Policy
            id="node-holiday"
            label="遇到节假日"
            value={draft.holiday}
            disabled={disabled}
            onChange={(holiday) => set({ holiday })}
          />
          <Policy
            id="node-weekend"
            label="遇到周末"
            value={draft.weekend}
            disabled={disabled}
            onChange={(weekend) => set({ weekend })}
          />
        </div>
      )}
    </fieldset>
  )
}

function TimeFields({
  time,
  disabled,
  onChange,
}: {
  time: NodeTime
  disabled: boolean
  onChange: (time: NodeTime) => void
}) {
  switch (time.on) {
    case 'daily':
      return null
    case 'weekdays':
      return (
        <Checkbox.Group
          className="weekdays"
          aria-label="周几"
          disabled={disabled}
          value={time.weekdays}
          onChange={(weekdays) => onChange({ ...time, weekdays: [...weekdays].sort((a, b) => a - b) })}
          options={[...'一二三四五六日'].map((label, index) => ({ label, value: index + 1 }))}
        />
      )
    case 'monthdays':
      return (
        <Select<number[]>
          mode="multiple"
          aria-label="几日"
          disabled={disabled}
          value={time.days}
          onChange={(days) => onChange({ ...time, days })}
          options={[
            ...Array.from({ length: 31 }, (_, index) => ({ value: index + 1, label: `${index + 1} 日` })),
            { value: -1, label: '最后一天' },
          ]}
        />
      )
    case 'date':
      return (
        <DateField
          label="哪一天"
          disabled={disabled}
          value={time.date}
          onChange={(value) => onChange({ ...time, date: value })}
          clearable
        />
      )
    case 'festival':
      return (
        <div className="festival">
          <AutoComplete
            defaultActiveFirstOption={false}
            aria-label="哪个节日"
            disabled={disabled}
            value={time.name}
            status={festivalName(time.name) === null ? 'error' : ''}
            onChange={(name) => onChange({ ...time, name })}
            options={FESTIVALS.map((name) => ({ value: name, label: festivalLabel(name) }))}
            placeholder="春节，或 农历八月初三"
          />
          <Select
            aria-label="前还是后"
            disabled={disabled}
            value={time.offset < 0 ? 'before' : time.offset > 0 ? 'after' : 'same'}
            onChange={(side) =>
              onChange({
                ...time,
                offset: side === 'same' ? 0 : (side === 'before' ? -1 : 1) * Math.max(1, Math.abs(time.offset)),
              })
            }
            options={[
              { value: 'before', label: '前' },
              { value: 'same', label: '当天' },
              { value: 'after', label: '后' },
            ]}
          />
          {time.offset !== 0 && (
            <InputNumber
              aria-label="几天"
              min={1}
              max={99}
              precision={0}
              suffix="天"
              disabled={disabled}
              value={Math.abs(time.offset)}
              onChange={(days) => onChange({ ...time, offset: Math.sign(time.offset) * (days ?? 1) })}
            />
          )}
        </div>
      )
    case 'group':
    case 'join':
      return (
        <InputNumber
          aria-label={time.on === 'group' ? '建群第几天' : '入群第几天，0 是进来那一刻'}
          min={time.on === 'group' ? 1 : 0}
          max={365}
          precision={0}
          prefix="第"
          suffix="天"
          disabled={disabled}
          value={time.day}
          onChange={(day) => onChange({ ...time, day: day ?? 1 })}
        />
      )
  }
}

/** The next five times, or why there are none. */
function Next({ draft, node, world }: { draft: NodeDraft; node: SopNode | null; world: World }) {
  if (isOnJoining(draft.time)) return <p className="next hint">有人进来的那一刻发，不用定时间。</p>
  const problem = draftProblem(draft, node)
  if (problem?.field === 'time' || problem?.field === 'slots') {
    return (
      <p className="note" data-kind="brick">
        <Icon name="warn" size={14} /> <span>{problem.message}</span>
      </p>
    )
  }
  const asked = { ...asNode(draft, node), unscheduled: null }
  const next = nextBeats(world.version, asked, world, world.today, world.now)
  const relative = draft.time.on === 'group' || draft.time.on === 'join'
  return (
    <div className="next">
      <span className="hint">接下来</span>
      {next.length === 0 ? (
        <span className="hint">
          {relative ? '还没有群走到这一天，新群会按它自己的日子收到。' : '在这一版的执行期里不会再发。'}
        </span>
      ) : (
        <ol>
          {next.map((beat) => (
            <li key={beat.beat}>
              {longDay(beat.date)} {timeOf(beat.from)}
              {beat.exception !== undefined ? (
                <small>单独安排</small>
              ) : (
                beat.nominal !== beat.date && <small>从 {longDay(beat.nominal)} 顺延</small>
              )}
              {relative && <small>{beat.targets.length} 个群</small>}
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

function Policy({
  id,
  label,
  value,
  disabled,
  onChange,
}: {
  id: string
  label: string
  value: HolidayPolicy
  disabled: boolean
  onChange: (value: HolidayPolicy) => void
}) {
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <Select<HolidayPolicy>
        id={id}
        disabled={disabled}
        value={value}
        onChange={onChange}
        options={(['keep', 'shift', 'skip'] as const).map((policy) => ({ value: policy, label: policyWords[policy] }))}
      />
    </div>
  )
}
