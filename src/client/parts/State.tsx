import { View } from '@tarojs/components'
import type { CallFailure } from '../failure'
import { Beat } from './Beat'
import { Button } from './Button'
import { Icon } from './Icon'

/** Nothing here yet: a bar with a rest, what it means and what to do. */
export function Empty({
  title,
  hint,
  action,
  onAction,
}: {
  title: string
  hint: string
  action?: string
  onAction?: () => void
}) {
  return (
    <View className="state">
      <View className="state__staff">
        <Beat kind="rest" />
      </View>
      <View className="state__title">{title}</View>
      <View className="state__hint">{hint}</View>
      {action && (
        <View className="state__act">
          <Button look="tonal" onPress={onAction}>
            {action}
          </Button>
        </View>
      )}
    </View>
  )
}

/** It could not be loaded: what, why, and the way out. The sentence is the server's or that of the missing network. */
export function LoadFailure({ title, failure, onAgain }: { title: string; failure: CallFailure; onAgain: () => void }) {
  return (
    <View className="state">
      <View className="state__staff">
        <Beat kind="done" size="m" />
        <View className="state__cross">
          <Icon name="close" size="l" />
        </View>
        <Beat kind="next" size="m" />
      </View>
      <View className="state__title">{title}</View>
      <View className="state__hint">{failure.message}</View>
      <View className="state__act">
        <Button look="tonal" icon="again" onPress={onAgain}>
          再试一次
        </Button>
      </View>
    </View>
  )
}
