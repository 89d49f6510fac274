import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { plain } from '../../../../client/address'
import { Beat } from '../../../../client/parts/Beat'
import { Button } from '../../../../client/parts/Button'
import { StaleNotice } from '../../../../client/parts/Notice'
import { Page, Section } from '../../../../client/parts/Page'
import { SkeletonBlock } from '../../../../client/parts/Skeleton'
import { Empty, LoadFailure } from '../../../../client/parts/State'
import { spoken } from '../../../../client/spoken'
import { clockText, figure } from '../../../../client/when'
import type { FlashView } from '../../contract'
import type { FlashStatus } from '../../rules'
import { standingAt, whenText } from '../standing'
import { text } from '../text'
import { useFlash } from '../useFlash'
import { Countdown } from './Countdown'
import { DrawProof } from './DrawProof'
import { Happened, Outcome } from './Outcome'
import { Prize } from './Prize'
import { RemindMe } from './RemindMe'
import './index.scss'

/** A flash sale: the wait for it, taking part, and what came of it. */
export default function FlashPage() {
  const id = plain(useRouter().params.session)
  const flash = useFlash(id)
  const { asked, session, status, next, now } = flash
  if (asked.answer === null || session === null || status === null) return <Nothing flash={flash} />
  const acts = status === 'upcoming' || (status === 'running' && session.mine.state === 'none')
  return (
    <Page title={text.title}>
      <Section tight>
        <StaleNotice asked={asked} />
        {acts ? (
          <Prize session={session} status={status} />
        ) : (
          <Outcome session={session} status={status} triedAt={flash.triedAt} />
        )}
        {status === 'upcoming' && <Countdown session={session} now={now} />}
        {acts && <TakePart flash={flash} session={session} status={status} />}
        {status === 'upcoming' && <RemindMe key={session.session} session={session} now={now} />}
      </Section>
      {!acts && <Happened session={session} triedAt={flash.triedAt} />}
      {session.draw && <DrawProof session={session} draw={session.draw} />}
      {acts && <Steps session={session} />}
      <Also flash={flash} session={session} />
      {next && !acts && (
        <Section title={text.next}>
          <View className="facts">
            <View className="flash-next">
              <Beat kind="next" size="m" />
              <View className="grow">
                <View className="flash-next__when">{whenText(next.opensAt, now)}</View>
                <View className="flash-next__item">{`${next.title}，${next.item}`}</View>
              </View>
            </View>
          </View>
        </Section>
      )}
      {!acts && (
        <Section tight>
          <Button look="ghost" size="lg" block onPress={() => void Taro.switchTab({ url: CENTRE })}>
            {text.toCentre}
          </Button>
        </Section>
      )}
    </Page>
  )
}

const CENTRE = '/features/coupon/pages/benefits/index'
type Flash = ReturnType<typeof useFlash>

/** The one thing to press: off until it opens, and it says why. */
function TakePart({ flash, session, status }: { flash: Flash; session: FlashView; status: FlashStatus }) {
  const { mode, price, opensAt, closesAt } = session
  const { points, working, takePart } = flash
  if (status === 'upcoming') {
    return (
      <View className="flash-act">
        <Button look="off" size="lg" block>
          {text.waits(clockText(opensAt), mode)}
        </Button>
      </View>
    )
  }
  const missing = points === null ? 0 : Math.max(0, price - points)
  if (missing > 0) {
    return (
      <View className="flash-act">
        <Button look="off" size="lg" block>
          {text.short(figure(missing))}
        </Button>
      </View>
    )
  }
  const words = mode === 'draw' ? text.join : price > 0 ? text.grabFor(figure(price)) : text.grab
  return (
    <View className="flash-act">
      <View className={`flash-go${working ? ' flash-go--busy' : ''}`}>
        <View
          className={`flash-go__face${!working && words.length === 1 ? ' flash-go__face--one' : ''}`}
          hoverClass={working ? 'none' : 'btn--pressed'}
          onClick={takePart}
          {...spoken('button', { label: words, disabled: working })}
        >
          {working ? (mode === 'draw' ? text.joining : text.grabbing) : words}
        </View>
      </View>
      {mode === 'draw' && <View className="flash-wait__hint">{text.closesIn(clockText(closesAt))}</View>}
    </View>
  )
}

function Steps({ session }: { session: FlashView }) {
  const { mode, opensAt, closesAt, price } = session
  const steps =
    mode === 'draw'
      ? text.steps.draw(clockText(opensAt), clockText(closesAt))
      : text.steps.first_come(clockText(opensAt), price > 0 ? figure(price) : '')
  return (
    <Section title={text.how[mode]}>
      <View {...spoken('list')}>
        {steps.map((step, i) => (
          <View key={step} className="flash-step" {...spoken('listitem')}>
            <View className="flash-step__n">{i + 1}</View>
            <View className="grow">{step}</View>
          </View>
        ))}
      </View>
    </Section>
  )
}

/** Today's other sessions. */
function Also({ flash, session }: { flash: Flash; session: FlashView }) {
  const others = flash.sessions.filter((each) => each.session !== session.session)
  if (others.length === 0) return null
  return (
    <Section title={text.others}>
      <View className="facts">
        {others.map((each) => (
          <View
            key={each.session}
            className="flash-next"
            hoverClass="is-pressed"
            onClick={() => void Taro.navigateTo({ url: `/features/flash/pages/flash/index?session=${each.session}` })}
            {...spoken('button')}
          >
            <View className="grow">
              <View className="flash-next__when">{whenText(each.opensAt, flash.now)}</View>
              <View className="flash-next__item">{`${each.title}，${each.prize.item}`}</View>
            </View>
            <View className="tag">{text.status[standingAt(each, flash.now)]}</View>
          </View>
        ))}
      </View>
    </Section>
  )
}

function Nothing({ flash: { asked, next, now } }: { flash: Flash }) {
  return (
    <Page title={text.title}>
      <Section tight>
        {asked.answer !== null ? (
          <Empty
            title={text.none}
            hint={next ? text.nextHint(whenText(next.opensAt, now), next.item) : text.noneHint}
            action={text.toCentre}
            onAction={() => void Taro.switchTab({ url: CENTRE })}
          />
        ) : asked.failure ? (
          <LoadFailure title={text.failed} failure={asked.failure} onAgain={() => void asked.again()} />
        ) : (
          <View className="skeleton" {...spoken('status', { label: text.loading })}>
            <SkeletonBlock look="cover" />
            <SkeletonBlock look="text" />
            <SkeletonBlock look="figure" />
          </View>
        )}
      </Section>
    </Page>
  )
}
