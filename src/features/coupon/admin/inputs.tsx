import { Input } from 'antd'
import type { ReactNode } from 'react'
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
    <label className="coupon-number" htmlFor={`coupon-${field}`}>
      <span className={field === 'price' ? 'sr' : undefined}>{label}</span>
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
    </label>
  )
}
