export const MINUTE = 60_000
export const DAY = 86_400_000
/** The page shows the time of Asia/Shanghai, whatever zone the browser is in. */
const SHANGHAI = 8 * 3_600_000
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

const two = (value) => String(value).padStart(2, '0')

/** The clock face of an instant: 08:55. */
export function clockOf(at) {
  const local = new Date(at + SHANGHAI)
  return `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`
}

export function dateOf(at) {
  const local = new Date(at + SHANGHAI)
  return `${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${WEEKDAYS[local.getUTCDay()]}`
}

/** The instant at which the Shanghai day of `at` began. */
export function dayStart(at) {
  return Math.floor((at + SHANGHAI) / DAY) * DAY - SHANGHAI
}

/** Minutes since midnight in Shanghai. */
export function minuteOf(at) {
  return (at - dayStart(at)) / MINUTE
}

/** The next instant after `at` with this time of day. */
export function nextTime(at, hour, minute) {
  const today = dayStart(at) + (hour * 60 + minute) * MINUTE
  return today > at ? today : today + DAY
}

/** 08:55 for today, 11月20日 08:55 for other days. */
export function stamp(at, now) {
  return dayStart(at) === dayStart(now) ? clockOf(at) : `${dateOf(at).split(' ')[0]} ${clockOf(at)}`
}
