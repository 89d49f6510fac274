import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect, useRef } from 'react'
import { mayKeep } from '../../../client/consent'
import { Beat } from '../../../client/parts/Beat'
import { Button } from '../../../client/parts/Button'
import { Icon } from '../../../client/parts/Icon'
import { Notice } from '../../../client/parts/Notice'
import { silent, spoken } from '../../../client/spoken'
import { say } from '../../../client/toast'
import { momentText } from '../../../client/when'
import { questionsOf } from '../model'
import { isEmpty } from '../validation'
import { Ask, questionsIn } from './Ask'
import type { Draft } from './draft'
import { text } from './text'
import { useOffline } from './useOffline'
import { usePictures } from './usePictures'
import type { Taking } from './useTaking'

/** More than so many steps are told in words and by a line: beats would be too small to count. */
const MOST_BEATS = 9

/** The first page: what it is about, how long it takes, who will know. */
export function Intro({ taking, draft }: { taking: Taking; draft: Draft }) {
  const { title, intro, anonymous, reward, closesAt, full } = draft.open
  const facts = [
    { icon: 'clock' as const, line: text.about(questionsOf(draft.open).length) },
    { icon: 'shield' as const, line: anonymous ? text.anonymous : text.named },
    ...(reward.points !== null || reward.coupon
      ? [{ icon: 'gift' as const, line: text.reward(reward.points, reward.coupon) }]
      : []),
    ...(closesAt === null ? [] : [{ icon: 'info' as const, line: text.closes(momentText(closesAt)) }]),
  ]
  return (
    <>
      <View className="intro">
        <View className="ask__title" {...spoken('heading', { level: 1 })}>
          {title}
        </View>
        {intro !== '' && <View className="intro__words">{intro}</View>}
        <View className="intro__facts">
          {facts.map(({ icon, line }) => (
            <View key={icon} className="intro__fact">
              <Icon name={icon} size="m" />
              <View className="grow">{line}</View>
            </View>
          ))}
        </View>
        {full.length > 0 && <Notice icon="info">{text.quotaFull(full.join('」「'))}</Notice>}
      </View>
      <View className="footbar">
        <Button look="primary" size="lg" grow onPress={() => void taking.start()}>
          {draft.answers.length > 0 ? text.goOn : text.start}
        </Button>
      </View>
    </>
  )
}

/** One screen of questions, with the way on and back within a thumb's reach. */
export function Asking({ taking, draft }: { taking: Taking; draft: Draft }) {
  const { screen, place, screens, problems } = taking
  const pictures = usePictures(taking)
  const offline = useOffline(taking.failure, taking.again)
  const before = useRef(place)
  const turned = place < before.current ? 'back' : 'on'
  useEffect(() => {
    if (before.current === place) return
    before.current = place
    void Taro.pageScrollTo({ scrollTop: 0, duration: 0 })
  }, [place])
  if (screen === null) return null
  const questions = questionsIn(draft, screen.questions)
  const empty = questions.every(({ key }) => isEmpty(draft.answers.find((each) => each.question === key)?.answer))
  const mayGo = empty && questions.every(({ required }) => !required)
  const last = place === screens.length - 1
  const { points, coupon } = draft.open.reward

  function forward(): void {
    const here = pictures.sending.filter(({ question }) => screen?.questions.includes(question))
    if (here.some(({ trouble }) => trouble === null)) say(text.photoWait)
    else if (here.length > 0) say(text.photoStuck)
    else taking.forward()
  }

  return (
    <>
      <Steps place={place} all={screens.length} />
      {taking.changed && <Notice icon="info">{text.changed}</Notice>}
      <View key={screen.key} className={`turn turn--${turned}`}>
        {questions.map((question, i) => (
          <Ask
            key={question.key}
            draft={draft}
            question={question}
            below={i > 0}
            problem={problems.find((each) => each.question === question.key)?.message ?? null}
            pictures={pictures}
            onAnswer={(answer) => taking.answer(question.key, answer)}
          />
        ))}
      </View>
      <View className="ask__foot" {...spoken('status')}>
        {offline ? (
          <Notice icon="offline">
            <View className="notice__lead">{text.offline}</View>
            <View>{text.offlineHint(points !== null ? `${points} 积分` : coupon ? '优惠券' : '')}</View>
          </Notice>
        ) : (
          !empty &&
          mayKeep() && (
            <View className="saved">
              <Icon name="check" size="s" />
              <View>{text.saved}</View>
            </View>
          )
        )}
      </View>
      <View className="footbar">
        <Button look="ghost" size="lg" onPress={taking.backward}>
          {text.back}
        </Button>
        <Button look="primary" size="lg" grow onPress={forward}>
          {last ? text.handIn : mayGo ? text.skip : text.next}
        </Button>
      </View>
    </>
  )
}

function Steps({ place, all }: { place: number; all: number }) {
  const words = text.place(place + 1, all)
  return (
    <View className="steps">
      {all <= MOST_BEATS ? (
        <View className="steps__beats" {...silent}>
          {Array.from({ length: all }, (_, step) => (
            <Beat
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
              key={step}
              kind={step < place ? 'done' : step === place ? 'now' : 'next'}
              size={step === place ? 's' : 'xxs'}
            />
          ))}
        </View>
      ) : (
        <View className="steps__line" {...silent}>
          <View className="steps__done" style={{ width: `${Math.round(((place + 0.5) / all) * 100)}%` }} />
        </View>
      )}
      <View className="steps__words" {...spoken('status')}>
        {words}
      </View>
    </View>
  )
}
