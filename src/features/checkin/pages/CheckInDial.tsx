import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Dial, type DialPhase, type DialProps } from '../../../client/parts/Dial'
import { spoken } from '../../../client/spoken'
import { figure } from '../../../client/when'
import type { Reward } from '../../points/rules'
import type { ScoreView } from '../contract'
import { text } from './text'
import type { CheckIn } from './useCheckIn'

/** The dial with the words of the check-in; the same on today's page and on the page of the check-in column. */
export function CheckInDial({ score, checkIn }: { score: ScoreView; checkIn: CheckIn }) {
  const { phase } = checkIn
  const daily = score.todayReward.reduce((sum, { points }) => sum + points, 0)
  return (
    <Dial
      week={score.week}
      today={score.today}
      // What an older version kept on the phone knows no rests.
      since={score.since ?? score.today}
      rest={score.restToday ?? false}
      phase={phase}
      streak={score.streak}
      goal={goal(score)}
      foot={foot(phase, score, daily)}
      gain={text.gain(daily)}
      onPress={checkIn.press}
    />
  )
}

/** @param ahead columns of the day that still come */
export function heading(phase: DialPhase, { streak, restToday }: ScoreView, ahead: number): string {
  if (phase === 'landed') return text.headLanded(streak)
  if (phase === 'done') return ahead > 0 ? text.headAhead(ahead) : text.headDone
  if (phase === 'ready' && restToday) return text.headRest
  if (phase === 'noted') return text.headNoted
  return phase === 'ready' ? text.headReady : text.headSending
}

function goal({ next }: ScoreView): DialProps['goal'] {
  if (next === null) return null
  // One gift fits beside the dial; the line below the dial names all of them.
  const [first = '', ...others] = next.title.split('、')
  return { lead: text.goalLead(next.left), text: others.length > 0 ? text.andMore(first) : first }
}

function foot(phase: DialPhase, { streak, todayReward, next, restToday }: ScoreView, points: number): ReactNode {
  if (phase === 'landed' || phase === 'done') return text.footDone(streak)
  if (phase === 'noted') return text.footNoted
  if (phase === 'waiting') return text.footWaiting
  if (restToday) return text.footRest(points)
  // More than one reward: today reaches a milestone, and says what comes together.
  const together = todayReward.map(rewardWords).join('，')
  return (
    <>
      {text.footReady}
      <View className="dial__points">{text.footPoints(points)}</View>
      {todayReward.length > 1 ? `（${together}）` : next !== null && text.footNext(next.days, next.title)}
    </>
  )
}

function rewardWords({ title, points, gift }: Reward): string {
  return [title, [...(points > 0 ? [figure(points)] : []), ...(gift ? [gift] : [])].join('、')].join(' ')
}

/** The dial's shape while nothing is known; same height, so that nothing jumps. */
export function DialSkeleton({ plain }: { plain?: boolean }) {
  return (
    <View className="hero" {...spoken('status', { label: text.loadingDial })}>
      <View className="skeleton">
        {!plain && (
          <>
            <View className="sk sk--date" />
            <View className="sk sk--title" />
          </>
        )}
        <View className="dial dial--sk">
          <View className="dial__staff">
            {[1, 2, 3, 4, 5].map((line) => (
              <View key={line} className={`dial__line dial__line--${line}`} />
            ))}
          </View>
          {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
            <View key={weekday} className={`dial__day dial__day--${weekday}`}>
              <View className="dial__beat">
                <View className="beat beat--sk" />
              </View>
            </View>
          ))}
          <View className="dial__btn dial__btn--sk" />
        </View>
      </View>
    </View>
  )
}
