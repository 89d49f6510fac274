import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { useAnswer } from '../../../client/answer'
import { useObservable } from '../../../client/observable'
import { Icon } from '../../../client/parts/Icon'
import { Notice, StaleNotice } from '../../../client/parts/Notice'
import { Section } from '../../../client/parts/Page'
import { SkeletonBlock } from '../../../client/parts/Skeleton'
import { Empty, LoadFailure } from '../../../client/parts/State'
import { spoken } from '../../../client/spoken'
import { dateLine } from '../../../client/when'
import type { SurveyCard, SurveyList } from '../contract'
import { MyAnswer } from './MyAnswer'
import { Preferences } from './Preferences'
import { waiting } from './sender'
import { draftOf, MINE } from './shelf'
import { text } from './text'

/** The member's surveys: to answer, on their way, done; what became of answers; what we think they like. */
export function Mine() {
  const asked = useAnswer('survey.list', {})
  const [shown, setShown] = useState<SurveyList['done'][number] | null>(null)
  const queue = useObservable(waiting)
  const list = asked.answer?.data
  if (!list) {
    return (
      <Section tight>
        {asked.failure ? (
          <LoadFailure title={text.failed} failure={asked.failure} onAgain={() => void asked.again()} />
        ) : (
          <View className="skeleton" {...spoken('status', { label: text.loading })}>
            <SkeletonBlock look="card" />
            <SkeletonBlock look="card" />
          </View>
        )}
      </Section>
    )
  }
  const waits = list.waiting.filter(({ survey }) => !queue.some(({ handing }) => handing.survey === survey))
  return (
    <>
      <Section tight>
        <StaleNotice asked={asked} />
        {queue.map(({ handing, title, later }) => (
          <View key={handing.request} onClick={() => go(handing.survey)} {...spoken('button', { label: title })}>
            <Notice icon="offline">
              <View className="notice__lead">{`「${title}」${text.unsent}`}</View>
              <View>{later ?? text.waitTitle}</View>
            </Notice>
          </View>
        ))}
        {waits.map((card) => (
          <ToAnswer key={card.survey} card={card} />
        ))}
        {waits.length === 0 && queue.length === 0 && <Empty title={text.none} hint={text.noneHint} />}
      </Section>
      {list.notes.length > 0 && (
        <Section title={text.notesTitle}>
          {list.notes.map(({ id, title, text: words }) => (
            <View key={id} className="card note">
              <View className="caption">{title}</View>
              <View className="note__words">{words}</View>
            </View>
          ))}
        </Section>
      )}
      {list.done.length > 0 && (
        <Section title={text.doneSection}>
          <View className="list">
            {list.done.map((done) => (
              <View
                key={done.id}
                className="list__row"
                hoverClass="is-pressed"
                onClick={() => setShown(done)}
                {...spoken('button', { label: text.view(done.title) })}
              >
                <View className="grow">
                  <View className="list__title">{done.title}</View>
                  <View className="list__hint">{dateLine(done.day)}</View>
                </View>
                <View className="list__end">
                  <Icon name="next" size="s" />
                </View>
              </View>
            ))}
          </View>
        </Section>
      )}
      {/* Last: it asks for itself, and must push nothing down. */}
      <Preferences />
      {shown && <MyAnswer id={shown.id} title={shown.title} onClose={() => setShown(null)} />}
    </>
  )
}

function ToAnswer({ card }: { card: SurveyCard }) {
  const begun = (draftOf(card.survey)?.answers.length ?? 0) > 0
  const { points, coupon } = card.reward
  return (
    <View
      className="card paper"
      hoverClass="is-pressed"
      onClick={() => go(card.survey)}
      {...spoken('button', { label: `${card.title}，${begun ? text.goOn : text.answer}` })}
    >
      <View className="paper__title">{card.title}</View>
      {card.intro !== '' && <View className="paper__intro">{card.intro}</View>}
      <View className="paper__foot">
        <View className="tag">{text.minutes(card.questions)}</View>
        {(points !== null || coupon) && <View className="tag tag--amber">{text.reward(points, coupon)}</View>}
        <View className="grow" />
        <View className="paper__go">{begun ? text.goOn : text.answer}</View>
      </View>
    </View>
  )
}

function go(survey: string): void {
  void Taro.navigateTo({ url: `${MINE}?s=${survey}&r=list` })
}
