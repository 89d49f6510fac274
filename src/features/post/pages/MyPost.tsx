import { Image, View } from '@tarojs/components'
import { Button } from '../../../client/parts/Button'
import { Icon, type IconName } from '../../../client/parts/Icon'
import { spoken } from '../../../client/spoken'
import type { PhotoView, PostView } from '../contract'
import type { PostState } from '../rules'
import { text } from './text'

const MARKS: Record<PostState, { icon: IconName; look: '' | 'jade' | 'amber' }> = {
  checking: { icon: 'clock', look: 'amber' },
  visible: { icon: 'check', look: 'jade' },
  waiting: { icon: 'person', look: 'amber' },
  hidden: { icon: 'info', look: '' },
  removed: { icon: 'close', look: '' },
}

interface Props {
  post: PostView
  busy: boolean
  onEdit?: () => void
  onAgain: () => void
  onRemove: () => void
  onShare: (agreed: boolean) => void
}

/** A post as its author sees it: always there, with where it stands and what can be done. */
export function MyPost({ post, busy, onEdit, onAgain, onRemove, onShare }: Props) {
  const { icon, look } = MARKS[post.state]
  return (
    <View className="my-post">
      <View className="my-post__state" {...spoken('status')}>
        <View className={`tag${look && ` tag--${look}`}`}>
          <Icon name={icon} size="xs" />
          <View>{text.states[post.state]}</View>
        </View>
        {post.points > 0 && post.state === 'visible' && (
          <View className="tag tag--amber">{text.earned(post.points)}</View>
        )}
      </View>
      {post.text !== '' && <View className="my-post__words">{post.text}</View>}
      <Photos photos={post.photos} />
      <View className="caption my-post__why">{whyOf(post)}</View>
      {post.share !== null && post.state !== 'removed' && post.state !== 'hidden' && (
        <View className="my-post__share">
          <View className="caption grow">{post.share ? text.shareGiven : text.shareHint}</View>
          <Button look={post.share ? 'ghost' : 'tonal'} size="sm" busy={busy} onPress={() => onShare(!post.share)}>
            {post.share ? text.shareTake : text.shareGive}
          </Button>
        </View>
      )}
      {post.state !== 'removed' && (
        <View className="my-post__act">
          {post.stuck && (
            <Button look="tonal" size="sm" icon="again" busy={busy} onPress={onAgain}>
              {text.again}
            </Button>
          )}
          {post.mayEdit && onEdit && (
            <Button look="ghost" size="sm" busy={busy} onPress={onEdit}>
              {text.edit}
            </Button>
          )}
          <View className="grow" />
          <Button look="text" size="sm" busy={busy} onPress={onRemove}>
            {text.remove}
          </Button>
        </View>
      )}
    </View>
  )
}

function whyOf({ state, reason, words, stuck }: PostView): string {
  if (state === 'removed') return text.removedHint
  if (words) return text.words(words)
  if (stuck) return text.stuckHint
  if (state === 'checking') return text.checkingHint
  return reason ? text.reasons[reason] : ''
}

function Photos({ photos }: { photos: readonly PhotoView[] }) {
  if (photos.length === 0) return null
  return (
    <View className="photos">
      {photos.map(({ file, url, check }, i) => (
        <View key={file} className={`photos__one${check === 'risky' ? ' photos__one--off' : ''}`}>
          <Image
            className="photos__image"
            src={url}
            mode="aspectFill"
            {...spoken('img', { label: text.photo(i + 1) })}
          />
        </View>
      ))}
    </View>
  )
}
