import { DateField } from './DateField'
import { TimeField } from './TimeField'
import type { FieldProps } from './TypedField'

/** A day and a time of it as `2026-12-09T09:30`, the form of the browser's own field; '' while either is missing. */
export function MomentField({ value, onChange, id, label, disabled }: FieldProps) {
  const [day = '', clock = ''] = value.split('T')
  const put = (nextDay: string, nextClock: string) =>
    onChange(nextDay === '' ? '' : `${nextDay}T${nextClock || '09:00'}`)
  const shared = disabled === undefined ? {} : { disabled }
  return (
    <span className="moment-field">
      <DateField
        {...shared}
        {...(id !== undefined && { id })}
        {...(id === undefined && { label: label === undefined ? '日期' : `${label}，日期` })}
        value={day}
        onChange={(next) => put(next, clock)}
      />
      <TimeField
        {...shared}
        label={label === undefined ? '几点' : `${label}，几点`}
        value={clock}
        onChange={(next) => put(day, next)}
      />
    </span>
  )
}
