import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Icon } from '../../../client/parts/Icon'
import { spoken } from '../../../client/spoken'
import { say } from '../../../client/toast'
import { text } from './text'

/**
 * A short video: a tap plays it over the whole screen, in WeChat's own player. The video tag would weigh 11 KB of templates in every
 * member's first download.
 */
export function Film({ src }: { src: string }) {
  return (
    <View
      className="media-film"
      hoverClass="is-pressed"
      onClick={() => void play(src)}
      {...spoken('button', { label: text.videoPlay })}
    >
      <Icon name="play" size="xl" />
      <View>{text.videoPlay}</View>
    </View>
  )
}

async function play(url: string): Promise<void> {
  try {
    await Taro.previewMedia({ sources: [{ url, type: 'video' }] })
  } catch (error) {
    console.warn('previewMedia', error)
    say(text.videoFailed)
  }
}
