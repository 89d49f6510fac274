import Taro from '@tarojs/taro'

/** A picture that the person chose, still on the phone. */
export interface Picked {
  /** Shown as it is. */
  path: string
  ending: 'jpg' | 'png' | 'webp'
}

/** Lets the person choose; none when they turn back. WeChat makes the pictures smaller by itself. */
export async function pickPhotos(count: number): Promise<Picked[]> {
  try {
    const { tempFiles } = await Taro.chooseMedia({ count, mediaType: ['image'], sizeType: ['compressed'] })
    return tempFiles.map(({ tempFilePath }) => ({ path: tempFilePath, ending: endingOf(tempFilePath) }))
  } catch (error) {
    // Turning back is answered like a failure.
    if (/cancel/i.test(String((error as { errMsg?: string }).errMsg ?? error))) return []
    throw error
  }
}

/** Puts a picture into the cloud's storage and answers its fileID. Rejects when it did not arrive. */
export async function uploadPhoto(picked: Picked, cloudPath: string): Promise<string> {
  const { fileID } = await Taro.cloud.uploadFile({ cloudPath, filePath: picked.path })
  return fileID
}

export function endingOf(path: string): Picked['ending'] {
  const [, ending] = /\.(jpe?g|png|webp)$/i.exec(path) ?? []
  return ending === 'png' || ending === 'webp' ? ending : 'jpg'
}
