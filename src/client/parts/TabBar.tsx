import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { landmark, spoken } from '../spoken'

export type Tab = 'today' | 'benefits' | 'points' | 'me'

const TABS: { tab: Tab; text: string; url: string }[] = [
  { tab: 'today', text: '今日', url: '/features/checkin/pages/today/index' },
  { tab: 'benefits', text: '福利', url: '/features/coupon/pages/benefits/index' },
  { tab: 'points', text: '积分', url: '/features/points/pages/points/index' },
  { tab: 'me', text: '我的', url: '/features/member/pages/me/index' },
]

/** Each tab page draws the bar itself, so it follows theme and brand on both platforms and never flickers. */
export function TabBar({ now }: { now: Tab }) {
  return (
    <View className="tabbar" {...landmark('navigation')}>
      {TABS.map(({ tab, text, url }) => (
        <View
          key={tab}
          className={`tabbar__tab${tab === now ? ' is-now' : ''}`}
          onClick={tab === now ? undefined : () => void Taro.switchTab({ url })}
          {...spoken('button', { label: tab === now ? `${text}，当前页` : text })}
        >
          <View className={`tabbar__icon tabbar__icon--${tab}`}>
            <View className={`icon icon--l icon--tab-${tab}`} />
            <View className="tabbar__core" />
          </View>
          <View>{text}</View>
        </View>
      ))}
    </View>
  )
}
