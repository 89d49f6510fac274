import { Icon, type IconName } from '../../../admin/parts/Icon'
import type { MaterialView } from '../contract'
import type { MaterialKind } from '../rules'
import { kindNames } from '../text'

const icons: Record<MaterialKind, IconName> = {
  image: 'image',
  video: 'play',
  file: 'file',
  voice: 'today',
  link: 'right',
  script: 'sop',
}

/** What a material looks like: the picture, the first frame, or its kind. */
export function MaterialThumb({ material }: { material: MaterialView }) {
  const { kind, url, name, ending, text, link, gone } = material
  if (gone) {
    return (
      <span className="thumb thumb--gone">
        <Icon name="warn" size={18} />
        <small>文件不在了</small>
      </span>
    )
  }
  if (kind === 'image') {
    return (
      <span className="thumb">
        <img src={url} alt={name} loading="lazy" />
      </span>
    )
  }
  if (kind === 'video') {
    return (
      <span className="thumb thumb--film">
        <video src={`${url}#t=0.1`} preload="metadata" muted />
        <i>
          <Icon name="play" size={14} />
        </i>
      </span>
    )
  }
  return (
    <span className={`thumb thumb--${kind}`}>
      {kind === 'script' || kind === 'link' ? (
        <q>{kind === 'script' ? text : (link?.title ?? '')}</q>
      ) : (
        <>
          <Icon name={icons[kind]} size={22} />
          <small>{ending === '' ? kindNames[kind] : ending.toUpperCase()}</small>
        </>
      )}
    </span>
  )
}
