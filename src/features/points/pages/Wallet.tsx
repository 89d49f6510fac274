import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useAnswer } from '../../../client/answer'
import { Button } from '../../../client/parts/Button'
import { Icon } from '../../../client/parts/Icon'
import { Section } from '../../../client/parts/Page'
import { spoken } from '../../../client/spoken'
import { figure } from '../../../client/when'
import type { OfferView } from '../../coupon/contract'
import type { WalletView } from '../contract'
import { text } from './text'

/** Which points end when: what is over first, striped, and the rest. Nothing to see when nothing ever ends. */
export function LotBar({ wallet }: { wallet: WalletView }) {
  const { expiring, lots, held, pending } = wallet
  const rest = lots.reduce((sum, { amount }) => sum + amount, 0) - (expiring?.amount ?? 0)
  const later = lots.find(({ expires }) => expires !== expiring?.day)
  const restWords = later?.expires ? text.lasts(figure(rest), later.expires) : text.lastsForever(figure(rest))
  const soonWords = expiring && text.expiring(figure(expiring.amount), expiring.day)
  return (
    <>
      {expiring && (
        <>
          <View
            className="lotbar"
            {...spoken('img', { label: rest > 0 ? `${soonWords}，${restWords}` : (soonWords ?? '') })}
          >
            <View className="lotbar__part is-first" style={{ flex: `${expiring.amount} 0 0` }} />
            {rest > 0 && <View className="lotbar__part" style={{ flex: `${rest} 0 0` }} />}
          </View>
          <View className="lotbar__words">
            <View className="lotbar__soon">{soonWords}</View>
            {rest > 0 && <View>{restWords}</View>}
          </View>
        </>
      )}
      {held > 0 && <View className="lead wallet__line">{text.held(figure(held))}</View>}
      {pending > 0 && <View className="lead wallet__line">{text.pending(figure(pending))}</View>}
    </>
  )
}

/** As many as fit side by side. */
const SHOWN = 3

/** What the points buy today: offers that this balance pays for. */
export function Buys({ wallet }: { wallet: WalletView }) {
  const centre = useAnswer('coupon.getCentre', {})
  const able = wallet.balance - wallet.held
  const offers = affordable(centre.answer?.data.offers ?? [], able)
  if (offers.length === 0) return null
  return (
    <Section title={text.buys(figure(able))}>
      <View className="swap" {...spoken('list', { label: text.buysLabel })}>
        {offers.map(({ batch, terms, price }) => (
          <View key={batch} className="swap__item" {...spoken('listitem')}>
            <Icon name="gift" size="l" />
            <View className="swap__name">{terms.title}</View>
            <Button
              look="tonal"
              size="sm"
              label={`${terms.title}，${text.price(figure(price))}`}
              onPress={() => void Taro.switchTab({ url: '/features/coupon/pages/benefits/index' })}
            >
              {text.price(figure(price))}
            </Button>
          </View>
        ))}
      </View>
      <View className="caption wallet__line">{text.buysNote}</View>
    </Section>
  )
}

/** The dearest first: what is worth saving for. */
export function affordable(offers: readonly OfferView[], points: number): OfferView[] {
  return offers
    .filter(({ status, price }) => status === 'open' && price > 0 && price <= points)
    .sort((a, b) => b.price - a.price)
    .slice(0, SHOWN)
}
