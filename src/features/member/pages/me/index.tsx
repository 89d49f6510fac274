import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { useAnswer } from '../../../../client/answer'
import type { Output } from '../../../../client/call'
import { askConsent } from '../../../../client/consent'
import { identity } from '../../../../client/identity'
import { Button } from '../../../../client/parts/Button'
import { Icon, type IconName } from '../../../../client/parts/Icon'
import { Logo } from '../../../../client/parts/NavBar'
import { StaleNotice } from '../../../../client/parts/Notice'
import { Page, Section } from '../../../../client/parts/Page'
import { SkeletonBlock } from '../../../../client/parts/Skeleton'
import { LoadFailure } from '../../../../client/parts/State'
import { silent, spoken } from '../../../../client/spoken'
import { figure } from '../../../../client/when'
import { dayOf } from '../../../../kernel/day'
import { ApprovalEntry } from '../../../approval/pages/ApprovalEntry'
import { InviteRow } from '../../../channel/pages/InviteRow'
import { Reminders } from '../../../intent/pages/Reminders'
import { TierCard } from '../../../tier/pages/TierEntry'
import { BindSheet } from '../BindSheet'
import { text } from '../text'

type Me = Output<'member.getMe'>

/** What the member has, what we keep about them, and the door for staff. */
export default function MePage() {
  const asked = useAnswer('member.getMe', {})
  const [binding, setBinding] = useState(false)
  const me = asked.answer?.data
  return (
    <Page tab="me">
      {!me && asked.failure && (
        <Section>
          <LoadFailure title={text.failed} failure={asked.failure} onAgain={() => void asked.again()} />
        </Section>
      )}
      {!me && !asked.failure && (
        <View className="skeleton skeleton--padded" {...spoken('status', { label: text.loading })}>
          <SkeletonBlock look="figure" />
          <SkeletonBlock look="card" />
          <SkeletonBlock look="card" />
        </View>
      )}
      {me && (
        <>
          <Section tight>
            <StaleNotice asked={asked} />
            <Head me={me} />
          </Section>
          {me.consented && (
            <Section tight>
              <TierCard />
            </Section>
          )}
          {me.consented ? <Figures me={me} /> : <Join onJoined={() => void asked.again()} />}
          {me.isStaff && <StaffEntries me={me} />}
          {me.consented && <Reminders />}
          <InviteRow />
          <Section>
            <View className="list">
              <Entry
                icon="form"
                title={text.surveys}
                hint={text.surveysHint}
                onPress={() => void Taro.navigateTo({ url: '/features/survey/pages/survey/index' })}
              />
              <Entry
                icon="shield"
                title={text.privacy}
                hint={text.privacyHint}
                onPress={() => void Taro.navigateTo({ url: '/features/member/pages/privacy/index' })}
              />
              {!me.isStaff && (
                <Entry icon="people" title={text.staff} hint={text.staffHint} onPress={() => setBinding(true)} />
              )}
              {identity() !== '' && <Entry icon="person" title={text.demo} hint={text.demoHint} end={identity()} />}
            </View>
          </Section>
        </>
      )}
      {binding && (
        <BindSheet
          onClose={() => setBinding(false)}
          onBound={() => {
            setBinding(false)
            void asked.again()
          }}
        />
      )}
    </Page>
  )
}

/** What an older version of the page remembered says nothing of roles. */
function mayJudge({ staffRoles = [] }: Pick<Me, 'staffRoles'>): boolean {
  return staffRoles.some((role) => role === 'owner' || role === 'operator' || role === 'reviewer')
}

/** Where somebody who works here begins: above what they have as a member. */
function StaffEntries({ me }: { me: Me }) {
  return (
    <Section title={text.work}>
      <View className="list">
        {mayJudge(me) && <ApprovalEntry />}
        <Entry
          icon="queue"
          title={text.queue}
          hint={text.queueHint}
          onPress={() => void Taro.navigateTo({ url: '/features/delivery/pages/queue/index' })}
        />
        <Entry
          icon="scan"
          title={text.counter}
          hint={text.counterHint}
          onPress={() => void Taro.navigateTo({ url: '/features/coupon/pages/counter/index' })}
        />
        <Entry
          icon="person"
          title={text.desk}
          hint={text.deskHint}
          onPress={() => void Taro.navigateTo({ url: '/features/staff/pages/scan/index' })}
        />
      </View>
    </Section>
  )
}

function Head({ me }: { me: Me }) {
  return (
    <View className="me__head">
      <Logo size="l" />
      <View className="grow">
        <View className="me__name" {...spoken('heading', { level: 1 })}>
          {me.consented ? text.name : text.visitor}
        </View>
        <View className="me__since">
          {me.memberSince === null ? text.visitorHint : text.memberSince(dayOf(me.memberSince))}
        </View>
      </View>
    </View>
  )
}

function Figures({ me }: { me: Me }) {
  return (
    <Section tight>
      <View className="me__card">
        <View
          className="me__figure"
          onClick={() => void Taro.switchTab({ url: '/features/points/pages/points/index' })}
          {...spoken('button', { label: `${text.points} ${me.balance}` })}
        >
          <View className="me__label">{text.points}</View>
          <View className="me__number">{figure(me.balance)}</View>
        </View>
        <View
          className="me__figure"
          onClick={() => void Taro.navigateTo({ url: '/features/checkin/pages/score/index' })}
          {...spoken('button', { label: `${text.streak} ${me.streak} ${text.days}` })}
        >
          <View className="me__label">{text.streak}</View>
          <View className="me__number">
            {me.streak}
            <View className="me__unit">{text.days}</View>
          </View>
        </View>
        <View className="me__staff" {...silent}>
          {[1, 2, 3, 4, 5, 6, 7].map((beat) => (
            <View key={beat} className={`me__beat${beat <= inCycle(me.streak) ? ' me__beat--full' : ''}`} />
          ))}
        </View>
      </View>
    </Section>
  )
}

/** How many of seven beats are full: a streak of 9 shows 2 in its second bar, one of 14 shows a full bar. */
function inCycle(streak: number): number {
  return streak === 0 ? 0 : ((streak - 1) % 7) + 1
}

function Join({ onJoined }: { onJoined: () => void }) {
  return (
    <Section tight>
      <View className="card card--row">
        <View className="grow">
          <View className="earn__title">{text.notAgreed}</View>
          <View className="earn__text">{text.visitorHint}</View>
        </View>
        <Button look="tonal" onPress={() => void askConsent().then((given) => (given ? onJoined() : undefined))}>
          {text.join}
        </Button>
      </View>
    </Section>
  )
}

interface EntryProps {
  icon: IconName
  title: string
  hint: string
  end?: string
  onPress?: () => void
}

function Entry({ icon, title, hint, end, onPress }: EntryProps) {
  return (
    <View
      className="list__row"
      hoverClass={onPress ? 'is-pressed' : 'none'}
      onClick={onPress}
      {...(onPress ? spoken('button', { label: `${title}，${hint}` }) : {})}
    >
      <View className="list__icon">
        <Icon name={icon} size="m" />
      </View>
      <View className="grow">
        <View className="list__title">{title}</View>
        <View className="list__hint">{hint}</View>
      </View>
      {end !== undefined && <View className="list__end">{end}</View>}
      {onPress && (
        <View className="list__end">
          <Icon name="next" size="s" />
        </View>
      )}
    </View>
  )
}
