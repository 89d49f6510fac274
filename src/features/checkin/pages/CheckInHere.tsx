import { View } from '@tarojs/components'
import { useAnswer } from '../../../client/answer'
import { StaleNotice } from '../../../client/parts/Notice'
import { Section } from '../../../client/parts/Page'
import { LoadFailure } from '../../../client/parts/State'
import { CheckInDial, DialSkeleton } from './CheckInDial'
import { Earned, NotedCard } from './Earned'
import { text } from './text'
import { useCheckIn } from './useCheckIn'

/** The check-in on the page of its own column: the same dial, for those who came by the card. */
export function CheckInHere() {
  const score = useAnswer('checkin.getScore', {})
  const checkIn = useCheckIn(score)
  if (score.answer === null) {
    if (score.failure === null) return <DialSkeleton plain />
    return (
      <Section>
        <LoadFailure title={text.scoreFailed} failure={score.failure} onAgain={() => void score.again()} />
      </Section>
    )
  }
  const struck = checkIn.phase === 'landed' || checkIn.phase === 'done'
  return (
    <>
      <View className={`hero hero--here${struck ? ' hero--done' : ''}`}>
        <View className="hero__glow" />
        <CheckInDial score={score.answer.data} checkIn={checkIn} />
      </View>
      <Section tight>
        <StaleNotice asked={score} />
        <NotedCard checkIn={checkIn} streak={score.answer.data.streak} />
        <Earned gave={checkIn.gave} />
      </Section>
    </>
  )
}
