import { View } from '@tarojs/components'
import { Beat, Ring } from '../../../client/parts/Beat'
import { Rolling } from '../../../client/parts/Rolling'
import { clockText, figure } from '../../../client/when'
import type { CheckInAnswer } from '../contract'
import { text } from './text'
import type { CheckIn } from './useCheckIn'

/** What the beat that was just struck has earned; each line says where the balance went. */
export function Earned({ gave }: { gave: CheckInAnswer | null }) {
  if (gave === null || gave.rewards.length === 0) return null
  let balance = gave.balance - gave.awarded
  return (
    <View className="card card--list earned">
      {gave.rewards.map(({ title, points, gift }, row) => {
        const before = balance
        balance += points
        return (
          <View key={title} className="earn">
            <Ring icon={row === 0 ? 'coin' : 'gift'} look="amber" />
            <View className="grow">
              <View className="earn__title">{row === 0 ? text.earnDaily : title}</View>
              <View className="earn__text">
                {points > 0 ? (
                  <>
                    {text.earnFrom(before)}
                    <Rolling from={before} to={balance} />
                  </>
                ) : (
                  gift
                )}
              </View>
              {points > 0 && gift !== undefined && <View className="earn__text">{text.earnAlso(gift)}</View>}
            </View>
            {points > 0 && <View className="earn__points">{`+${figure(points)}`}</View>}
          </View>
        )
      })}
    </View>
  )
}

/** A beat that waits on the phone for the network. */
export function NotedCard({ checkIn, streak }: { checkIn: CheckIn; streak: number }) {
  if (checkIn.phase !== 'noted' || checkIn.noted === null) return null
  return (
    <View className="card card--row earned">
      <Beat kind="noted" size="l" />
      <View className="grow">
        <View className="earn__title">{text.notedTitle(streak + 1)}</View>
        <View className="earn__text">{text.notedHint(clockText(checkIn.noted.at))}</View>
      </View>
    </View>
  )
}
