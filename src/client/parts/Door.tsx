import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { spoken } from '../spoken'
import { Icon, type IconName } from './Icon'

/** The way from a page of other things to a page of its own; it asks the server nothing. */
export function Door({ icon, title, hint, url }: { icon: IconName; title: string; hint: string; url: string }) {
  return (
    <View
      className="door"
      hoverClass="is-pressed"
      onClick={() => void Taro.navigateTo({ url })}
      {...spoken('button', { label: `${title}，${hint}` })}
    >
      <Icon name={icon} size="l" />
      <View className="grow">
        <View className="door__title">{title}</View>
        <View className="caption">{hint}</View>
      </View>
      <Icon name="next" size="s" />
    </View>
  )
}
