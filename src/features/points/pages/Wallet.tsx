import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Button } from '../../../client/parts/Button'
import { Cover } from '../../../client/parts/Cover'
import { Section } from '../../../client/parts/Page'
import { silent, spoken } from '../../../client/spoken'
import { figure } from '../../../client/when'
import type { OfferView } from '../../coupon/contract'
import type { WalletView } from '../contract'
import { text } from './text'

/** Which points end when: what is over first, striped when that is soon, and the rest. */
export function LotBar({ wallet }: { wallet: WalletView }) {
  const { lots, held, pending } = wallet
  const parts = shownLots(wallet)
  const words = parts.map(({ words }) => words).join('，')
  return (
    <>
      {lots.length > 0 && (
        <>
          <View className="lotbar" {...spoken('img', { label: words })}>
            {parts.map(({ amount, soon, words: key }) => (
              <View key={key} className={`lotbar__part${soon ? ' is-first' : ''}`} style={{ flex: `${amount} 0 0` }} />
            ))}
          </View>
          <View className="lotbar__words">
            {parts.map(({ soon, words: line }) => (
              <View key={line} className={soon ? 'lotbar__soon' : ''}>
                {line}
              </View>
            ))}
          </View>
        </>
      )}
      {held > 0 && <View className="lead wallet__line">{text.held(figure(held))}</View>}
      {pending > 0 && <View className="lead wallet__line">{text.pending(figure(pending))}</View>}
    </>
  )
}

/** The first to end and all after it, as two parts of the bar. */
export function shownLots({ lots, expiring }: Pick<WalletView, 'lots' | 'expiring'>) {
  const [first, second] = lots
  if (first === undefined) return []
  const head = expiring ?? { amount: first.amount, day: first.expires }
  const rest = lots.reduce((sum, { amount }) => sum + amount, 0) - head.amount
  const later = expiring ? lots.find(({ expires }) => expires !== expiring.day) : second
  const said = (amount: number, day: string | null) =>
    day === null ? text.lastsForever(figure(amount)) : text.lasts(figure(amount), day)
  return [
    {
      amount: head.amount,
      soon: expiring !== null,
      words: expiring ? text.expiring(figure(expiring.amount), expiring.day) : said(head.amount, head.day),
    },
    ...(rest > 0 ? [{ amount: rest, soon: false, words: said(rest, later?.expires ?? null) }] : []),
  ]
}

/** As many as fit side by side. */
const SHOWN = 3

/** What the points buy today; while they buy nothing, what is nearest and how far it is. */
export function Buys({ wallet, centre }: { wallet: WalletView; centre: readonly OfferView[] }) {
  const able = wallet.balance - wallet.held
  const buys = affordable(centre, able)
  const offers = buys.length > 0 ? buys : nearest(centre, able)
  if (offers.length === 0) return null
  return (
    <Section title={buys.length > 0 ? text.buys(figure(able)) : text.saves} aside={text.allBuys(countOf(centre))}>
      <View className="swap" {...spoken('list', { label: text.buysLabel })}>
        {offers.map(({ batch, terms, price }) => (
          <View key={batch} className="swap__item" {...spoken('listitem')}>
            <View className="swap__cover" {...silent}>
              <Cover words={terms.title} look="card" />
            </View>
            <View className="swap__name">{terms.title}</View>
            <Button
              look={price <= able ? 'tonal' : 'ghost'}
              size="sm"
              label={`${terms.title}，${text.price(figure(price))}${price > able ? `，${text.missing(figure(price - able))}` : ''}`}
              onPress={() => void Taro.switchTab({ url: '/features/coupon/pages/benefits/index' })}
            >
              {price <= able ? text.price(figure(price)) : text.missing(figure(price - able))}
            </Button>
          </View>
        ))}
      </View>
      <View className="caption wallet__line">{buys.length > 0 ? text.buysNote : text.savesNote}</View>
    </Section>
  )
}

function countOf(offers: readonly OfferView[]): number {
  return offers.filter(({ status, price }) => status === 'open' && price > 0).length
}

/** What is worth saving for, the nearest first. */
export function nearest(offers: readonly OfferView[], points: number): OfferView[] {
  return offers
    .filter(({ status, price }) => status === 'open' && price > points)
    .sort((a, b) => a.price - b.price)
    .slice(0, SHOWN)
}

/** The dearest first: what is worth saving for. */
export function affordable(offers: readonly OfferView[], points: number): OfferView[] {
  return offers
    .filter(({ status, price }) => status === 'open' && price > 0 && price <= points)
    .sort((a, b) => b.price - a.price)
    .slice(0, SHOWN)
}
