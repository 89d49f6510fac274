import { Input } from 'antd'
import type { ReactNode } from 'react'
import { DateField } from '../../../admin/fields/DateField'
import type { BatchForm, Field } from './batchForm'

/** A name at the left and its inputs in one line. */
export function Row({ label, id, children }: { label: string; id?: string; children: ReactNode }) {
  return (
    <div className="coupon-row">
      {id ? <label htmlFor={id}>{label}</label> : <span>{label}</span>}
      <div>{children}</div>
    </div>
  )
}

type Text = 'total' | 'perMember' | 'perDay' | 'price'

/** A short number with its name before and its unit behind. */
export function Short({
  form,
  field,
  label,
  tail,
  placeholder,
  wrong,
  disabled,
  set,
}: {
  form: BatchForm
  field: Text
  label: string
  tail: string
  placeholder?: string
  wrong: Field | null
  disabled: boolean
  set: (change: Partial<BatchForm>) => void
}) {
  return (
    <div className="coupon-number">
      <label htmlFor={`coupon-${field}`} className={field === 'price' ? 'sr' : undefined}>
        {label}
      </label>
      <Input
        id={`coupon-${field}`}
        inputMode="numeric"
        maxLength={9}
        suffix={tail}
        placeholder={placeholder}
        disabled={disabled}
        status={wrong === field ? 'error' : ''}
        value={form[field]}
        onChange={(event) => set({ [field]: event.target.value })}
      />
    </div>
  )
}

/** A day and a time of day, both on the clock of Shanghai: the browser's own picker for both would follow the computer's language. */
export function When({
  label,
  text,
  wrong,
  disabled,
  onChange,
}: {
  label: string
  /** `2026-12-04T10:00`. */
  text: string
  wrong: boolean
  disabled: boolean
  onChange: (text: string) => void
}) {
  const [day = '', time = ''] = text.split('T')
  return (
    <span className="coupon-part">
      <DateField
        label={`${label}日期`}
        disabled={disabled}
        status={wrong ? 'error' : ''}
        value={day}
        onChange={(value) => onChange(`${value}T${time}`)}
        clearable
      />
      <Time
        label={`${label}时间`}
        text={time}
        wrong={wrong}
        disabled={disabled}
        onChange={(next) => onChange(`${day}T${next}`)}
      />
    </span>
  )
}

/** `14:00`. */
export function Time({
  label,
  text,
  wrong,
  disabled,
  onChange,
}: {
  label: string
  text: string
  wrong: boolean
  disabled: boolean
  onChange: (text: string) => void
}) {
  return (
    <Input
      className="coupon-time"
      aria-label={label}
      maxLength={5}
      placeholder="10:00"
      disabled={disabled}
      status={wrong ? 'error' : ''}
      value={text}
      onChange={(event) => onChange(event.target.value.replace('：', ':').trim())}
    />
  )
}
