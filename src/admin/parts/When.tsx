import { dayOf, weekdayOf } from '../../kernel/day'
import { serverNow, useMinute } from '../clock'
import { ago, stamp, weekdayName } from '../format'

/** An instant as people speak of it, with the whole of it at the pointer: `12 分钟前`, later `11/22 10:05`. */
export function When({ at }: { at: number }) {
  // Before the first tick the clock itself; what came since the last one is newer than it.
  const now = Math.max(useMinute(), serverNow())
  const { near, far } = ago(at, now === 0 ? at : now)
  return (
    <time
      dateTime={`${stamp(at).replace(' ', 'T')}+08:00`}
      title={`${stamp(at)} ${weekdayName(weekdayOf(dayOf(at)))}，${far}`}
    >
      {near}
    </time>
  )
}
