import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect } from 'react'
import type { Asked } from '../../../client/answer'
import type { Output } from '../../../client/call'
import { Cover } from '../../../client/parts/Cover'
import { silent, spoken } from '../../../client/spoken'
import { clockText, figure } from '../../../client/when'
import { countdown, foremost, standingAt, whenText } from './standing'
import { text } from './text'
import { useServerSecond } from './useFlash'
import './FlashCard.scss'

const two = (value: number) => String(value).padStart(2, '0')
/** Longer than this a clock that runs says less than the hour. */
const COUNTS = 12 * 3_600_000

/** Today's session on a page of other things: when, what, and the way there. Nothing when there is none. */
export function FlashCard({ asked: { answer, again } }: { asked: Asked<Output<'flash.getToday'>> }) {
  const { now, visible } = useServerSecond()
  const session = foremost(answer?.data.sessions ?? [], now)
  const status = session && standingAt(session, now)
  const changed = session !== null && status !== session.status
  useEffect(() => {
    if (changed && visible) void again()
  }, [changed, visible, again])
  if (session === null || status === null) return null
  const { opensAt, prize, title, stock, mode, mine } = session
  const { hours, minutes, seconds } = countdown(opensAt - now)
  const counts = status === 'upcoming' && opensAt - now < COUNTS
  const next = answer?.data.next
  const line =
    mine.state === 'won'
      ? text.wonShort
      : status === 'upcoming'
        ? `${whenText(opensAt, now)}，${text.limit(figure(stock))}`
        : status === 'running'
          ? mode === 'draw'
            ? text.closesIn(clockText(session.closesAt))
            : text.limit(figure(stock))
          : next
            ? text.nextHint(whenText(next.opensAt, now), next.item)
            : text.noneHint
  return (
    <View
      className="flash-card"
      hoverClass="is-pressed"
      onClick={() => void Taro.navigateTo({ url: '/features/flash/pages/flash/index' })}
      {...spoken('button', { label: `${title}，${prize.item}，${text.status[status]}` })}
    >
      <View className="flash-card__body">
        <View className="flash-card__lead">{title}</View>
        <View className="flash-card__item">{prize.item}</View>
        <View className="flash-card__lead">{line}</View>
        {counts ? (
          <View className="flash-card__clock" {...silent}>
            {[hours, minutes, seconds].map((part, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: hours, minutes and seconds keep their places
              <View key={i} className="flash-card__tile">
                {two(part)}
              </View>
            ))}
          </View>
        ) : (
          <View className={`flash-card__state${status === 'running' ? ' is-now' : ''}`}>
            {status === 'running' && mine.state === 'none'
              ? text.go[mode]
              : mine.state === 'won'
                ? text.won
                : text.status[status]}
          </View>
        )}
      </View>
      <View className="flash-card__pic" {...silent}>
        <Cover words="产品" look="page" />
      </View>
    </View>
  )
}
