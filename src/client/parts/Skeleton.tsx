import { View } from '@tarojs/components'
import { spoken } from '../spoken'

/** Rows in the shape of what will come, in its place; invisible for the first 400 ms, so a quick answer never flickers. */
export function SkeletonRows({ rows, label }: { rows: number; label: string }) {
  return (
    <View className="skeleton" {...spoken('status', { label })}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <View key={row} className="skeleton__row">
          <View className="sk sk--time" />
          <View className="sk sk--dot" />
          <View className="grow">
            <View className={`sk sk--line sk--w${row % 3}`} />
            <View className={`sk sk--thin sk--w${(row + 1) % 3}`} />
          </View>
        </View>
      ))}
    </View>
  )
}

export function SkeletonBlock({ look }: { look: 'figure' | 'cover' | 'text' | 'card' }) {
  return <View className={`sk sk--${look}`} />
}
