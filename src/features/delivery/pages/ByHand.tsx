import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Button } from '../../../client/parts/Button'
import { say } from '../../../client/toast'
import type { QueueItem } from '../contract'
import { savable } from './Parts'
import { text } from './text'

/** When the one tap does not work: the words, the pictures and the card's page, each by itself. */
export function ByHand({ item }: { item: QueueItem }) {
  const pictures = savable(item.parts)
  const path = item.card?.path
  return (
    <View className="byhand">
      {item.text !== '' && (
        <Button look="text" size="sm" onPress={() => void copy(item.text)}>
          {text.copyText}
        </Button>
      )}
      {pictures.length > 0 && (
        <Button look="text" size="sm" onPress={() => void save(pictures)}>
          {text.savePictures(pictures.length)}
        </Button>
      )}
      {path !== undefined && (
        <Button look="text" size="sm" onPress={() => void Taro.navigateTo({ url: `/${path.replace(/^\//, '')}` })}>
          {text.openCard}
        </Button>
      )}
    </View>
  )
}

async function copy(words: string): Promise<void> {
  try {
    await Taro.setClipboardData({ data: words })
    // WeChat says so itself.
    if (process.env.TARO_ENV !== 'weapp') say(text.textCopied, 'check')
  } catch (error) {
    console.warn('setClipboardData', error)
    say(text.notCopied)
  }
}

async function save(pictures: readonly string[]): Promise<void> {
  try {
    for (const picture of pictures) {
      const filePath = picture.startsWith('cloud://')
        ? (await Taro.cloud.downloadFile({ fileID: picture })).tempFilePath
        : (await Taro.downloadFile({ url: picture })).tempFilePath
      await Taro.saveImageToPhotosAlbum({ filePath })
    }
    say(text.picturesSaved(pictures.length), 'check')
  } catch (error) {
    console.warn('saveImageToPhotosAlbum', error)
    say(text.notSaved)
  }
}
