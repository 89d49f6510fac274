import { View } from '@tarojs/components'
import { Button } from '../../../client/parts/Button'
import { figure, momentText } from '../../../client/when'
import { MINUTE } from '../../../kernel/day'
import type { OfferView } from '../contract'
import { CouponCard } from './CouponCard'
import { storesOf } from './terms'
import { text } from './text'

interface Props {
  offer: OfferView
  points: number
  /** The first that can be claimed carries the page's one full button. */
  first: boolean
  claiming: boolean
  onClaim: () => void
}

/** A batch in the coupon centre: claim it, or read why not. */
export function OfferCard({ offer, points, first, claiming, onClaim }: Props) {
  const { status, terms, price, validity } = offer
  const missing = status === 'open' ? Math.max(0, price - points) : 0
  return (
    <CouponCard
      terms={terms}
      line={[offer.whom && text.whomOnly(offer.whom), validity, storesOf(terms.stores)].filter(Boolean).join('，')}
      off={status !== 'open' && status !== 'upcoming'}
      why={missing > 0 ? text.short(figure(missing)) : offer.why}
    >
      <View className="grow">
        <View>{footWords(offer)}</View>
        {status === 'open' && (
          <View className="stockbar">
            <View className="stockbar__taken" style={{ width: `${offer.takenPercent}%` }} />
          </View>
        )}
      </View>
      {status === 'open' ? (
        <Button
          look={missing > 0 ? 'off' : first ? 'primary' : 'tonal'}
          size="sm"
          busy={claiming}
          label={`${price > 0 ? text.buy(figure(price)) : text.claim}，${terms.title}`}
          onPress={onClaim}
        >
          {claiming ? text.claiming : price > 0 ? text.buy(figure(price)) : text.claim}
        </Button>
      ) : (
        <View className={`tag${status === 'limit' ? ' tag--jade' : ''}`}>{text.status[status]}</View>
      )}
    </CouponCard>
  )
}

function footWords({ status, takenPercent, mine, perMember, claimFrom, claimUntil, early }: OfferView): string {
  const opens = momentText(claimFrom)
  if (status === 'upcoming') return early > 0 ? text.opensEarly(opens, Math.round(early / MINUTE)) : text.opensAt(opens)
  if (mine > 0) return text.mineOf(mine, perMember)
  return status === 'open' ? text.taken(takenPercent) : text.claimUntil(momentText(claimUntil))
}
