import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { ReactNode } from 'react'
import type { Asked } from '../../../client/answer'
import type { Output } from '../../../client/call'
import type { BeatKind } from '../../../client/parts/Beat'
import { Button } from '../../../client/parts/Button'
import { Cover } from '../../../client/parts/Cover'
import { EndLine } from '../../../client/parts/EndLine'
import { Section } from '../../../client/parts/Page'
import { SkeletonRows } from '../../../client/parts/Skeleton'
import { Empty, LoadFailure } from '../../../client/parts/State'
import { Timeline, TimelineItem } from '../../../client/parts/Timeline'
import { clockText, spanText } from '../../../client/when'
import { addDays, dayOf } from '../../../kernel/day'
import type { BeatView } from '../../sop/contract'
import { headline } from '../../sop/pages/headline'
import type { ScoreView } from '../contract'
import { text } from './text'
import type { CheckIn } from './useCheckIn'

type Today = Output<'sop.getToday'>

interface Props {
  programme: Asked<Today>
  checkIn: CheckIn
  score: ScoreView | null
  /** Ways to other things, below the columns. */
  children?: ReactNode
}

/** The day's columns in order of time: what was, what is on, what comes. */
export function Programme({ programme, checkIn, score, children }: Props) {
  const { answer, failure } = programme
  if (answer === null) {
    return (
      <Section title={text.programme}>
        {failure ? (
          <LoadFailure title={text.programmeFailed} failure={failure} onAgain={() => void programme.again()} />
        ) : (
          <SkeletonRows rows={5} label={text.loadingProgramme} />
        )}
      </Section>
    )
  }
  const { beats, date, nextBeatAt } = answer.data
  const joined = beats.filter((beat) => tookPart(beat, score)).length
  return (
    <>
      <Section title={text.programme} aside={beats.length > 0 ? text.programmeCount(beats.length, joined) : null}>
        {beats.length === 0 ? (
          <Empty title={text.programmeEmpty} hint={text.programmeEmptyHint} />
        ) : (
          <Timeline label={text.programme}>
            {beats.map((beat) => (
              <ProgrammeItem key={beat.beat} beat={beat} now={answer.now} checkIn={checkIn} score={score} />
            ))}
          </Timeline>
        )}
      </Section>
      {children && <Section tight>{children}</Section>}
      <EndLine>
        {nextBeatAt !== null && dayOf(nextBeatAt) === addDays(date, 1)
          ? text.endTomorrow(clockText(nextBeatAt))
          : text.end}
      </EndLine>
    </>
  )
}

/** Opening a column with a question is not yet taking part in it. */
export function tookPart(beat: BeatView, score: ScoreView | null): boolean {
  if (beat.isCheckin) return score?.doneToday ?? false
  return beat.hasTopic ? beat.choice !== null : beat.opened
}

function beatKind(beat: BeatView, score: ScoreView | null): BeatKind {
  if (tookPart(beat, score)) return 'done'
  if (beat.when === 'past') return beat.isCheckin ? 'next' : 'miss'
  return beat.when
}

function note(beat: BeatView, now: number, checkIn: CheckIn, score: ScoreView | null): string {
  if (beat.isCheckin) {
    if (score?.doneToday) return text.checkinDone(score.awardedToday)
    return checkIn.phase === 'noted' ? text.checkinNoted : text.checkinOpen
  }
  if (beat.choice !== null) return text.chose(beat.choiceText ?? beat.choice)
  if (beat.when === 'now') return text.left(spanText(beat.until - now))
  if (beat.when === 'past') return beat.opened ? text.opened : text.missed
  const words = headline(beat)
  return words === beat.column ? beat.module : words
}

function ProgrammeItem({
  beat,
  now,
  checkIn,
  score,
}: {
  beat: BeatView
  now: number
  checkIn: CheckIn
  score: ScoreView | null
}) {
  const open = () =>
    void Taro.navigateTo({ url: `/features/sop/pages/column/index?b=${encodeURIComponent(beat.beat)}` })
  const part = tookPart(beat, score)
  const unfolded = beat.when === 'now' && !beat.isCheckin && !part
  const line = note(beat, now, checkIn, score)
  return (
    <TimelineItem
      time={clockText(beat.from)}
      when={beat.when}
      beat={beatKind(beat, score)}
      title={unfolded || beat.when === 'next' ? beat.column : beat.title}
      note={unfolded ? undefined : line}
      onPress={beat.when === 'next' || unfolded ? undefined : open}
      aside={beat.when === 'now' && <View className="tag tag--coral">{text.now}</View>}
    >
      {unfolded && (
        <View className="now-card">
          <View onClick={open}>
            <Cover words={`${beat.column}${beat.module}`} look="card" />
          </View>
          <View className="now-card__body">
            <View className="now-card__title">{headline(beat)}</View>
            <View className="now-card__module">{beat.hasTopic ? text.toAnswer : beat.module}</View>
            <View className="now-card__foot">
              <View>{line}</View>
              <Button look="tonal" onPress={open}>
                {beat.hasTopic ? text.answer : text.look}
              </Button>
            </View>
          </View>
        </View>
      )}
    </TimelineItem>
  )
}
