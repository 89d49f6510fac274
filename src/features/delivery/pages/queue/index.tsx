import { View } from '@tarojs/components'
import Taro, { useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { brand } from '../../../../client/brand'
import { Button } from '../../../../client/parts/Button'
import { Logo } from '../../../../client/parts/NavBar'
import { Notice, StaleNotice } from '../../../../client/parts/Notice'
import { Page, Section } from '../../../../client/parts/Page'
import { Sheet } from '../../../../client/parts/Sheet'
import { SkeletonBlock } from '../../../../client/parts/Skeleton'
import { Empty, LoadFailure } from '../../../../client/parts/State'
import { spoken } from '../../../../client/spoken'
import { clockText } from '../../../../client/when'
import type { QueueItem } from '../../contract'
import { DoneLine, NextLine } from '../QueueLines'
import { arrange } from '../queueOrder'
import { Message, TaskCard } from '../TaskCard'
import { text } from '../text'
import { useQueue } from '../useQueue'
import './index.scss'

const TALLY = ['now', 'overdue', 'next', 'done'] as const

/** The owner's work of the day: what to send now, what is late, what comes, what is done. */
export default function QueuePage() {
  const queue = useQueue()
  const [preview, setPreview] = useState<QueueItem | null>(null)
  const { answer, failure } = queue.asked
  useShareAppMessage(({ target }) => {
    const id = String((target as { id?: string } | undefined)?.id ?? '').replace(/^share-/, '')
    const item = answer?.data.items.find((one) => one.id === id)
    const card = item?.card
    return {
      title: card?.title ?? brand.name,
      path: card?.path ?? '/features/checkin/pages/today/index',
      // Only an address is a picture for WeChat; without one it takes what the page shows.
      ...(card && /^https:/.test(card.cover) ? { imageUrl: card.cover } : {}),
    }
  })
  if (answer === null) return <Waiting failure={failure} onAgain={() => void queue.asked.again()} />
  const places = arrange(answer.data.items, answer.now)
  const urgent = [...places.now, ...places.overdue]
  return (
    <Page title={text.title} staff>
      <Section tight>
        <StaleNotice asked={queue.asked} />
        <View className="queue__owner">
          <Logo size="s" />
          <View>{text.owner(answer.data.owner)}</View>
        </View>
        <View className="tally">
          {TALLY.map((place) => (
            <View key={place} className="tally__cell">
              <View className={`tally__figure${place === 'now' && places.now.length > 0 ? ' is-now' : ''}`}>
                {place === 'done' ? places.done.filter(wentOut).length : places[place].length}
              </View>
              <View className="tally__name">{text.tally[place]}</View>
            </View>
          ))}
        </View>
      </Section>
      <Section tight>
        {urgent.map((item, row) => (
          <TaskCard
            key={item.id}
            item={item}
            now={answer.now}
            queue={queue}
            repeats={sameWords(item, urgent[row - 1])}
          />
        ))}
        {answer.data.items.length === 0 && <Empty title={text.empty} hint={text.emptyHint} />}
        {answer.data.items.length > 0 && urgent.length === 0 && (
          <Empty
            title={text.nothingNow}
            hint={
              places.next[0]
                ? text.nothingNowHint(`${clockText(places.next[0].from)} ${places.next[0].column}`)
                : text.emptyHint
            }
          />
        )}
      </Section>
      {places.next.length > 0 && (
        <Section title={text.next} aside={text.nextAside}>
          {places.next.map((item) => (
            <NextLine key={item.id} item={item} onPreview={() => setPreview(item)} />
          ))}
        </Section>
      )}
      {places.done.length > 0 && (
        <Section title={text.done}>
          {places.done.map((item) => (
            <DoneLine key={item.id} item={item} />
          ))}
          <View className="queue__explain">
            <Notice icon="info">{text.explain}</Notice>
          </View>
        </Section>
      )}
      {preview && (
        <Sheet title={`${clockText(preview.from)} ${preview.column}`} onClose={() => setPreview(null)}>
          <View className="sheet__lead">{preview.groupName}</View>
          <Message item={preview} />
          <View className="sheet__act">
            <Button look="ghost" size="lg" grow onPress={() => setPreview(null)}>
              {text.previewClose}
            </Button>
          </View>
        </Sheet>
      )}
    </Page>
  )
}

function sameWords(item: QueueItem, before: QueueItem | undefined): boolean {
  return before?.text === item.text && before.card?.title === item.card?.title
}

function wentOut({ state }: QueueItem): boolean {
  return state === 'sent' || state === 'late'
}

function Waiting({
  failure,
  onAgain,
}: {
  failure: ReturnType<typeof useQueue>['asked']['failure']
  onAgain: () => void
}) {
  return (
    <Page title={text.title} staff>
      <Section>
        {failure === null && (
          <View className="skeleton" {...spoken('status', { label: text.loading })}>
            <SkeletonBlock look="figure" />
            <SkeletonBlock look="card" />
            <SkeletonBlock look="card" />
          </View>
        )}
        {failure?.kind === 'refused' && (
          <Empty
            title={text.refused}
            hint={failure.message}
            action={text.toMe}
            onAction={() => void Taro.switchTab({ url: '/features/member/pages/me/index' })}
          />
        )}
        {failure !== null && failure.kind !== 'refused' && (
          <LoadFailure title={text.failed} failure={failure} onAgain={onAgain} />
        )}
      </Section>
    </Page>
  )
}
