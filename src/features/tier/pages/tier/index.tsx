import { View } from '@tarojs/components'
import { useAnswer } from '../../../../client/answer'
import { askConsent } from '../../../../client/consent'
import { Icon } from '../../../../client/parts/Icon'
import { StaleNotice } from '../../../../client/parts/Notice'
import { Page, Section } from '../../../../client/parts/Page'
import { SkeletonBlock } from '../../../../client/parts/Skeleton'
import { Empty, LoadFailure } from '../../../../client/parts/State'
import { spoken } from '../../../../client/spoken'
import { figure } from '../../../../client/when'
import type { TierView } from '../../contract'
import { nextLine, TierRail } from '../TierRail'
import { text } from '../text'
import { Birthday } from './Birthday'
import './index.scss'

/** Where the member stands, what each tier gives, until when, and what is needed to stay. */
export default function TierPage() {
  const asked = useAnswer('tier.getMine', {})
  const view = asked.answer?.data
  if (!view && asked.failure?.code === 'CONSENT_REQUIRED') {
    return (
      <Page title={text.title}>
        <Section>
          <Empty
            title={text.refused}
            hint={text.refusedHint}
            action={text.refusedAction}
            onAction={() => void askConsent().then((given) => (given ? asked.again() : undefined))}
          />
        </Section>
      </Page>
    )
  }
  return (
    <Page title={text.title}>
      {!view && asked.failure && (
        <Section>
          <LoadFailure title={text.failed} failure={asked.failure} onAgain={() => void asked.again()} />
        </Section>
      )}
      {!view && !asked.failure && (
        <View className="skeleton skeleton--padded" {...spoken('status', { label: text.loading })}>
          <SkeletonBlock look="card" />
          <SkeletonBlock look="card" />
          <SkeletonBlock look="card" />
        </View>
      )}
      {view && (
        <>
          <Section tight>
            <StaleNotice asked={asked} />
            <Hero view={view} />
          </Section>
          <Keep view={view} />
          <Levels view={view} />
          <Birthday view={view.birthday} onTold={() => void asked.again()} />
          <History view={view} />
        </>
      )}
    </Page>
  )
}

function Hero({ view }: { view: TierView }) {
  const name = view.tiers.find(({ id }) => id === view.current)?.name ?? ''
  return (
    <View className="tier-hero">
      <View className="tier-hero__top">
        <View>
          <View className="tier-hero__label">{text.title}</View>
          <View className="tier-hero__name" {...spoken('heading', { level: 1 })}>
            {text.member(name)}
          </View>
        </View>
        <View className="tier-hero__growth">
          <View className="tier-hero__label">{text.growth(view.window)}</View>
          <View className="tier-hero__figure">{figure(view.growth)}</View>
        </View>
      </View>
      <TierRail view={view} />
      <View className="tier-hero__line">{nextLine(view)}</View>
      {view.byHand && <View className="tier-hero__hand">{text.byHand}</View>}
    </View>
  )
}

/** What is needed to stay after the period; nothing to keep on the lowest. */
function Keep({ view }: { view: TierView }) {
  const { keep, until } = view
  if (keep === null || until === null) return null
  const whole = keep.counted + keep.missing
  const words = text.keepBar(view.window, figure(keep.counted), figure(whole))
  return (
    <Section title={text.keepTitle}>
      <View className="card">
        <View className="tier-keep__line">
          {keep.missing === 0 ? text.kept(until) : text.keepLine(until, figure(keep.missing))}
        </View>
        {keep.missing > 0 && (
          <>
            <View className="tier-keep__bar" {...spoken('img', { label: words })}>
              {keep.counted > 0 && (
                <View className="tier-keep__part" style={{ width: `${(keep.counted * 100) / Math.max(1, whole)}%` }} />
              )}
            </View>
            <View className="tier-keep__words">
              <View>{words}</View>
              <View>{text.lower(keep.lower)}</View>
            </View>
          </>
        )}
      </View>
    </Section>
  )
}

function Levels({ view }: { view: TierView }) {
  return (
    <Section title={text.gives}>
      {view.tiers.map(({ id, name, threshold, gives }) => (
        <View key={id} className={`tier-level${id === view.current ? ' is-mine' : ''}`}>
          <View className="tier-level__head">
            <View className="tier-level__name">{name}</View>
            {id === view.current && <View className="tier-level__mine">{text.mine}</View>}
            <View className="tier-level__threshold">{text.threshold(figure(threshold))}</View>
          </View>
          {gives.length === 0 && <View className="tier-level__give">{text.nothing}</View>}
          {gives.map((line) => (
            <View key={line} className="tier-level__give">
              <Icon name="check" size="s" />
              <View className="grow">{line}</View>
            </View>
          ))}
        </View>
      ))}
    </Section>
  )
}

function History({ view }: { view: TierView }) {
  return (
    <Section title={text.history}>
      {view.history.length === 0 ? (
        <View className="caption">{text.historyEmpty}</View>
      ) : (
        <View className="list">
          {view.history.map(({ id, from, to, day, why }) => (
            <View key={id} className="list__row">
              <View className="grow">
                <View className="list__title">{text.moved(from, to)}</View>
                <View className="list__hint">{text.why[why]}</View>
              </View>
              <View className="list__end">{text.day(day)}</View>
            </View>
          ))}
        </View>
      )}
    </Section>
  )
}
