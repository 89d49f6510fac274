import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { plain } from '../../../../client/address'
import { brand } from '../../../../client/brand'
import { Ring } from '../../../../client/parts/Beat'
import { Logo } from '../../../../client/parts/NavBar'
import { Notice, StaleNotice } from '../../../../client/parts/Notice'
import { Page, Section } from '../../../../client/parts/Page'
import { SkeletonBlock } from '../../../../client/parts/Skeleton'
import { Empty, LoadFailure } from '../../../../client/parts/State'
import { silent, spoken } from '../../../../client/spoken'
import { momentText } from '../../../../client/when'
import type { CouponView } from '../../contract'
import { Fact } from '../CouponCard'
import { faceOf, timesOf } from '../terms'
import { text } from '../text'
import { GiftPart } from './GiftPart'
import { QrCode } from './QrCode'
import { useCode } from './useCode'
import { useGift } from './useGift'
import './index.scss'

/** One coupon: the code to show at the counter, and how it may be used. */
export default function CouponPage() {
  const id = plain(useRouter().params.id)
  const { asked, state, code } = useCode(id)
  const { answer, failure } = asked
  const giving = useGift(answer?.data.coupon ?? null, asked.again)
  if (answer === null || state === null) {
    const lost = id === '' || failure?.kind === 'refused'
    return (
      <Page title={text.coupon}>
        <Section tight>
          {lost && (
            <Empty
              title={text.noCoupon}
              hint={failure?.message ?? text.noCouponHint}
              action={text.toMine}
              onAction={() => void Taro.switchTab({ url: '/features/coupon/pages/benefits/index' })}
            />
          )}
          {!lost && failure && (
            <LoadFailure title={text.couponFailed} failure={failure} onAgain={() => void asked.again()} />
          )}
          {!lost && !failure && (
            <View className="skeleton" {...spoken('status', { label: text.loading })}>
              <SkeletonBlock look="card" />
              <SkeletonBlock look="cover" />
            </View>
          )}
        </Section>
      </Page>
    )
  }
  const { coupon } = answer.data
  const past = state !== 'issued' && state !== 'not_yet'
  return (
    <Page title={text.coupon}>
      <Section tight>
        <StaleNotice asked={asked} />
        <View className={`voucher${past ? ' voucher--off' : ''}`}>
          <Head coupon={coupon} />
          <View className="voucher__perf" {...silent}>
            <View className="voucher__notch voucher__notch--left" />
            <View className="voucher__notch voucher__notch--right" />
          </View>
          {code !== null ? (
            <ShowCode code={code.text} left={code.left}>
              {coupon.why && (
                <Notice icon="info" look="amber">
                  {coupon.why}
                </Notice>
              )}
            </ShowCode>
          ) : (
            <View className="voucher__body" {...spoken('status')}>
              <View className="voucher__ring">
                <Ring icon={state === 'used' ? 'check' : 'info'} look={state === 'used' ? 'jade' : 'plain'} />
              </View>
              <View className="voucher__lead">{text.states[state]}</View>
              <View className="voucher__hint">{whyOf(coupon, state)}</View>
            </View>
          )}
        </View>
      </Section>
      {!past && <GiftPart coupon={coupon} giving={giving} />}
      <HowTo coupon={coupon} />
    </Page>
  )
}

/** The server's sentence; what the phone found out alone says it from the days. */
function whyOf(coupon: CouponView, state: CouponView['state']): string {
  if (coupon.state === 'used' && coupon.usedAt !== null) {
    return text.usedAt(coupon.usedStore ?? '', momentText(coupon.usedAt))
  }
  if (coupon.state === 'gifted' && coupon.friend !== null) return text.giftTo(coupon.friend)
  if (coupon.state === state && coupon.why) return coupon.why
  return state === 'not_yet' ? text.from(coupon.validFrom) : text.expiredOn(coupon.validTo)
}

function Head({ coupon }: { coupon: CouponView }) {
  const { before, figure, after, condition } = faceOf(coupon.terms.value)
  return (
    <View className="voucher__head">
      <View className="voucher__brand">
        <Logo size="s" />
        <View>{brand.shortName}</View>
      </View>
      <View className="voucher__value">
        {before !== '' && <View className="voucher__unit">{before}</View>}
        <View className={`voucher__figure${figure.length > 4 ? ' voucher__figure--long' : ''}`}>{figure}</View>
        {after !== '' && <View className="voucher__unit">{after}</View>}
        <View className="voucher__cond">{condition}</View>
      </View>
      <View className="voucher__title" {...spoken('heading', { level: 1 })}>
        {`${coupon.terms.title}，${text.until(coupon.validTo)}`}
      </View>
    </View>
  )
}

const DOTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
/** Half a minute in ten dots. */
const DOT_SECONDS = 3

function ShowCode({ code, left, children }: { code: string; left: number; children: ReactNode }) {
  return (
    <View className="voucher__body">
      {children}
      <View className="voucher__lead">{text.show}</View>
      <QrCode key={code} code={code} />
      <View className="voucher__code" {...spoken('none', { label: text.codeSaid(code) })}>
        {code.match(/.{1,5}/g)?.join(' ')}
      </View>
      <View className="voucher__turn">
        <View className="voucher__dots" {...silent}>
          {DOTS.map((dot) => (
            <View
              key={dot}
              className={`voucher__dot${dot * DOT_SECONDS <= left + DOT_SECONDS - 1 ? ' voucher__dot--full' : ''}`}
            />
          ))}
        </View>
        <View>{text.next(left)}</View>
      </View>
      <View className="voucher__hint">{text.codeHint}</View>
    </View>
  )
}

function HowTo({ coupon }: { coupon: CouponView }) {
  const { terms, validFrom, validTo, source, friend } = coupon
  return (
    <Section title={text.howTo}>
      <View className="facts">
        {terms.value.kind === 'exchange' && <Fact name={text.facts.item}>{terms.value.item}</Fact>}
        <Fact name={text.facts.valid}>{text.validDays(validFrom, validTo)}</Fact>
        <Fact name={text.facts.times}>{timesOf(terms.usable)}</Fact>
        <Fact name={text.facts.stores}>{terms.stores.length === 0 ? text.allStores : terms.stores.join('、')}</Fact>
        {terms.note !== '' && <Fact name={text.facts.note}>{terms.note}</Fact>}
        <Fact name={text.facts.source}>
          {source === 'gift' && friend !== null ? text.friends.gift(friend) : text.sources[source]}
        </Fact>
      </View>
    </Section>
  )
}
