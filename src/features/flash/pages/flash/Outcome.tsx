import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Beat, Ring } from '../../../../client/parts/Beat'
import { Button } from '../../../../client/parts/Button'
import { Section } from '../../../../client/parts/Page'
import { silent, spoken } from '../../../../client/spoken'
import { clockText, figure } from '../../../../client/when'
import { Fact } from '../../../coupon/pages/CouponCard'
import type { FlashView } from '../../contract'
import type { FlashStatus } from '../../rules'
import { clockOf } from '../../when'
import { tenths } from '../standing'
import { text } from '../text'

interface Words {
  title: string
  hint: string
  look: 'jade' | 'plain'
}

/** How it went for this member, in one sentence, and what they can do now. */
export function Outcome({
  session,
  status,
  triedAt,
}: {
  session: FlashView
  status: FlashStatus
  triedAt: number | null
}) {
  const { mine } = session
  const { title, hint, look } = wordsOf(session, status, triedAt)
  return (
    <View className="flash-outcome" {...spoken('status')}>
      <Ring icon={look === 'jade' ? 'check' : 'info'} look={look} />
      <View className="flash-outcome__title" {...spoken('heading', { level: 1 })}>
        {title}
      </View>
      {mine.state === 'won' && mine.rank !== null && (
        <View className="flash-outcome__rank">{text.rank(figure(mine.rank))}</View>
      )}
      <View className="flash-outcome__hint">{hint}</View>
      {mine.state === 'joined' && <View className="flash-outcome__code">{text.ticket(mine.ticket)}</View>}
      {mine.state === 'won' && (
        <View className="flash-outcome__act">
          <Button look="primary" size="lg" block onPress={() => openCoupon(mine.coupon)}>
            {text.toCoupon}
          </Button>
        </View>
      )}
    </View>
  )
}

function openCoupon(id: string): void {
  void Taro.navigateTo({ url: `/features/coupon/pages/coupon/index?id=${encodeURIComponent(id)}` })
}

function wordsOf(session: FlashView, status: FlashStatus, triedAt: number | null): Words {
  const { mine, mode, prize, soldOutAt, left, stock, closesAt } = session
  const plain = (title: string, hint: string): Words => ({ title, hint, look: 'plain' })
  if (mine.state === 'won')
    return {
      title: mode === 'draw' ? text.drawn : text.won,
      hint: text.wonHint(prize.item, prize.validDays),
      look: 'jade',
    }
  if (status === 'cancelled') return plain(text.cancelled, text.cancelledHint)
  if (status === 'paused') return plain(text.paused, text.pausedHint)
  if (mine.state === 'lost') return plain(text.notDrawn, text.notDrawnHint)
  if (status === 'drawing') return plain(text.drawing, text.drawingHint)
  if (mine.state === 'joined') return { title: text.joined, hint: text.joinedHint(clockText(closesAt)), look: 'jade' }
  if (status === 'drawn') return plain(text.notJoined, text.notJoinedHint)
  if (status === 'over') return plain(text.over, left === null ? '' : text.overHint(figure(stock - left)))
  if (triedAt === null)
    return plain(text.missed, soldOutAt === null ? text.lostHint : text.goneHint(clockOf(soldOutAt)))
  if (soldOutAt === null) return plain(text.lost, text.lostHint)
  const late = triedAt - soldOutAt
  return plain(text.lost, late > 0 ? text.late(text.span(tenths(late))) : text.lateNot)
}

/** First come and sold out: when it opened, when the last one went, and when the member came. */
export function Happened({ session, triedAt }: { session: FlashView; triedAt: number | null }) {
  const { opensAt, soldOutAt, stock, mine } = session
  const won = mine.state === 'won'
  if (soldOutAt === null) return null
  const came = mine.state === 'won' ? mine.at : triedAt
  const span = Math.max(soldOutAt - opensAt, (came ?? opensAt) - opensAt, 100)
  // Marks that lie together would cover each other: they keep a sixth of the bar between them.
  const at = (instant: number) => 12 + Math.max(0, ((instant - opensAt) / span) * 70)
  const gone = at(soldOutAt)
  const you = came === null ? null : came > soldOutAt ? Math.max(at(came), gone + 17) : Math.min(at(came), gone - 17)
  const shift = you === null ? 0 : Math.max(0, Math.max(you, gone) - 88)
  return (
    <Section title={text.happened}>
      <View className="facts">
        <View className="flash-when">
          <View className="flash-when__words" {...silent}>
            <View>{clockOf(opensAt)}</View>
          </View>
          <View className="flash-when__staff">
            <View className="flash-when__done" style={{ width: `${gone - shift}%` }} />
            <Mark
              at={gone - shift}
              kind={won ? 'next' : 'done'}
              above={text.span(tenths(soldOutAt - opensAt))}
              below={text.bar.gone(figure(stock))}
            />
            {you !== null && came !== null && (
              <Mark
                at={you - shift}
                kind={won ? 'done' : 'now'}
                above={text.span(tenths(came - opensAt))}
                below={text.bar.you}
              />
            )}
          </View>
          <View className="flash-when__words">{text.bar.opened}</View>
        </View>
        <Fact name={text.facts.stock}>{text.portions(figure(stock))}</Fact>
        <Fact name={text.facts.took}>{text.span(tenths(soldOutAt - opensAt))}</Fact>
      </View>
    </Section>
  )
}

function Mark({ at, kind, above, below }: { at: number; kind: 'done' | 'now' | 'next'; above: string; below: string }) {
  return (
    <View className={`flash-when__mark flash-when__mark--${kind}`} style={{ left: `${at}%` }}>
      <View className="flash-when__above">{above}</View>
      <Beat kind={kind} size="m" />
      <View className="flash-when__below">{below}</View>
    </View>
  )
}
