import { View } from '@tarojs/components'
import { Button } from '../../../client/parts/Button'
import { Sheet } from '../../../client/parts/Sheet'
import { figure } from '../../../client/when'
import type { OfferView } from '../contract'
import { text } from './text'

/** What it costs, before points are spent. */
export function ConfirmSheet({
  offer,
  points,
  onClose,
  onConfirm,
}: {
  offer: OfferView
  points: number
  onClose: () => void
  onConfirm: () => void
}) {
  const { price, terms, validity } = offer
  return (
    <Sheet title={text.confirmTitle(terms.title)} onClose={onClose}>
      <View className="sheet__lead">{text.confirmLead(figure(price), figure(points - price))}</View>
      <View className="sheet__lead">{text.confirmValid(validity)}</View>
      <View className="sheet__act">
        <Button look="ghost" size="lg" onPress={onClose}>
          {text.cancel}
        </Button>
        <Button look="primary" size="lg" onPress={onConfirm}>
          {text.confirm(figure(price))}
        </Button>
      </View>
    </Sheet>
  )
}
