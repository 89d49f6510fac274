import { Image, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { useAnswer } from '../../../client/answer'
import { call } from '../../../client/call'
import { asFailure } from '../../../client/failure'
import { Button } from '../../../client/parts/Button'
import { EndLine } from '../../../client/parts/EndLine'
import { StaleNotice } from '../../../client/parts/Notice'
import { Section } from '../../../client/parts/Page'
import { SkeletonRows } from '../../../client/parts/Skeleton'
import { Empty, LoadFailure } from '../../../client/parts/State'
import { silent, spoken } from '../../../client/spoken'
import { say } from '../../../client/toast'
import { momentText } from '../../../client/when'
import type { WallItem, WallView } from '../contract'
import { text } from './text'

/** What everybody may see, newest first. */
export function Wall() {
  const asked = useAnswer('post.getWall', {})
  const [older, setOlder] = useState<WallView | null>(null)
  const [busy, setBusy] = useState(false)
  const first = asked.answer?.data
  const shown = new Set(first?.items.map(({ id }) => id))
  const items = [...(first?.items ?? []), ...(older?.items ?? []).filter(({ id }) => !shown.has(id))]
  const next = older ? older.next : (first?.next ?? null)

  async function more(before: number): Promise<void> {
    setBusy(true)
    try {
      const { data } = await call('post.getWall', { before })
      setOlder({ items: [...(older?.items ?? []), ...data.items], next: data.next })
    } catch (error) {
      say(asFailure(error).message, 'offline')
    } finally {
      setBusy(false)
    }
  }

  return (
    <Section title={text.wallTitle}>
      <StaleNotice asked={asked} />
      {!first && asked.failure && (
        <LoadFailure title={text.wallFailed} failure={asked.failure} onAgain={() => void asked.again()} />
      )}
      {!first && !asked.failure && <SkeletonRows rows={3} label={text.loading} />}
      {first && items.length === 0 && <Empty title={text.wallEmpty} hint={text.wallEmptyHint} />}
      <View {...spoken('list', { label: text.wallTitle })}>
        {items.map((item) => (
          <Card key={item.id} item={item} />
        ))}
      </View>
      {next !== null && (
        <View className="wall__more">
          <Button look="tonal" busy={busy} onPress={() => void more(next)}>
            {text.more}
          </Button>
        </View>
      )}
      {first && next === null && items.length > 0 && <EndLine>{text.end}</EndLine>}
    </Section>
  )
}

function Card({ item }: { item: WallItem }) {
  const { name, face, mine, text: words, photos, visibleAt } = item
  return (
    <View className="wall-card" {...spoken('listitem')}>
      <View className="wall-card__head">
        <View className="wall-card__face" {...silent}>
          {face}
        </View>
        <View className="wall-card__name">{name}</View>
        {mine && <View className="tag tag--coral">{text.mineMark}</View>}
        <View className="grow" />
        <View className="caption">{momentText(visibleAt)}</View>
      </View>
      {words !== '' && <View className="wall-card__words">{words}</View>}
      {photos.length > 0 && (
        <View className={`photos photos--${photos.length}`}>
          {photos.map((url, i) => (
            <View
              key={url}
              className="photos__one"
              onClick={() => void Taro.previewImage({ urls: photos, current: url })}
              {...spoken('button', { label: text.photo(i + 1) })}
            >
              <Image className="photos__image" src={url} mode="aspectFill" lazyLoad />
            </View>
          ))}
        </View>
      )}
    </View>
  )
}
