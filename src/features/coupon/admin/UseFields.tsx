import { Button, Input, Segmented, Select } from 'antd'
import type { ReactNode } from 'react'
import { DateField } from '../../../admin/fields/DateField'
import { Icon } from '../../../admin/parts/Icon'
import { useQuery } from '../../../admin/useQuery'
import type { FormPart } from './BatchFields'
import type { BatchForm } from './batchForm'
import { Row, Time } from './inputs'

const weekdays = ['一', '二', '三', '四', '五', '六', '日']

/** When and where the counter takes it. */
export function UseFields({ form, wrong, disabled, set }: FormPart) {
  const staff = useQuery('staff.list', {})
  const known = [...new Set((staff.data?.staff ?? []).flatMap(({ stores }) => stores))]
  const { validity, parts } = form
  const change = (next: Partial<BatchForm['validity']>) => set({ validity: { ...validity, ...next } })
  const bad = wrong === 'validity' ? 'error' : ''
  const day = (label: string, value: string, onChange: (day: string) => void): ReactNode => (
    <DateField
      label={label}
      disabled={disabled}
      status={bad}
      value={value}
      onChange={(value) => onChange(value)}
      clearable
    />
  )
  const days = (label: string, value: string, onChange: (days: string) => void): ReactNode => (
    <Input
      className="coupon-short"
      aria-label={label}
      inputMode="numeric"
      disabled={disabled}
      status={bad}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
  return (
    <>
      <Row label="有效期">
        <Segmented<BatchForm['validity']['kind']>
          value={validity.kind}
          disabled={disabled}
          onChange={(kind) => change({ kind })}
          options={[
            { value: 'after_claim', label: '领取后算' },
            { value: 'fixed', label: '固定日期' },
          ]}
        />
        {validity.kind === 'fixed' ? (
          <>
            {day('有效期从', validity.from, (from) => change({ from }))}到
            {day('有效期到', validity.to, (to) => change({ to }))}
          </>
        ) : (
          <>
            {days('几天后生效', validity.startsAfterDays, (startsAfterDays) => change({ startsAfterDays }))}
            天后生效，用
            {days('有效天数', validity.days, (next) => change({ days: next }))}天
          </>
        )}
      </Row>
      <Row label="哪天">
        <fieldset className="coupon-week" disabled={disabled}>
          <legend className="sr">可用星期</legend>
          {weekdays.map((name, index) => {
            const weekday = index + 1
            const on = form.weekdays.includes(weekday)
            return (
              <button
                key={name}
                type="button"
                aria-pressed={on}
                aria-label={`周${name}`}
                onClick={() =>
                  set({
                    weekdays: on ? form.weekdays.filter((one) => one !== weekday) : [...form.weekdays, weekday].sort(),
                  })
                }
              >
                {name}
              </button>
            )
          })}
        </fieldset>
        <span className="hint">{form.weekdays.length === 0 ? '不选就是每天' : ''}</span>
      </Row>
      <Row label="时段">
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of the day have no identity but their place
          <span className="coupon-part" key={index}>
            {(['from', 'until'] as const).map((end) => (
              <Time
                key={end}
                label={end === 'from' ? `时段 ${index + 1} 从` : `时段 ${index + 1} 到`}
                text={part[end]}
                wrong={wrong === 'parts'}
                disabled={disabled}
                onChange={(time) =>
                  set({ parts: parts.map((one, at) => (at === index ? { ...one, [end]: time } : one)) })
                }
              />
            ))}
            <Button
              type="text"
              aria-label={`去掉时段 ${index + 1}`}
              disabled={disabled}
              icon={<Icon name="close" size={12} />}
              onClick={() => set({ parts: parts.filter((_, at) => at !== index) })}
            />
          </span>
        ))}
        {parts.length < 6 && (
          <Button
            size="small"
            disabled={disabled}
            icon={<Icon name="plus" size={12} />}
            onClick={() => set({ parts: [...parts, { from: '14:00', until: '17:00' }] })}
          >
            加时段
          </Button>
        )}
        {parts.length === 0 && <span className="hint">不加就是全天</span>}
      </Row>
      <Row label="门店" id="coupon-stores">
        <Select
          id="coupon-stores"
          mode="tags"
          className="coupon-wide"
          placeholder="不选就是全部门店"
          tokenSeparators={['、', '，', ',']}
          disabled={disabled}
          value={form.stores}
          onChange={(stores: string[]) => set({ stores })}
          options={known.map((store) => ({ value: store, label: store }))}
        />
      </Row>
      <Row label="说明" id="coupon-note">
        <Input
          id="coupon-note"
          maxLength={200}
          disabled={disabled}
          placeholder="会员在名字下面读到，例如 礼盒和特价除外"
          value={form.note}
          onChange={(event) => set({ note: event.target.value })}
        />
      </Row>
    </>
  )
}
