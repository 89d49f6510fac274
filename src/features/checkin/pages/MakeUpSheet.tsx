import { View } from '@tarojs/components'
import { useState } from 'react'
import { Beat } from '../../../client/parts/Beat'
import { Button } from '../../../client/parts/Button'
import { Sheet } from '../../../client/parts/Sheet'
import { spoken } from '../../../client/spoken'
import type { Day } from '../../../kernel/day'
import type { ScoreView } from '../contract'
import { text } from './text'
import type { useRepair } from './useRepair'

interface Props {
  view: ScoreView
  /** The day that was pressed. */
  first: Day | null
  repairing: ReturnType<typeof useRepair>
  onClose: () => void
}

/** Which day, and the card for it: held, or bought with points first. */
export function MakeUpSheet({ view, first, repairing, onClose }: Props) {
  const { repairable, cards, balance, broke } = view
  const [picked, setPicked] = useState<Day | null>(first)
  const day = picked !== null && repairable.includes(picked) ? picked : (repairable[0] ?? null)
  const { busy, repair, buy } = repairing
  const use = async () => {
    if (day !== null && (await repair(day))) onClose()
  }
  const { price } = cards
  return (
    <Sheet title={text.makeUpTitle} onClose={onClose}>
      <View className="sheet__lead">{text.makeUpLead(cards.held)}</View>
      <View className="makeup" {...spoken('radiogroup', { label: text.makeUpTitle })}>
        {repairable.map((one) => (
          <View
            key={one}
            className={`makeup__day${one === day ? ' is-on' : ''}`}
            onClick={() => setPicked(one)}
            {...spoken('radio', { label: text.makeUpDay(one), checked: one === day })}
          >
            <Beat kind="repair" size="m" />
            <View>{text.makeUpDay(one)}</View>
          </View>
        ))}
      </View>
      {broke !== null && <View className="sheet__lead makeup__why">{broke.sentence}</View>}
      <View className="sheet__act">
        {cards.repairsLeft === 0 ? (
          <Button look="off" size="lg">
            {text.makeUpLimit}
          </Button>
        ) : cards.held > 0 && day !== null ? (
          <Button look="primary" size="lg" busy={busy} onPress={() => void use()}>
            {text.makeUpUse(day)}
          </Button>
        ) : price === null ? (
          <Button look="off" size="lg">
            {text.repairNone}
          </Button>
        ) : cards.toBuy === 0 || balance < price ? (
          <Button look="off" size="lg">
            {cards.toBuy === 0 ? text.buyOver : text.buyShort(price, balance)}
          </Button>
        ) : (
          <Button look="primary" size="lg" busy={busy} onPress={() => void buy(view)}>
            {text.buyCard(price)}
          </Button>
        )}
      </View>
    </Sheet>
  )
}
