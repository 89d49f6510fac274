import { View } from '@tarojs/components'
import Taro, { useRouter, useShareAppMessage } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { plain } from '../../../../client/address'
import { type Asked, useAnswer } from '../../../../client/answer'
import { consent } from '../../../../client/consent'
import { followedGroup, rememberGroup } from '../../../../client/group'
import { kept } from '../../../../client/keep'
import { useObservable } from '../../../../client/observable'
import { Button } from '../../../../client/parts/Button'
import { Cover } from '../../../../client/parts/Cover'
import { StaleNotice } from '../../../../client/parts/Notice'
import { Page, Section } from '../../../../client/parts/Page'
import { SkeletonBlock } from '../../../../client/parts/Skeleton'
import { Empty, LoadFailure } from '../../../../client/parts/State'
import { useSharing } from '../../../../client/sharing'
import { spoken } from '../../../../client/spoken'
import { clockText } from '../../../../client/when'
import { InviteRow } from '../../../channel/pages/InviteRow'
import { CheckInHere } from '../../../checkin/pages/CheckInHere'
import type { BeatPage } from '../../contract'
import { headline } from '../headline'
import { Media } from '../Media'
import { TopicCard } from '../TopicCard'
import { text } from '../text'
import './index.scss'

/** What a message's card opens: one column of one day, with all that a member can do in it. */
export default function ColumnPage() {
  const { params } = useRouter<{ b?: string; g?: string; v?: string }>()
  const beat = plain(params.b)
  // Remembered before the first question, so that today's programme is the one of the group the card came from.
  const [group] = useState(() => {
    rememberGroup(plain(params.g))
    return followedGroup()
  })
  const version = /^[1-9]\d{0,5}$/.test(params.v ?? '') ? { version: Number(params.v) } : {}
  const asked = useAnswer('sop.openBeat', { beat, ...group, ...version }, beat !== '')
  useOnceAgreed(asked.again)
  const page = asked.answer?.data
  useSharing()
  const by = kept<string>('by')
  useShareAppMessage(() => ({
    title: page?.title ?? text.pageTitle,
    // Who brought whom is noted while sharing is on; it brings nobody anything by itself.
    path: `/features/sop/pages/column/index?b=${encodeURIComponent(beat)}${by ? `&by=${by}` : ''}`,
  }))
  return (
    <Page title={page?.column ?? text.pageTitle}>
      {beat === '' && (
        <Section>
          <Empty title={text.noBeat} hint={text.noBeatHint} action={text.toToday} onAction={toToday} />
        </Section>
      )}
      {page && asked.answer && <Column page={page} now={asked.answer.now} asked={asked} />}
      {!page && beat !== '' && <Missing asked={asked} />}
    </Page>
  )
}

/**
 * A newcomer opens their first card before they agreed, and nothing is remembered of it: the page is asked for again once they
 * did, so that the opening counts for its group. Who declined at first is not followed: their own answer notes the opening.
 */
function useOnceAgreed(again: () => Promise<unknown>): void {
  const state = useObservable(consent)
  const before = useRef(state)
  useEffect(() => {
    const agreed = before.current === 'asking' && state === 'given'
    if (before.current !== 'refused') before.current = state
    if (agreed) void again()
  }, [state, again])
}

function Column({ page, now, asked }: { page: BeatPage; now: number; asked: Asked<BeatPage> }) {
  return (
    <>
      {!page.isCheckin && <Cover words={`${page.column}${page.module}`} look="page" />}
      <Section tight>
        <StaleNotice asked={asked} />
        <View className="column__meta">
          <View className={`tag${page.when === 'now' ? ' tag--coral' : ''}`}>
            {page.isCheckin && page.when === 'past' ? text.allDay : text[page.when]}
          </View>
          <View>{text.window(clockText(page.from), clockText(page.until))}</View>
          <View>{page.module}</View>
        </View>
        <View className="column__title" {...spoken('heading', { level: 1 })}>
          {headline(page)}
        </View>
      </Section>
      {page.isCheckin && <CheckInHere />}
      <Section tight>
        {page.text !== '' && (
          <View className="column__text">
            {page.text.split(/\n+/).map((paragraph) => (
              <View key={paragraph} className="column__paragraph">
                {paragraph}
              </View>
            ))}
          </View>
        )}
        <Media media={page.media} />
      </Section>
      {page.topic && <TopicCard page={page} topic={page.topic} now={now} onAnswer={asked.replace} />}
      <InviteRow />
      <Section tight>
        <View className="column__foot">
          <View>{text.participants(page.participants)}</View>
          <Button look="text" onPress={toToday}>
            {text.toToday}
          </Button>
        </View>
      </Section>
    </>
  )
}

function Missing({ asked }: { asked: Asked<BeatPage> }) {
  if (asked.failure !== null) {
    return (
      <Section>
        <LoadFailure title={text.failed} failure={asked.failure} onAgain={() => void asked.again()} />
        <View className="column__foot">
          <View />
          <Button look="text" onPress={toToday}>
            {text.toToday}
          </Button>
        </View>
      </Section>
    )
  }
  return (
    <View className="skeleton" {...spoken('status', { label: text.loading })}>
      <SkeletonBlock look="cover" />
      <View className="skeleton--padded">
        <View className="sk sk--title" />
        <View className="sk sk--thin sk--w1" />
        <View className="sk sk--thin sk--w0" />
        <SkeletonBlock look="card" />
      </View>
    </View>
  )
}

function toToday(): void {
  void Taro.switchTab({ url: '/features/checkin/pages/today/index' })
}
