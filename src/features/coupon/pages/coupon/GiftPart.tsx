import { Button as NativeButton, View } from '@tarojs/components'
import { Button } from '../../../../client/parts/Button'
import { Section } from '../../../../client/parts/Page'
import { useSharing } from '../../../../client/sharing'
import { momentText } from '../../../../client/when'
import type { CouponView } from '../../contract'
import { text } from '../text'
import type { useGift } from './useGift'

/** 送给朋友: offer the coupon, pass the link on, or take it back while nobody opened it. */
export function GiftPart({ coupon, giving }: { coupon: CouponView; giving: ReturnType<typeof useGift> }) {
  const { id, gift, giftable } = coupon
  const sharing = useSharing()
  // What was offered before can still be taken back.
  if (!giftable || (gift === null && !sharing)) return null
  if (gift === null) {
    return (
      <Section title={text.giftTitle}>
        <View className="giving">
          <View className="giving__lead">{text.giftLead}</View>
          <Button look="ghost" block icon="gift" busy={giving.busy} onPress={() => giving.offer(id)}>
            {text.giftOffer}
          </Button>
        </View>
      </Section>
    )
  }
  return (
    <Section title={text.giftTitle}>
      <View className="giving giving--open">
        <View className="giving__state">{text.giftWaiting}</View>
        <View className="giving__lead">{text.giftUntil(momentText(gift.until))}</View>
        {!sharing ? null : process.env.TARO_ENV === 'weapp' ? (
          <NativeButton className="btn btn--tonal btn--lg btn--block native" openType="share" hoverClass="btn--pressed">
            {text.giftSend}
          </NativeButton>
        ) : (
          <Button look="tonal" block icon="send" busy={giving.busy} onPress={() => giving.copy(gift.token)}>
            {text.giftCopy}
          </Button>
        )}
        <Button look="text" block busy={giving.busy} onPress={() => giving.withdraw(id)}>
          {text.giftWithdraw}
        </Button>
      </View>
    </Section>
  )
}
