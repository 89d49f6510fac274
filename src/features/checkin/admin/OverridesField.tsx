import { Button, Input, Segmented } from 'antd'
import { serverNow } from '../../../admin/clock'
import { DateField } from '../../../admin/fields/DateField'
import { Icon } from '../../../admin/parts/Icon'
import { addDays, dayOf } from '../../../kernel/day'
import type { Part } from './inputs'

type Override = Part['book']['overrides'][number]

/** Days that are otherwise for checking in alone: an event on a day off, a day on which the service was down. */
export function OverridesField({ book, disabled, onChange }: Part) {
  const { overrides } = book
  const put = (at: number, change: Partial<Override>) =>
    onChange({ ...book, overrides: overrides.map((one, i) => (i === at ? { ...one, ...change } : one)) })
  const last = overrides[overrides.length - 1]?.day
  const next = (): Override => ({ day: last ? addDays(last, 1) : dayOf(serverNow()), kind: 'holiday', name: '休息' })
  return (
    <section className="card">
      <h2>特别日期</h2>
      <p className="hint">
        只管打卡，比节假日和每周休止优先。放假和调休在<a href="#/sending">发送规则</a>
        里填，打卡也照那里算。事后把某天设成休止，那天断掉的连续会自动接回来。
      </p>
      <div className="checkin-fields">
        {overrides.map(({ day, kind, name }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: while a day is typed two rows may have the same day
          <div key={i} className="checkin-override">
            <DateField
              label={`第 ${i + 1} 个特别日期`}
              disabled={disabled}
              value={day}
              onChange={(value) => put(i, { day: value })}
              clearable
            />
            <Segmented
              size="small"
              disabled={disabled}
              value={kind}
              onChange={(chosen: Override['kind']) => put(i, { kind: chosen })}
              options={[
                { value: 'holiday', label: '休止' },
                { value: 'workday', label: '照常' },
              ]}
            />
            <Input
              aria-label={`${day} 的名称`}
              maxLength={20}
              disabled={disabled}
              value={name}
              onChange={(event) => put(i, { name: event.target.value })}
            />
            <Button
              type="text"
              size="small"
              disabled={disabled}
              aria-label={`去掉 ${day}`}
              icon={<Icon name="close" size={12} />}
              onClick={() => onChange({ ...book, overrides: overrides.filter((_, at) => at !== i) })}
            />
          </div>
        ))}
        <Button
          size="small"
          type="dashed"
          disabled={disabled || overrides.length >= 120}
          onClick={() => onChange({ ...book, overrides: [...overrides, next()] })}
        >
          加一天
        </Button>
      </div>
    </section>
  )
}
