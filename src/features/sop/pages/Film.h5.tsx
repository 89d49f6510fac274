import { Video } from '@tarojs/components'

/** Browsers have a player of their own. */
export function Film({ src }: { src: string }) {
  return <Video className="media-film" src={src} objectFit="cover" />
}
