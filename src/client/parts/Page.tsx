import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useAppearance } from '../appearance'
import { landmark } from '../spoken'
import { ConsentSheet } from './ConsentSheet'
import { NavBar } from './NavBar'
import { PrivacySheet } from './PrivacySheet'
import { type Tab, TabBar } from './TabBar'
import { Toast } from './Toast'

interface Props {
  title?: string
  tab?: Tab
  /** A page of staff: what members are asked does not concern them here. */
  staff?: boolean
  children: ReactNode
}

/** The frame of every page: bar at the top, tab bar or room for the home indicator below, toast and consent above all. */
export function Page({ title, tab, staff, children }: Props) {
  const appearance = useAppearance()
  return (
    <View className={`screen${tab ? ' screen--tab' : ''}${appearance}`}>
      <NavBar title={title} />
      <View className="screen__main" {...landmark('main')}>
        {children}
      </View>
      {tab && <TabBar now={tab} />}
      <Toast />
      {!staff && <ConsentSheet />}
      {process.env.TARO_ENV === 'weapp' && <PrivacySheet />}
    </View>
  )
}

/** A block of a page with a heading of its own and a remark to its right. */
export function Section({
  title,
  aside,
  children,
  tight,
}: {
  title?: string
  aside?: ReactNode
  children: ReactNode
  tight?: boolean
}) {
  return (
    <View className={`sec${tight ? ' sec--tight' : ''}`}>
      {title && (
        <View className="sec__head">
          <View className="sec__title">{title}</View>
          <View className="sec__aside">{aside}</View>
        </View>
      )}
      {children}
    </View>
  )
}
