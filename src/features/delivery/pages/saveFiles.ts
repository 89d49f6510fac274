import Taro from '@tarojs/taro'
import { say } from '../../../client/toast'
import type { Fetched } from './Parts'
import { text } from './text'

/** Puts files where the owner can send them from: pictures and films into the album, documents open with their own menu. */
export async function saveFiles(files: readonly Fetched[]): Promise<void> {
  const [first] = files
  if (first === undefined) return
  // A browser has no album: the address opens there.
  if (process.env.TARO_ENV !== 'weapp' && first.kind !== 'image') return copyAddress(first.url)
  try {
    for (const file of files) await saveOne(file)
    if (first.kind === 'image') say(text.picturesSaved(files.length), 'check')
    else if (first.kind === 'video') say(text.videoSaved, 'check')
  } catch (error) {
    console.warn('saveFiles', error)
    say(text.notSaved)
  }
}

async function saveOne({ kind, file, url, name }: Fetched): Promise<void> {
  const inCloud = process.env.TARO_ENV === 'weapp' && file.startsWith('cloud://')
  const filePath = inCloud
    ? (await Taro.cloud.downloadFile({ fileID: file })).tempFilePath
    : (await Taro.downloadFile({ url: url || file })).tempFilePath
  if (kind === 'image') await Taro.saveImageToPhotosAlbum({ filePath })
  else if (kind === 'video') await Taro.saveVideoToPhotosAlbum({ filePath })
  else if (kind === 'voice') await Taro.shareFileMessage({ filePath, fileName: name })
  else await Taro.openDocument({ filePath, showMenu: true })
}

async function copyAddress(url: string): Promise<void> {
  try {
    await Taro.setClipboardData({ data: url })
    say(text.addressCopied, 'check')
  } catch (error) {
    console.warn('setClipboardData', error)
    say(text.notCopied)
  }
}
