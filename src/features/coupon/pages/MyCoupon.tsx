import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Button } from '../../../client/parts/Button'
import { momentText } from '../../../client/when'
import type { CouponView } from '../contract'
import { CouponCard } from './CouponCard'
import { storesOf } from './terms'
import { text } from './text'
import { isAhead } from './useBenefits'

/** One of the member's own coupons: use it, or read why not. */
export function MyCoupon({ coupon }: { coupon: CouponView }) {
  const { id, terms, state, why, gift } = coupon
  const usable = state === 'issued' && why === null
  const open = () => void Taro.navigateTo({ url: `/features/coupon/pages/coupon/index?id=${encodeURIComponent(id)}` })
  return (
    <CouponCard
      terms={terms}
      line={`${lineOf(coupon)}，${storesOf(terms.stores)}`}
      off={!usable}
      // Where and when it was used already stands in the line above.
      why={state === 'used' || state === 'expired' || state === 'gifted' ? null : why}
      onPress={isAhead(state) ? open : undefined}
    >
      <View className={usable ? 'coupon__usable' : ''}>
        {originOf(coupon) ?? (usable ? text.usable : text.sources[coupon.source])}
      </View>
      {gift ? (
        <View className="tag">{text.giftTag}</View>
      ) : usable ? (
        <Button look="tonal" size="sm" label={`${text.use}，${terms.title}`}>
          {text.use}
        </Button>
      ) : (
        <View className="tag">{state === 'issued' ? text.notNow : text.states[state]}</View>
      )}
    </CouponCard>
  )
}

/** Who it came from, when somebody gave it. */
function originOf({ source, friend }: CouponView): string | null {
  if (source === 'grant') return text.friends.grant
  return source === 'gift' && friend !== null ? text.friends.gift(friend) : null
}

function lineOf({ state, validFrom, validTo, usedAt, usedStore, friend }: CouponView): string {
  if (state === 'gifted' && friend !== null) return text.giftTo(friend)
  if (state === 'not_yet') return text.from(validFrom)
  if (state === 'used' && usedAt !== null) return text.usedAt(usedStore ?? '', momentText(usedAt))
  return isAhead(state) ? text.until(validTo) : text.expiredOn(validTo)
}
