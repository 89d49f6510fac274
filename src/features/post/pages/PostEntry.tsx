import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Icon } from '../../../client/parts/Icon'
import { spoken } from '../../../client/spoken'
import { text } from './text'
import './PostEntry.scss'

/** The way to today's post from a page of other things; it asks the server nothing. */
export function PostEntry() {
  return (
    <View
      className="post-entry"
      hoverClass="is-pressed"
      onClick={() => void Taro.navigateTo({ url: '/features/post/pages/post/index' })}
      {...spoken('button', { label: `${text.entry}，${text.entryHint}` })}
    >
      <Icon name="image" size="l" />
      <View className="grow">
        <View className="post-entry__title">{text.entry}</View>
        <View className="caption">{text.entryHint}</View>
      </View>
      <Icon name="next" size="s" />
    </View>
  )
}
