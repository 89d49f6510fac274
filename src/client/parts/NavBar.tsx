import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useMemo } from 'react'
import { brand } from '../brand'
import { landmark, spoken } from '../spoken'
import { Icon } from './Icon'

export function Logo({ size }: { size?: 's' | 'm' | 'l' }) {
  return (
    <View className={`logo${size ? ` logo--${size}` : ''}`}>
      <View className="icon icon--brand logo__mark" />
    </View>
  )
}

/** Room for the phone's own status bar, in px of the screen; 0 in a browser. */
function useStatusBar(): number {
  return useMemo(() => (process.env.TARO_ENV === 'weapp' ? (Taro.getWindowInfo().statusBarHeight ?? 20) : 0), [])
}

/** The bar at the top: brand on tab pages, a way back and a title elsewhere. The right side belongs to WeChat's capsule. */
export function NavBar({ title, onBack }: { title?: string; onBack?: () => void }) {
  const statusBar = useStatusBar()
  return (
    <View className="navbar" style={{ paddingTop: `${statusBar}px` }} {...landmark('banner')}>
      <View className="navbar__row">
        {title === undefined ? (
          <>
            <Logo />
            <View className="navbar__name">{brand.name}</View>
          </>
        ) : (
          <>
            <View className="navbar__back" onClick={onBack ?? goBack} {...spoken('button', { label: '返回' })}>
              <Icon name="back" size="l" />
            </View>
            <View className="navbar__title">{title}</View>
          </>
        )}
      </View>
    </View>
  )
}

/** Someone who came from a card has no page to go back to: they land on today's page. */
function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else void Taro.switchTab({ url: '/features/checkin/pages/today/index' })
}
