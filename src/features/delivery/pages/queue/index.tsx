import { View } from '@tarojs/components'
import { useShareAppMessage } from '@tarojs/taro'
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
import { ScriptSheet } from '../../../material/pages/ScriptSheet'
import { text as scriptText } from '../../../material/pages/text'
import { BindHere } from '../../../member/pages/BindHere'
import { AwayPanel } from '../AwayPanel'
import { Chain } from '../Chain'
import type { ShownItem } from '../outbox'
import { Parts } from '../Parts'
import { DoneLine, NextLine } from '../QueueLines'
import { arrange, type Card } from '../queueOrder'
import { TaskCard } from '../TaskCard'
import { text } from '../text'
import { sharedPath, useQueue } from '../useQueue'
import './index.scss'

const TALLY = ['now', 'overdue', 'next', 'done'] as const

/** The owner's work of the day: what to send now, what is late, what comes, what is done. */
export default function QueuePage() {
  const queue = useQueue()
  const [preview, setPreview] = useState<Card | null>(null)
  const [scripts, setScripts] = useState(false)
  const { answer, failure } = queue.asked
  useShareAppMessage(({ target }) => {
    const id = String((target as { id?: string } | undefined)?.id ?? '').replace(/^share-/, '')
    const shared = urgentOf(answer?.now ?? 0, queue.items).find(({ items }) => items.some((item) => item.id === id))
    const card = shared?.lead.card
    return {
      title: card?.title ?? brand.name,
      path: shared && card ? sharedPath(shared) : '/features/checkin/pages/today/index',
      // Only an address is a picture for WeChat; without one it takes what the page shows.
      ...(card && /^https:/.test(card.cover) ? { imageUrl: card.cover } : {}),
    }
  })
  if (answer === null) return <Waiting failure={failure} onAgain={() => void queue.asked.again()} />
  const places = arrange(queue.items, answer.now)
  const urgent = [...places.now, ...places.overdue]
  // What an older version of the page remembered knows of neither.
  const away = answer.data.away ?? null
  const leaving = (
    <AwayPanel
      date={answer.data.date}
      away={away}
      left={count([...urgent, ...places.next], isOwn)}
      colleagues={answer.data.colleagues ?? []}
      onChanged={() => void queue.asked.again()}
    />
  )
  const counts = {
    now: count(places.now),
    overdue: count(places.overdue),
    next: count(places.next),
    done: count(places.done, wentOut),
  }
  return (
    <Page title={text.title} staff>
      <Section tight>
        <StaleNotice asked={queue.asked} />
        <View className="queue__owner">
          <Logo size="s" />
          <View className="grow">{text.owner(answer.data.owner)}</View>
          {!away && leaving}
        </View>
        {away && leaving}
        {queue.waiting.length > 0 && (
          <Notice icon="offline" look="amber">
            {text.waiting(queue.waiting.reduce((sum, { ids }) => sum + ids.length, 0))}
          </Notice>
        )}
        <View className="queue__scripts">
          <Button look="tonal" size="sm" icon="info" onPress={() => setScripts(true)}>
            {scriptText.open}
          </Button>
        </View>
        <View className="tally">
          {TALLY.map((place) => (
            <View key={place} className="tally__cell">
              <View className={`tally__figure${place === 'now' && counts.now > 0 ? ' is-now' : ''}`}>
                {counts[place]}
              </View>
              <View className="tally__name">{text.tally[place]}</View>
            </View>
          ))}
        </View>
      </Section>
      <Section tight>
        {urgent.map((card) => (
          <TaskCard key={card.key} card={card} now={answer.now} queue={queue} />
        ))}
        {answer.data.items.length === 0 && <Empty title={text.empty} hint={text.emptyHint} />}
        {answer.data.items.length > 0 && urgent.length === 0 && (
          <Empty
            title={text.nothingNow}
            hint={
              places.next[0]
                ? text.nothingNowHint(`${clockText(places.next[0].lead.from)} ${places.next[0].lead.column}`)
                : text.emptyHint
            }
          />
        )}
      </Section>
      {places.next.length > 0 && (
        <Section title={text.next} aside={text.nextAside}>
          {places.next.map((card) => (
            <NextLine key={card.key} card={card} onPreview={() => setPreview(card)} />
          ))}
        </Section>
      )}
      {places.done.length > 0 && (
        <Section title={text.done}>
          {places.done.map((card) => (
            <DoneLine key={card.key} card={card} queue={queue} />
          ))}
          <View className="queue__explain">
            <Notice icon="info">{text.explain}</Notice>
          </View>
        </Section>
      )}
      {scripts && <ScriptSheet onClose={() => setScripts(false)} />}
      {preview && (
        <Sheet title={`${clockText(preview.lead.from)} ${preview.lead.column}`} onClose={() => setPreview(null)}>
          <View className="sheet__lead">{preview.items.map(({ groupName }) => groupName).join('、')}</View>
          <Parts item={preview.lead} />
          <View className="sheet__chain">
            <Chain item={preview.lead} />
          </View>
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

/** What can be shared at the moment, as the cards show it. */
function urgentOf(now: number, items: readonly ShownItem[]): Card[] {
  const { now: due, overdue } = arrange(items, now)
  return [...due, ...overdue]
}

function count(cards: readonly Card[], which: (item: ShownItem) => boolean = () => true): number {
  return cards.reduce((sum, { items }) => sum + items.filter(which).length, 0)
}

/** What one sends for somebody else is no part of one's own absence. */
function isOwn({ standsInFor }: ShownItem): boolean {
  return standsInFor === null
}

function wentOut({ state }: ShownItem): boolean {
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
        {failure?.kind === 'refused' && <BindHere title={text.refused} hint={failure.message} onBound={onAgain} />}
        {failure !== null && failure.kind !== 'refused' && (
          <LoadFailure title={text.failed} failure={failure} onAgain={onAgain} />
        )}
      </Section>
    </Page>
  )
}
