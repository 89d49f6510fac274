import { View } from '@tarojs/components'
import { Icon } from '../../../client/parts/Icon'
import type { BeatPage } from '../contract'
import { text } from './text'

const ICONS = {
  image: 'image',
  video: 'play',
  voice: 'voice',
  questionnaire: 'form',
  link: 'form',
  coupon: 'form',
  game: 'play',
} as const

/** Pictures, films and forms that belong to the column; what they are called and where the original is. */
export function Media({ media }: { media: BeatPage['media'] }) {
  if (media.length === 0) return null
  return (
    <View className="media">
      {media.map(({ type, material }) => (
        <View key={`${type}:${material}`} className="media__item">
          <View className={`media__mark media__mark--${type}`}>
            <Icon name={ICONS[type]} size="l" />
          </View>
          <View className="grow">
            <View className="media__name">{material}</View>
            <View className="media__kind">{`${text.media[type]}，${text.mediaHint}`}</View>
          </View>
        </View>
      ))}
    </View>
  )
}
