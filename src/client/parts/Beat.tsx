import { View } from '@tarojs/components'
import { Icon } from './Icon'

/**
 * One day, or one column of a day, as a mark: full with a tick (done), a ring with a core (now), a thin ring (to come),
 * a small dot (missed), a dashed ring (noted on the phone, waiting for the network), a bar (rest), a grace note (repaired), a thin
 * ring with 护 (protected), a dashed ring with 补 (can be repaired).
 */
export type BeatKind = 'done' | 'now' | 'next' | 'miss' | 'noted' | 'rest' | 'made' | 'shielded' | 'repair'

/** 14, 18, 20, 30, 38 or 40 px. */
export type BeatSize = 'xs' | 's' | 'm' | 'today' | 'l' | 'xxs'

export function Beat({ kind, size }: { kind: BeatKind; size?: BeatSize }) {
  return (
    <View className={`beat beat--${kind}${size ? ` beat--${size}` : ''}`}>
      {(kind === 'done' || kind === 'noted') && <View className="beat__tick" />}
      {kind === 'shielded' && <View>护</View>}
      {kind === 'repair' && <View>补</View>}
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
  made: '已补签',
  shielded: '漏打，护盾护住',
  repair: '漏打，可补签',
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
