import { noAnswer } from './failure'
import type { Picked } from './photos'

/** As the local cloud names its files; the H5 app is never deployed. */
const STORAGE = 'cloud://local.6c6f-local/'

/** The browser's own file chooser; none when the person turns back. */
export function pickPhotos(count: number): Promise<Picked[]> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = 'image/jpeg,image/png,image/webp'
  input.multiple = count > 1
  return new Promise((resolve) => {
    input.addEventListener('cancel', () => resolve([]))
    input.addEventListener('change', () => {
      const files = [...(input.files ?? [])].slice(0, count)
      resolve(files.map((file) => ({ path: URL.createObjectURL(file), ending: endingOf(file.type) })))
    })
    input.click()
  })
}

/** Puts a picture into the local cloud's storage and answers its fileID. */
export async function uploadPhoto(picked: Picked, cloudPath: string): Promise<string> {
  const body = await (await fetch(picked.path)).blob()
  const put = fetch(`/storage/${cloudPath}`, { method: 'PUT', body })
  const response = await put.catch(() => Promise.reject(noAnswer()))
  if (!response.ok) throw noAnswer()
  return `${STORAGE}${cloudPath}`
}

function endingOf(type: string): Picked['ending'] {
  return type === 'image/png' ? 'png' : type === 'image/webp' ? 'webp' : 'jpg'
}
