import { View } from '@tarojs/components'
import { Icon } from './Icon'

/**
 * One day, or one column of a day, as a mark: full with a tick (done), a ring with a core (now), a thin ring (to come),
 * a small dot (missed), a dashed ring (noted on the phone, waiting for the network), a bar (rest).
 */
export type BeatKind = 'done' | 'now' | 'next' | 'miss' | 'noted' | 'rest'

/** 14, 18, 20, 30, 38 or 40 px. */
export type BeatSize = 'xs' | 's' | 'm' | 'today' | 'l' | 'xxs'

export function Beat({ kind, size }: { kind: BeatKind; size?: BeatSize }) {
  return (
    <View className={`beat beat--${kind}${size ? ` beat--${size}` : ''}`}>
      {(kind === 'done' || kind === 'noted') && <View className="beat__tick" />}
      {kind === 'now' && <View className="beat__core" />}
    </View>
  )
}

/** How a beat is said aloud. */
export const beatWords: Record<BeatKind, string> = {
  done: '已打卡',
  now: '待打卡',
  next: '未到',
  miss: '漏打',
  noted: '已记下，等网络',
  rest: '休止日',
}

export function Ring({
  icon,
  look,
}: {
  icon: 'check' | 'gift' | 'coin' | 'again' | 'info' | 'person' | 'chat'
  look: 'amber' | 'jade' | 'plain'
}) {
  return (
    <View className={`ring ring--${look}`}>
      <Icon name={icon} size="m" />
    </View>
  )
}
