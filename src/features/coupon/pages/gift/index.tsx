import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { plain } from '../../../../client/address'
import { useAnswer } from '../../../../client/answer'
import { call } from '../../../../client/call'
import { withConsent } from '../../../../client/consent'
import { asFailure } from '../../../../client/failure'
import { haptic } from '../../../../client/haptic'
import { Button } from '../../../../client/parts/Button'
import { Notice, StaleNotice } from '../../../../client/parts/Notice'
import { Page, Section } from '../../../../client/parts/Page'
import { SkeletonBlock } from '../../../../client/parts/Skeleton'
import { Empty, LoadFailure } from '../../../../client/parts/State'
import { spoken } from '../../../../client/spoken'
import { say } from '../../../../client/toast'
import { momentText } from '../../../../client/when'
import type { GiftView } from '../../contract'
import { CouponCard, Fact } from '../CouponCard'
import { storesOf, timesOf } from '../terms'
import { text } from '../text'
import './index.scss'

const toBenefits = () => void Taro.switchTab({ url: '/features/coupon/pages/benefits/index' })
const toCoupon = (id: string) =>
  void Taro.navigateTo({ url: `/features/coupon/pages/coupon/index?id=${encodeURIComponent(id)}` })

/** What a friend's link opens: the coupon, whom it is from, and one button. */
export default function GiftPage() {
  const token = plain(useRouter().params.g)
  const asked = useAnswer('coupon.getGift', { token }, token !== '')
  const { accept, busy } = useAccept(token, asked.again)
  const gift = asked.answer?.data.gift
  if (gift) {
    return (
      <Page title={text.giftPage}>
        <Section tight>
          <StaleNotice asked={asked} />
          <Gift gift={gift} busy={busy} onAccept={accept} />
        </Section>
      </Page>
    )
  }
  const lost = token === '' || asked.failure?.kind === 'refused'
  return (
    <Page title={text.giftPage}>
      <Section tight>
        {lost && (
          <Empty
            title={text.giftLost}
            hint={asked.failure?.message ?? text.giftLostHint}
            action={text.toOffers}
            onAction={toBenefits}
          />
        )}
        {!lost && asked.failure && (
          <LoadFailure title={text.couponFailed} failure={asked.failure} onAgain={() => void asked.again()} />
        )}
        {!lost && !asked.failure && (
          <View className="skeleton" {...spoken('status', { label: text.loading })}>
            <SkeletonBlock look="card" />
          </View>
        )}
      </Section>
    </Page>
  )
}

function useAccept(token: string, again: () => Promise<void>) {
  const [busy, setBusy] = useState(false)
  const working = useRef(false)
  async function accept(): Promise<void> {
    if (working.current) return
    working.current = true
    setBusy(true)
    haptic('light')
    try {
      if ((await withConsent(() => call('coupon.acceptGift', { token }))) === null) return
      haptic('medium')
      say(text.giftReceived, 'check')
    } catch (error) {
      const failure = asFailure(error)
      say(failure.message, failure.kind === 'offline' ? 'offline' : 'info')
    } finally {
      await again()
      working.current = false
      setBusy(false)
    }
  }
  return { accept: () => void accept(), busy }
}

function Gift({ gift, busy, onAccept }: { gift: GiftView; busy: boolean; onAccept: () => void }) {
  const { terms, status, from, until, validFrom, validTo, coupon, why } = gift
  return (
    <>
      <View className="gift__from" {...spoken('heading', { level: 1 })}>
        {status === 'own' ? text.giftYours : text.giftFrom(from)}
      </View>
      <CouponCard terms={terms} line={`${text.until(validTo)}，${storesOf(terms.stores)}`} off={status === 'closed'}>
        <View className="grow">{status === 'open' ? text.giftHold(momentText(until)) : ''}</View>
        {status === 'received' && <View className="tag tag--jade">{text.giftMine}</View>}
      </CouponCard>
      <View className="gift__act">
        {status === 'open' && (
          <Button look="primary" size="lg" block icon="gift" busy={busy} onPress={onAccept}>
            {busy ? text.giftAccepting : text.giftAccept}
          </Button>
        )}
        {status === 'received' && coupon !== null && (
          <Button look="primary" size="lg" block onPress={() => toCoupon(coupon)}>
            {text.use}
          </Button>
        )}
        {status === 'own' && (
          <>
            <Notice icon="info">{why}</Notice>
            {coupon !== null && (
              <Button look="tonal" block onPress={() => toCoupon(coupon)}>
                {text.giftManage}
              </Button>
            )}
          </>
        )}
        {status === 'closed' && (
          <>
            <Notice icon="info" look="amber">
              {why}
            </Notice>
            <Button look="tonal" block onPress={toBenefits}>
              {text.toOffers}
            </Button>
          </>
        )}
      </View>
      <View className="facts">
        <Fact name={text.facts.valid}>{text.validDays(validFrom, validTo)}</Fact>
        <Fact name={text.facts.times}>{timesOf(terms.usable)}</Fact>
        <Fact name={text.facts.stores}>{terms.stores.length === 0 ? text.allStores : terms.stores.join('、')}</Fact>
        {terms.note !== '' && <Fact name={text.facts.note}>{terms.note}</Fact>}
      </View>
      {status === 'open' && <View className="gift__rule">{text.giftRule}</View>}
    </>
  )
}
