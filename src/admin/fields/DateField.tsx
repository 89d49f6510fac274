import { useRef } from 'react'
import { addDays, addMonths, dayOf, daysInMonth, isDay, monthOf } from '../../kernel/day'
import { serverNow } from '../clock'
import { Icon } from '../parts/Icon'
import { readDay } from './readTyped'
import { type FieldProps, TypedField } from './TypedField'
import './fields.css'

/** A day, written `2026-12-09` whatever the browser speaks; ↑ ↓ move by a day, with Shift by a month; the calendar is the browser's own. */
export function DateField({ min, max, ...props }: FieldProps & { min?: string; max?: string }) {
  const native = useRef<HTMLInputElement>(null)
  const today = dayOf(serverNow())
  const within = (day: string) => (min === undefined || day >= min) && (max === undefined || day <= max)
  return (
    <TypedField
      {...props}
      className={`date-field ${props.className ?? ''}`}
      placeholder="年-月-日"
      most={16}
      read={(typed) => {
        const day = readDay(typed, today)
        return day !== null && within(day) ? day : null
      }}
      isWhole={(typed) => /^\d{4}-\d{2}-\d{2}$/.test(typed) && isDay(typed) && within(typed)}
      step={(value, by, far) => {
        const day = isDay(value) ? value : today
        const next = far ? sameDate(day, by) : addDays(day, by)
        return within(next) ? next : value
      }}
      suffix={
        <span className="date-calendar">
          <button
            type="button"
            tabIndex={-1}
            aria-label="打开日历"
            disabled={props.disabled}
            onClick={() => native.current?.showPicker?.()}
          >
            <Icon name="calendar" size={14} />
          </button>
          <input
            ref={native}
            type="date"
            tabIndex={-1}
            aria-hidden="true"
            {...{ min, max }}
            disabled={props.disabled}
            value={isDay(props.value) ? props.value : ''}
            onChange={({ target }) => target.value && props.onChange(target.value)}
          />
        </span>
      }
    />
  )
}

function sameDate(day: string, by: number): string {
  const month = addMonths(monthOf(day), by)
  return `${month}-${String(Math.min(Number(day.slice(8)), daysInMonth(month))).padStart(2, '0')}`
}
