import { View } from '@tarojs/components'
import { Cover } from '../../../../client/parts/Cover'
import { spoken } from '../../../../client/spoken'
import { figure } from '../../../../client/when'
import { faceOf } from '../../../coupon/pages/terms'
import type { FlashView } from '../../contract'
import { type FlashStatus, termsOf } from '../../rules'
import { text } from '../text'

/** What is won, what it costs and how much there is. */
export function Prize({ session, status }: { session: FlashView; status: FlashStatus }) {
  const { prize, price, stock, left } = session
  const counts = status === 'running' && left !== null
  const taken = counts ? Math.round(((stock - left) * 100) / stock) : 0
  return (
    <View className="flash-prize">
      <View className="flash-prize__cover">
        <Cover words={`产品 ${prize.item}`} look="page" />
      </View>
      <View className="flash-prize__item" {...spoken('heading', { level: 1 })}>
        {prize.item}
      </View>
      <View className="flash-prize__line">
        {text.prize(
          prize.validDays,
          prize.stores[0] ? text.someStores(prize.stores[0], prize.stores.length) : text.allStores,
        )}
      </View>
      {prize.note !== '' && <View className="flash-prize__line">{prize.note}</View>}
      <View className="flash-prize__foot">
        <View className="flash-prize__price">{price > 0 ? text.points(figure(price)) : text.free}</View>
        {prize.worthCents > 0 && <View className="flash-prize__worth">{faceOf(termsOf(prize).value).condition}</View>}
        <View className="grow" />
        <View className="tag tag--coral">
          {counts ? text.left(figure(left), figure(stock)) : text.limit(figure(stock))}
        </View>
      </View>
      {counts && (
        <View className="flash-prize__bar">
          <View className="flash-prize__taken" style={{ width: `${taken}%` }} />
        </View>
      )}
    </View>
  )
}
