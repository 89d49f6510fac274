import { Checkbox, Input, InputNumber } from 'antd'
import { type ReactNode, useId } from 'react'
import { MomentField } from '../../../admin/fields/MomentField'
import { dayOf, instantAt, isClockTime, isDay, timeOf } from '../../../kernel/day'

/** A label above its field. */
export function Field({
  label,
  hint,
  children,
}: {
  label: string
  hint?: ReactNode
  children: (id: string) => ReactNode
}) {
  const id = useId()
  return (
    <div className="survey-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint && <p className="hint">{hint}</p>}
    </div>
  )
}

export function TextField({
  label,
  value,
  most,
  lines = 1,
  hint,
  onChange,
}: {
  label: string
  value: string
  most: number
  lines?: number
  hint?: ReactNode
  onChange: (value: string) => void
}) {
  return (
    <Field label={label} hint={hint}>
      {(id) =>
        lines === 1 ? (
          <Input id={id} maxLength={most} value={value} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <Input.TextArea
            id={id}
            maxLength={most}
            autoSize={{ minRows: lines, maxRows: 8 }}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  )
}

/** A whole number, or a limit that may be missing (`null`). */
export function NumberField({
  label,
  value,
  least,
  most,
  decimals = 0,
  placeholder,
  onChange,
}: {
  label: string
  value: number | null
  least?: number
  most?: number
  decimals?: number
  placeholder?: string
  onChange: (value: number | null) => void
}) {
  return (
    <Field label={label}>
      {(id) => (
        <InputNumber
          id={id}
          value={value}
          {...(least !== undefined && { min: least })}
          {...(most !== undefined && { max: most })}
          precision={decimals}
          placeholder={placeholder ?? ''}
          onChange={onChange}
        />
      )}
    </Field>
  )
}

export function Tick({
  checked,
  onChange,
  children,
}: {
  checked: boolean
  onChange: (checked: boolean) => void
  children: ReactNode
}) {
  return (
    <Checkbox checked={checked} onChange={(event) => onChange(event.target.checked)}>
      {children}
    </Checkbox>
  )
}

/** An instant on the wall in Shanghai; empty: none. */
export function InstantField({
  label,
  value,
  onChange,
}: {
  label: string
  value: number | null
  onChange: (value: number | null) => void
}) {
  return (
    <Field label={label}>
      {(id) => (
        <MomentField
          id={id}
          value={value === null ? '' : `${dayOf(value)}T${timeOf(value)}`}
          onChange={(value) => onChange(instantOf(value))}
          clearable
        />
      )}
    </Field>
  )
}

function instantOf(text: string): number | null {
  const [day = '', time = ''] = text.split('T')
  return isDay(day) && isClockTime(time) ? instantAt(day, time) : null
}
