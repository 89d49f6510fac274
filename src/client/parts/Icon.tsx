import { View } from '@tarojs/components'
import { silent } from '../spoken'

export type IconName =
  | 'check'
  | 'back'
  | 'next'
  | 'close'
  | 'info'
  | 'again'
  | 'coin'
  | 'gift'
  | 'offline'
  | 'clock'
  | 'moon'
  | 'letter'
  | 'skip'
  | 'send'
  | 'warn'
  | 'person'
  | 'people'
  | 'chat'
  | 'shield'
  | 'queue'
  | 'card'
  | 'mini'
  | 'play'
  | 'voice'
  | 'image'
  | 'form'
  | 'scan'
  | 'brand'

/** A line drawing in the colour of the text around it; 13, 16, 18, 20, 25 or 34 px. */
export function Icon({ name, size }: { name: IconName; size?: 'xs' | 's' | 'm' | 'l' | 'xl' }) {
  return <View className={`icon icon--${name}${size ? ` icon--${size}` : ''}`} {...silent} />
}
