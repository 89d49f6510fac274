import { View } from '@tarojs/components'
import { Beat, beatWords } from '../../../client/parts/Beat'
import { Sheet } from '../../../client/parts/Sheet'
import { dateLine } from '../../../client/when'
import { type Day, dayOfMonth } from '../../../kernel/day'
import type { ScoreView } from '../contract'
import { text } from './text'

interface Props {
  view: ScoreView
  day: Day
  pitch: ReadonlyMap<number, number>
  onClose: () => void
}

/** What one day came to. */
export function DaySheet({ view, day, pitch, onClose }: Props) {
  const number = dayOfMonth(day)
  const mark = view.marks.find((one) => one.day === number)?.mark
  const kind = mark ?? (view.days.includes(number) ? 'done' : day === view.today ? 'now' : 'miss')
  const joined = pitch.get(number) ?? 0
  return (
    <Sheet title={dateLine(day)} onClose={onClose}>
      <View className="day-facts__line">
        <Beat kind={kind} size="m" />
        <View className="grow">{beatWords[kind]}</View>
      </View>
      <View className="day-facts__line">
        <Beat kind={joined > 0 ? 'done' : 'rest'} size="m" />
        <View className="grow">{joined > 0 ? text.joined(joined) : text.joinedNone}</View>
      </View>
    </Sheet>
  )
}
