import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { Asked } from '../../../../client/answer'
import { Button } from '../../../../client/parts/Button'
import { StaleNotice } from '../../../../client/parts/Notice'
import { Page, Section } from '../../../../client/parts/Page'
import { LoadFailure } from '../../../../client/parts/State'
import { said, spoken } from '../../../../client/spoken'
import { dateLine } from '../../../../client/when'
import { GroupEntry } from '../../../channel/pages/GroupEntry'
import { RemindOffer } from '../../../intent/pages/RemindOffer'
import { PostEntry } from '../../../post/pages/PostEntry'
import type { ScoreView } from '../../contract'
import { CheckInDial, DialSkeleton, heading } from '../CheckInDial'
import { Earned, NotedCard } from '../Earned'
import { Programme } from '../Programme'
import { text } from '../text'
import { type CheckIn, useCheckIn } from '../useCheckIn'
import { useToday } from '../useToday'
import { WhatIfSheet } from '../WhatIfSheet'

/** Today: strike the beat, then see what the day brings. The dial comes first and waits for nothing else. */
export default function TodayPage() {
  const { score, programme } = useToday()
  const checkIn = useCheckIn(score)
  const [asking, setAsking] = useState(false)
  return (
    <Page tab="today">
      <Hero score={score} checkIn={checkIn} ahead={aheadIn(programme)} />
      {(score.answer || !score.failure) && (
        <Section tight>
          <StaleNotice asked={score} />
          {score.answer && <NotedCard checkIn={checkIn} streak={score.answer.data.streak} />}
          <Earned gave={checkIn.gave} />
          {checkIn.gave && <RemindOffer kind="checkin.reminder" />}
          <View className="today__links">
            <Button look="text" icon="info" onPress={() => setAsking(true)}>
              {text.whatIf}
            </Button>
            <Button look="text" onPress={() => void Taro.navigateTo({ url: '/features/checkin/pages/score/index' })}>
              <View className="today__more">
                {text.toScore}
                <View className="icon icon--next icon--s" />
              </View>
            </Button>
          </View>
        </Section>
      )}
      <Programme programme={programme} checkIn={checkIn} score={score.answer?.data ?? null}>
        <PostEntry />
        <GroupEntry name={programme.answer?.data.groupName ?? null} />
      </Programme>
      {asking && score.answer && <WhatIfSheet score={score.answer.data} onClose={() => setAsking(false)} />}
    </Page>
  )
}

/** Columns of today that still come. */
function aheadIn({ answer }: ReturnType<typeof useToday>['programme']): number {
  return answer?.data.beats.filter(({ when }) => when === 'next').length ?? 0
}

function Hero({ score, checkIn, ahead }: { score: Asked<ScoreView>; checkIn: CheckIn; ahead: number }) {
  const { answer, failure } = score
  if (answer === null) {
    if (failure === null) return <DialSkeleton />
    return (
      <View className="hero hero--failed">
        <LoadFailure title={text.scoreFailed} failure={failure} onAgain={() => void score.again()} />
      </View>
    )
  }
  const struck = checkIn.phase === 'landed' || checkIn.phase === 'done'
  return (
    <View className={`hero${struck ? ' hero--done' : ''}`}>
      <View className="hero__glow" />
      <View className="hero__date">{dateLine(answer.data.today)}</View>
      <View className="hero__title" {...spoken('heading', { level: 1 })} {...said}>
        {heading(checkIn.phase, answer.data, ahead)}
      </View>
      <CheckInDial score={answer.data} checkIn={checkIn} />
    </View>
  )
}
