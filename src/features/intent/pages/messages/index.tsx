import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useAnswer } from '../../../../client/answer'
import { Beat } from '../../../../client/parts/Beat'
import { StaleNotice } from '../../../../client/parts/Notice'
import { Page, Section } from '../../../../client/parts/Page'
import { SkeletonRows } from '../../../../client/parts/Skeleton'
import { Empty, LoadFailure } from '../../../../client/parts/State'
import { spoken } from '../../../../client/spoken'
import { momentText } from '../../../../client/when'
import type { MessageLine } from '../../contract'
import { Reminders } from '../Reminders'
import { text } from '../text'
import './index.scss'

/** What the brand said to this member, what it is about to say, and of what it may remind. */
export default function MessagesPage() {
  const asked = useAnswer('intent.getMessages', {})
  const view = asked.answer?.data
  return (
    <Page title={text.messages}>
      <Section tight>
        <StaleNotice asked={asked} />
        <View className="lead">{text.messagesLead}</View>
        {view && <View className="lead">{text.room(view.sending.sent, view.sending.perWeek)}</View>}
      </Section>
      {!view && (
        <Section>
          {asked.failure ? (
            <LoadFailure title={text.messagesFailed} failure={asked.failure} onAgain={() => void asked.again()} />
          ) : (
            <SkeletonRows rows={4} label={text.loading} />
          )}
        </Section>
      )}
      {view && view.planned.length > 0 && (
        <Section title={text.planned}>
          <Messages lines={view.planned} />
          <View className="caption message__note">{text.plannedNote}</View>
        </Section>
      )}
      {view && (
        <Section title={text.said} aside={text.saidAside}>
          {view.said.length === 0 ? (
            <Empty title={text.nothingYet} hint={text.nothingYetHint} />
          ) : (
            <Messages lines={view.said} />
          )}
        </Section>
      )}
      {(view || asked.failure) && <Reminders />}
    </Page>
  )
}

function Messages({ lines }: { lines: readonly MessageLine[] }) {
  return (
    <View className="card card--list" {...spoken('list')}>
      {lines.map((line) => (
        <Message key={line.id} line={line} />
      ))}
    </View>
  )
}

/** It opens what it was about. */
function Message({ line: { name, lines, at, state, page } }: { line: MessageLine }) {
  const open = page === null ? undefined : () => go(`/${page}`)
  const when = momentText(at)
  return (
    <View className="message" {...spoken('listitem')}>
      <Beat kind={state === 'waiting' ? 'next' : 'done'} size="xs" />
      <View
        className="grow"
        hoverClass={open ? 'is-pressed' : 'none'}
        onClick={open}
        {...(open ? spoken('button', { label: [name, ...lines, when].join('，') }) : {})}
      >
        <View className="message__head">
          <View className="list__title">{name}</View>
          <View className="list__hint">{when}</View>
        </View>
        {lines.length > 0 && <View className="message__words">{lines.join('，')}</View>}
        {state === 'unknown' && <View className="list__hint">{text.unknown}</View>}
      </View>
    </View>
  )
}

const TABS = /^\/features\/(checkin\/pages\/today|coupon\/pages\/benefits|points\/pages\/points|member\/pages\/me)\//

/** A tab is switched to, other pages open above. */
function go(url: string): void {
  if (TABS.test(url)) void Taro.switchTab({ url: url.replace(/\?.*$/, '') })
  else void Taro.navigateTo({ url })
}
