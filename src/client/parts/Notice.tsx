import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Asked } from '../answer'
import { clockText } from '../when'
import { Icon, type IconName } from './Icon'

export function Notice({ icon, look, children }: { icon: IconName; look?: 'amber' | 'jade'; children: ReactNode }) {
  return (
    <View className={`notice${look ? ` notice--${look}` : ''}`}>
      <Icon name={icon} />
      <View className="grow">{children}</View>
    </View>
  )
}

/** Shown above what the phone remembered when the server could not be asked. */
export function StaleNotice({
  asked,
  children,
}: {
  asked: Pick<Asked<unknown>, 'answer' | 'failure'>
  children?: ReactNode
}) {
  if (asked.failure === null || asked.answer === null) return null
  const offline = asked.failure.kind === 'offline'
  return (
    <Notice icon={offline ? 'offline' : 'info'}>
      <View className="notice__lead">
        {offline ? `没网，看的是 ${clockText(asked.answer.now)} 存下的内容。` : asked.failure.message}
      </View>
      {children}
    </Notice>
  )
}
