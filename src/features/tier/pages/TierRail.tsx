import { View } from '@tarojs/components'
import { Icon } from '../../../client/parts/Icon'
import { spoken } from '../../../client/spoken'
import { figure } from '../../../client/when'
import type { TierView } from '../contract'
import { placeOn } from './place'
import { text } from './text'

/** All tiers on a staff of lines, and where the member stands between them. */
export function TierRail({ view }: { view: TierView }) {
  const { tiers, current, growth } = view
  const level = tiers.findIndex(({ id }) => id === current)
  const place = placeOn(view)
  const name = tiers[level]?.name ?? ''
  return (
    <View className="tier-rail" {...spoken('img', { label: text.rail(name, figure(growth)) })}>
      <View className="tier-rail__staff">
        <View className="tier-rail__line" />
        <View className="tier-rail__line is-full" style={{ width: `${place}%` }} />
        {tiers.map(({ id }, i) => (
          <View
            key={id}
            className={`tier-rail__dot${i <= level ? ' is-full' : ''}`}
            style={{ left: `${(i / Math.max(1, tiers.length - 1)) * 100}%` }}
          >
            {i <= level && <Icon name="check" size="xs" />}
          </View>
        ))}
        {place > 0 && place < 100 && <View className="tier-rail__here" style={{ left: `${place}%` }} />}
      </View>
      <View className="tier-rail__names">
        {tiers.map((tier) => (
          <View key={tier.id} className={tier.id === current ? 'tier-rail__name is-mine' : 'tier-rail__name'}>
            {tier.name}
          </View>
        ))}
      </View>
    </View>
  )
}

/** What comes next, in one line. */
export function nextLine({ next, until }: Pick<TierView, 'next' | 'until'>): string {
  const first = next ? text.next(figure(next.missing), next.name) : text.top
  return until === null ? first : `${first}，${text.until(until)}`
}
