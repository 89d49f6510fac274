import { View } from '@tarojs/components'
import { Ring } from '../../../client/parts/Beat'
import { Section } from '../../../client/parts/Page'
import type { ScoreView } from '../contract'
import { text } from './text'

/** What an unbroken streak brings, step by step, and where the member stands. */
export function Milestones({ view }: { view: ScoreView }) {
  return (
    <Section title={text.milestones} aside={text.streakNow(view.streak)}>
      <View className="card card--list">
        {view.milestones.map(({ days, title, left }) => {
          const reached = left === 0
          const isNext = days === view.next?.days
          return (
            <View key={days} className="earn">
              <Ring icon={reached ? 'check' : 'gift'} look={reached ? 'jade' : isNext ? 'amber' : 'plain'} />
              <View className="grow">
                <View className="earn__title">{text.milestone(days)}</View>
                <View className="earn__text">{title}</View>
              </View>
              <View className={`tag${reached ? ' tag--jade' : isNext ? ' tag--amber' : ''}`}>
                {reached ? text.reached : text.toGo(left)}
              </View>
            </View>
          )
        })}
      </View>
    </Section>
  )
}
