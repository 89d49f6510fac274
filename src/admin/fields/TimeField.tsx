import { movedClock, readClock } from './readTyped'
import { type FieldProps, TypedField } from './TypedField'
import './fields.css'

/** A time of day in 24 hours whatever the browser speaks; ↑ ↓ move by 15 minutes, with Shift by an hour. */
export function TimeField(props: FieldProps) {
  return (
    <TypedField
      {...props}
      className={`time-field ${props.className ?? ''}`}
      placeholder="时:分"
      most={12}
      read={readClock}
      isWhole={(typed) => /^([01]\d|2[0-3]):[0-5]\d$/.test(typed)}
      step={(value, by, far) => movedClock(value === '' ? '09:00' : value, by * (far ? 60 : 15))}
    />
  )
}
