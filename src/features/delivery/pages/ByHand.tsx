import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Button } from '../../../client/parts/Button'
import { say } from '../../../client/toast'
import type { QueueItem } from '../contract'
import { type Fetched, fetched } from './Parts'
import { saveFiles } from './saveFiles'
import { text } from './text'

/** When the one tap does not work: the words, the files and the card's page, each by itself. */
export function ByHand({ item }: { item: QueueItem }) {
  const files = fetched(item)
  const pictures = files.filter(({ kind }) => kind === 'image')
  const others = files.filter(({ kind }) => kind !== 'image')
  const path = item.card?.path
  return (
    <View className="byhand">
      {item.text !== '' && (
        <Button look="text" size="sm" onPress={() => void copy(item.text)}>
          {text.copyText}
        </Button>
      )}
      {pictures.length > 0 && (
        <Button look="text" size="sm" onPress={() => void saveFiles(pictures)}>
          {text.savePictures(pictures.length)}
        </Button>
      )}
      {others.map((file: Fetched) => (
        <Button
          key={file.file}
          look="text"
          size="sm"
          label={`${text.saveOther[file.kind]} ${file.name}`}
          onPress={() => void saveFiles([file])}
        >
          {text.saveOther[file.kind]}
        </Button>
      ))}
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
