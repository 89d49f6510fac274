import { View } from '@tarojs/components'
import { Beat } from '../../../client/parts/Beat'
import { Button } from '../../../client/parts/Button'
import { Section } from '../../../client/parts/Page'
import type { ScoreView } from '../contract'
import { text } from './text'

/** Why the streak begins where it does, and the way back while there is one. */
export function RepairCard({ view, onRepair }: { view: ScoreView; onRepair: () => void }) {
  const { broke, repairable, cards } = view
  const [latest] = repairable
  if (latest === undefined) {
    return broke === null ? null : (
      <Section tight>
        <View className="notice">
          <View className="grow">{broke.sentence}</View>
        </View>
      </Section>
    )
  }
  const hint =
    cards.held > 0
      ? text.repairHeld(cards.held, cards.repairsLeft)
      : cards.price === null
        ? text.repairNone
        : text.repairBuy(cards.price)
  return (
    <Section tight>
      <View className="card card--row repair">
        <Beat kind="repair" size="l" />
        <View className="grow">
          <View className="earn__title">{text.repairCard(latest)}</View>
          <View className="earn__text">{hint}</View>
        </View>
        <Button look="primary" onPress={onRepair}>
          {text.repair}
        </Button>
      </View>
      {broke !== null && <View className="caption repair__why">{broke.sentence}</View>}
    </Section>
  )
}
