import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { spoken } from '../spoken'
import { Icon, type IconName } from './Icon'

interface Props {
  children: ReactNode
  /** `primary` once on a screen; `off` cannot be pressed and says why beside it. */
  look: 'primary' | 'tonal' | 'ghost' | 'text' | 'off'
  size?: 'lg' | 'sm'
  block?: boolean
  grow?: boolean
  icon?: IconName
  label?: string
  /** A call is under way: the press counts once. */
  busy?: boolean
  onPress?: () => void
}

export function Button({ children, look, size, block, grow, icon, label, busy, onPress }: Props) {
  const off = look === 'off' || busy === true
  const names = [
    'btn',
    `btn--${look}`,
    size && `btn--${size}`,
    block && 'btn--block',
    grow && 'grow',
    busy && 'btn--busy',
  ]
  return (
    <View
      className={names.filter(Boolean).join(' ')}
      hoverClass={off ? 'none' : 'btn--pressed'}
      hoverStayTime={120}
      onClick={off ? undefined : onPress}
      {...spoken('button', { label, disabled: off })}
    >
      {icon && <Icon name={icon} />}
      <View>{children}</View>
    </View>
  )
}
