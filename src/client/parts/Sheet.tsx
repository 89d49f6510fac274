import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { spoken } from '../spoken'
import { Icon } from './Icon'

interface Props {
  title: string
  children: ReactNode
  /** Without it the sheet wants a decision and cannot be waved away. */
  onClose?: () => void
}

/** A panel from below, only where a person is to decide or asked to know more. */
export function Sheet({ title, children, onClose }: Props) {
  return (
    <View className="overlay" catchMove>
      <View className="scrim" onClick={onClose} />
      <View className="sheet" {...spoken('dialog', { label: title })}>
        <View className="sheet__grip" />
        <View className="sheet__head">
          <View className="sheet__title" {...spoken('heading', { level: 2 })}>
            {title}
          </View>
          {onClose && (
            <View className="sheet__close" onClick={onClose} {...spoken('button', { label: '关闭' })}>
              <Icon name="close" size="l" />
            </View>
          )}
        </View>
        {children}
      </View>
    </View>
  )
}
