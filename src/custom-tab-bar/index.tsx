import { View } from '@tarojs/components'

/** WeChat wants this component to exist when the tab bar is ours; each tab page draws the bar itself (client/parts/TabBar). */
export default function EmptyTabBar() {
  return <View />
}
