import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { useAnswer } from '../../../client/answer'
import { call } from '../../../client/call'
import { asFailure } from '../../../client/failure'
import { haptic } from '../../../client/haptic'
import { Button } from '../../../client/parts/Button'
import { Notice, StaleNotice } from '../../../client/parts/Notice'
import { Page, Section } from '../../../client/parts/Page'
import { Empty } from '../../../client/parts/State'
import { silent, spoken } from '../../../client/spoken'
import { momentText } from '../../../client/when'
import type { ChangedMessage, WaitingVersion } from '../contract'
import { FieldLines, MessageChange } from './MessageChange'
import { ReasonSheet } from './ReasonSheet'
import { text } from './text'
import { Waiting } from './WaitingList'

/** One version that waits: what it would change, and the decision on it. */
export function OneVersion({ sop, number }: { sop: string; number: number }) {
  const asked = useAnswer('approval.getVersion', { sop, number })
  const [more, setMore] = useState<ChangedMessage[]>([])
  const [loading, setLoading] = useState(false)
  const [refusing, setRefusing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [done, setDone] = useState<'approved' | 'sentBack' | null>(null)
  const data = asked.answer?.data
  if (done !== null && data) return <Decided done={done} version={data.version} />
  if (!data) return <Waiting failure={asked.failure} onAgain={() => void asked.again()} />
  const { version, fields, total } = data
  const messages = [...data.messages, ...more]

  async function decide(end: 'approved' | 'sentBack', note: string): Promise<void> {
    setBusy(true)
    setTrouble(null)
    try {
      // The instant names what was read: whatever was handed in anew meanwhile is not decided on.
      const input = { sop, number, note, submittedAt: version.submittedAt }
      await (end === 'approved' ? call('sop.approve', input) : call('sop.sendBack', input))
      haptic('medium')
      setRefusing(false)
      setDone(end)
    } catch (error) {
      setTrouble(asFailure(error).message)
    } finally {
      setBusy(false)
    }
  }

  async function showMore(): Promise<void> {
    setLoading(true)
    try {
      const next = await call('approval.getVersion', { sop, number, from: messages.length })
      setMore([...more, ...next.data.messages])
    } catch (error) {
      setTrouble(asFailure(error).message)
    } finally {
      setLoading(false)
    }
  }

  return (
    <Page title={text.title} staff>
      <Section tight>
        <StaleNotice asked={asked} />
        <View className="case__name" {...spoken('heading', { level: 1 })}>
          {text.versionTitle(version.name, version.number)}
        </View>
        <View className="case__line">{text.by(version.submittedBy, momentText(version.submittedAt))}</View>
        <View className="case__line">{text.size(version.nodes, version.base)}</View>
        {version.note !== '' && <View className="case__note">{text.note(version.note)}</View>}
      </Section>
      <Section title={text.changes} aside={text.changesCount(total + fields.length)}>
        {total + fields.length === 0 && <Notice icon="info">{text.noChange}</Notice>}
        {fields.length > 0 && (
          <View className="change">
            <View className="change__name">{text.ownFields}</View>
            <FieldLines fields={fields} />
          </View>
        )}
        {messages.map((message) => (
          <MessageChange key={message.node} message={message} />
        ))}
        {messages.length < total && (
          <Button look="tonal" block busy={loading} onPress={() => void showMore()}>
            {loading ? text.moreBusy : text.more(total - messages.length)}
          </Button>
        )}
      </Section>
      <View className="verdicts__room" {...silent} />
      <View className="verdicts">
        {version.notYou !== null && <View className="verdicts__why">{text.notYou(version.notYou)}</View>}
        {trouble && !refusing && <View className="consent__trouble">{trouble}</View>}
        <View className="verdicts__row">
          <Button look="ghost" size="lg" grow busy={busy} onPress={() => setRefusing(true)}>
            {text.sendBack}
          </Button>
          <Button
            look={version.notYou === null ? 'primary' : 'off'}
            size="lg"
            grow
            icon="check"
            busy={busy}
            onPress={() => void decide('approved', '')}
          >
            {busy ? text.approving : text.approve}
          </Button>
        </View>
      </View>
      {refusing && (
        <ReasonSheet
          title={text.backTitle}
          lead={text.backLead}
          reasons={text.reasons}
          act={text.sendBack}
          stay={text.back}
          busy={busy}
          trouble={trouble}
          onSay={(reason) => void decide('sentBack', reason)}
          onClose={() => setRefusing(false)}
        />
      )}
    </Page>
  )
}

function Decided({ done, version }: { done: 'approved' | 'sentBack'; version: WaitingVersion }) {
  const hint = done === 'approved' ? text.approvedHint : text.sentBackHint
  return (
    <Page title={text.title} staff>
      <Empty
        title={text[done]}
        hint={hint(version.submittedBy)}
        action={text.toList}
        onAction={() => void Taro.navigateBack()}
      />
    </Page>
  )
}
