import { View } from '@tarojs/components'
import { clockAhead } from '../../../../client/serverClock'
import { silent, spoken } from '../../../../client/spoken'
import { clockText } from '../../../../client/when'
import type { FlashView } from '../../contract'
import { countdown } from '../standing'
import { text } from '../text'

const two = (value: number) => String(value).padStart(2, '0')
const LAST = 10
/** A phone that is right to a second needs no remark (ms). */
const RIGHT = 1000

/** How long until it opens, by the server's clock. */
export function Countdown({ session, now }: { session: FlashView; now: number }) {
  const { hours, minutes, seconds } = countdown(session.opensAt - now)
  return (
    <View className="flash-wait">
      <View className="flash-wait__lead">{text.opensIn(clockText(session.opensAt), session.mode)}</View>
      <View className="flash-clock" {...spoken('status', { label: spokenTime(session.opensAt - now) })}>
        {[hours, minutes, seconds].map((part, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: hours, minutes and seconds keep their places
          <View key={i} className="flash-clock__part" {...silent}>
            {i > 0 && <View className="flash-clock__dot" />}
            <View className="flash-clock__tile">{two(part)}</View>
          </View>
        ))}
      </View>
      <View className="flash-wait__hint">{text.clock(differenceText(clockAhead()))}</View>
    </View>
  )
}

/** Changes once a minute, in the last ten seconds each second: so often it is read aloud. */
export function spokenTime(left: number): string {
  const { hours, minutes, seconds } = countdown(left)
  if (hours === 0 && minutes === 0 && seconds <= LAST) return text.timer(0, 0, seconds)
  return text.timerMinutes(hours, minutes + 1)
}

/** @param ahead how far the server's clock is ahead of the phone's (ms) */
function differenceText(ahead: number): string {
  if (Math.abs(ahead) < RIGHT) return ''
  const span = text.length(Math.round(Math.abs(ahead) / 1000))
  return ahead > 0 ? text.slow(span) : text.fast(span)
}
