import { View } from '@tarojs/components'

/** The double bar at the end of a day. */
export function EndLine({ children }: { children: string }) {
  return (
    <View className="endline">
      <View className="endline__staff" />
      <View>{children}</View>
      <View className="endline__bar" />
    </View>
  )
}
