import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { useAnswer } from '../../../../client/answer'
import type { Output } from '../../../../client/call'
import { askConsent } from '../../../../client/consent'
import { identity } from '../../../../client/identity'
import { Button } from '../../../../client/parts/Button'
import { Entry } from '../../../../client/parts/Entry'
import { Logo } from '../../../../client/parts/NavBar'
import { StaleNotice } from '../../../../client/parts/Notice'
import { Page, Section } from '../../../../client/parts/Page'
import { LoadFailure } from '../../../../client/parts/State'
import { spoken } from '../../../../client/spoken'
import { dayOf } from '../../../../kernel/day'
import { ApprovalEntry } from '../../../approval/pages/ApprovalEntry'
import { INVITE_PAGE } from '../../../channel/pages/GroupEntry'
import { text as inviteText } from '../../../channel/pages/text'
import { MessageBudget } from '../../../intent/pages/MessageBudget'
import { text as messageText } from '../../../intent/pages/text'
import { TierCard } from '../../../tier/pages/TierEntry'
import { BindSheet } from '../BindSheet'
import { Known } from '../Known'
import { LookEntries } from '../LookEntries'
import { text } from '../text'

type Me = Output<'member.getMe'>

const go = (path: string) => () => void Taro.navigateTo({ url: path })

/** Who the member is here, how much they hear, what we know of them, and the door for staff. */
export default function MePage() {
  const asked = useAnswer('member.getMe', {})
  const me = asked.answer?.data
  return (
    <Page tab="me">
      {!me && asked.failure && (
        <Section>
          <LoadFailure title={text.failed} failure={asked.failure} onAgain={() => void asked.again()} />
        </Section>
      )}
      {!me && !asked.failure && <MeSkeleton />}
      {me && (
        <>
          <Section tight>
            <StaleNotice asked={asked} />
            <Head me={me} />
          </Section>
          {me.isStaff && <StaffEntries me={me} />}
          {me.consented ? (
            <>
              <Section tight>
                <TierCard />
              </Section>
              <MessageBudget />
              <Known />
            </>
          ) : (
            <Join onJoined={() => void asked.again()} />
          )}
          <Section>
            <View className="list">
              <Entry
                icon="form"
                title={text.surveys}
                hint={text.surveysHint}
                onPress={go('/features/survey/pages/survey/index')}
              />
              <Entry
                icon="chat"
                title={messageText.messages}
                hint={messageText.messagesHint}
                onPress={go('/features/intent/pages/messages/index')}
              />
              <LookEntries />
              <Entry icon="people" title={inviteText.contact} hint={text.contactHint} onPress={go(INVITE_PAGE)} />
              {!me.consented && (
                <Entry
                  icon="shield"
                  title={text.privacy}
                  hint={text.privacyHint}
                  onPress={go('/features/member/pages/privacy/index')}
                />
              )}
            </View>
          </Section>
          {(!me.isStaff || identity() !== '') && <StaffDoor me={me} onBound={() => void asked.again()} />}
        </>
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
          onPress={go('/features/delivery/pages/queue/index')}
        />
        <Entry
          icon="scan"
          title={text.counter}
          hint={text.counterHint}
          onPress={go('/features/coupon/pages/counter/index')}
        />
        <Entry icon="person" title={text.desk} hint={text.deskHint} onPress={go('/features/staff/pages/scan/index')} />
      </View>
    </Section>
  )
}

/** As high as what comes. */
function MeSkeleton() {
  return (
    <View className="skeleton skeleton--padded" {...spoken('status', { label: text.loading })}>
      <View className="me__head">
        <View className="sk sk--logo" />
        <View className="grow">
          <View className="sk sk--line sk--w2" />
          <View className="sk sk--thin sk--w1" />
        </View>
      </View>
      <View className="sk sk--tier" />
      <View className="sk sk--budget" />
    </View>
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
          {me.memberSince === null ? text.visitorHint : text.memberSince(dayOf(me.memberSince), me.streak)}
        </View>
      </View>
    </View>
  )
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

function StaffDoor({ me, onBound }: { me: Me; onBound: () => void }) {
  const [binding, setBinding] = useState(false)
  return (
    <Section>
      <View className="list">
        {!me.isStaff && (
          <Entry icon="people" title={text.staff} hint={text.staffHint} onPress={() => setBinding(true)} />
        )}
        {identity() !== '' && <Entry icon="person" title={text.demo} hint={text.demoHint} end={identity()} />}
      </View>
      {binding && (
        <BindSheet
          onClose={() => setBinding(false)}
          onBound={() => {
            setBinding(false)
            onBound()
          }}
        />
      )}
    </Section>
  )
}
