import { View } from '@tarojs/components'
import { useState } from 'react'
import { type Asked, useAnswer } from '../../../../client/answer'
import { Button } from '../../../../client/parts/Button'
import { EndLine } from '../../../../client/parts/EndLine'
import { Notice, StaleNotice } from '../../../../client/parts/Notice'
import { Page, Section } from '../../../../client/parts/Page'
import { SkeletonBlock } from '../../../../client/parts/Skeleton'
import { Empty, LoadFailure } from '../../../../client/parts/State'
import { spoken } from '../../../../client/spoken'
import { figure } from '../../../../client/when'
import { InviteRow } from '../../../channel/pages/InviteRow'
import { FlashCard } from '../../../flash/pages/FlashCard'
import { RemindOffer } from '../../../intent/pages/RemindOffer'
import type { OfferView } from '../../contract'
import { ConfirmSheet } from '../ConfirmSheet'
import { MyCoupon } from '../MyCoupon'
import { OfferCard } from '../OfferCard'
import { text } from '../text'
import { receivedLately, sortCoupons, useBenefits } from '../useBenefits'

const PARTS = ['offers', 'mine', 'past'] as const
type Part = (typeof PARTS)[number]
/** Of one's own coupons below those that can be claimed. */
const SHOWN = 3

/** What can be claimed, what one has, and what has been. */
export default function BenefitsPage() {
  const { centre, mine, claiming, claimed, claim } = useBenefits()
  const flash = useAnswer('flash.getToday', {})
  const [part, setPart] = useState<Part>('offers')
  const [asking, setAsking] = useState<OfferView | null>(null)
  const offers = centre.answer?.data.offers ?? []
  const points = centre.answer?.data.points ?? 0
  const { ahead, past } = sortCoupons(mine.answer?.data.coupons ?? [])
  const news = receivedLately(ahead, mine.answer?.now ?? 0)
  const counts = { offers: offers.filter(({ status }) => status === 'open').length, mine: ahead.length, past: 0 }
  const firstOpen = offers.find(({ status, price }) => status === 'open' && price <= points)?.batch
  const asked = part === 'offers' ? centre : mine
  // All at once or nothing: what comes later would push the rest down.
  const settled = [centre, mine, flash].every(({ answer, failure }) => answer !== null || failure !== null)
  return (
    <Page tab="benefits">
      <Section tight>
        <View className="sec__head">
          <View className="page-title" {...spoken('heading', { level: 1 })}>
            {text.title}
          </View>
          {centre.answer && <View className="sec__aside">{text.points(figure(points))}</View>}
        </View>
        {settled && <FlashCard asked={flash} />}
        {settled && (
          <View className="seg">
            {PARTS.map((one) => (
              <View
                key={one}
                className={`seg__part${one === part ? ' is-now' : ''}`}
                onClick={() => setPart(one)}
                {...spoken('button', { label: one === part ? `${text.parts[one]}，当前` : text.parts[one] })}
              >
                <View>{text.parts[one]}</View>
                {counts[one] > 0 && <View className="seg__count">{counts[one]}</View>}
              </View>
            ))}
          </View>
        )}
      </Section>
      <Section tight key={settled ? 'there' : 'waiting'}>
        {part === 'offers' && news.length > 0 && (
          <View onClick={() => setPart('mine')} {...spoken('button')}>
            <Notice icon="gift" look="jade">
              {news.length === 1 ? text.received(news[0]?.terms.title ?? '') : text.receivedMany(news.length)}
            </Notice>
          </View>
        )}
        {claimed && <RemindOffer kind="coupon.expiring" />}
        <StaleNotice asked={asked} />
        <Waiting asked={asked} settled={settled} />
        {settled && asked.answer && (
          <View {...spoken('list', { label: text.parts[part] })}>
            {part === 'offers' &&
              offers.map((offer) => (
                <OfferCard
                  key={offer.batch}
                  offer={offer}
                  points={points}
                  first={offer.batch === firstOpen}
                  claiming={claiming === offer.batch}
                  onClaim={() => (offer.price > 0 ? setAsking(offer) : claim(offer))}
                />
              ))}
            {part !== 'offers' &&
              (part === 'mine' ? ahead : past).map((coupon) => <MyCoupon key={coupon.id} coupon={coupon} />)}
          </View>
        )}
        {part === 'offers' && settled && centre.answer && offers.length === 0 && (
          <Empty title={text.noOffers} hint={text.noOffersHint} />
        )}
        {part === 'mine' && mine.answer && ahead.length === 0 && (
          <Empty title={text.noMine} hint={text.noMineHint} action={text.toOffers} onAction={() => setPart('offers')} />
        )}
        {part === 'past' && mine.answer && past.length === 0 && <Empty title={text.noPast} hint={text.noPastHint} />}
      </Section>
      {part === 'offers' && settled && ahead.length > 0 && (
        <Section title={text.parts.mine} aside={text.soonestFirst}>
          <View {...spoken('list', { label: text.parts.mine })}>
            {ahead.slice(0, SHOWN).map((coupon) => (
              <MyCoupon key={coupon.id} coupon={coupon} />
            ))}
          </View>
          {ahead.length > SHOWN && (
            <Button look="text" block onPress={() => setPart('mine')}>
              {text.allMine(ahead.length)}
            </Button>
          )}
        </Section>
      )}
      {part === 'offers' && settled && asked.answer && <InviteRow />}
      {settled && asked.answer && <EndLine>{text.end}</EndLine>}
      {asking && (
        <ConfirmSheet
          offer={asking}
          points={points}
          onClose={() => setAsking(null)}
          onConfirm={() => {
            setAsking(null)
            claim(asking)
          }}
        />
      )}
    </Page>
  )
}

function Waiting({
  asked,
  settled,
}: {
  asked: Pick<Asked<unknown>, 'answer' | 'failure' | 'again'>
  settled: boolean
}) {
  if (settled && asked.answer !== null) return null
  if (settled && asked.failure) {
    return <LoadFailure title={text.failed} failure={asked.failure} onAgain={() => void asked.again()} />
  }
  return (
    <View className="skeleton" {...spoken('status', { label: text.loading })}>
      <SkeletonBlock look="card" />
      <SkeletonBlock look="card" />
      <SkeletonBlock look="card" />
    </View>
  )
}
