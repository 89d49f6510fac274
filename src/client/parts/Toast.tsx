import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { useObservable } from '../observable'
import { spoken } from '../spoken'
import { toast } from '../toast'
import { Icon } from './Icon'

const READ_MS = 2000
const UNDO_MS = 5000

export function Toast() {
  const message = useObservable(toast)
  const [hidden, setHidden] = useState(false)
  useEffect(() => {
    setHidden(false)
    if (message === null) return
    const timer = setTimeout(() => setHidden(true), message.undo ? UNDO_MS : READ_MS)
    return () => clearTimeout(timer)
  }, [message])
  useEffect(() => () => toast.set(null), [])
  if (message === null || hidden) return null
  return (
    <View className="toast">
      <View className="toast__pill" {...spoken('status')}>
        <Icon name={message.icon} />
        <View>{message.text}</View>
        {message.undo && (
          <View
            className="toast__undo"
            onClick={() => {
              toast.set(null)
              message.undo?.()
            }}
            {...spoken('button')}
          >
            撤销
          </View>
        )}
      </View>
    </View>
  )
}
