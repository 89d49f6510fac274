import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { useAnswer } from '../../../../client/answer'
import { asFailure } from '../../../../client/failure'
import { handOver } from '../../../../client/handOver'
import { Button } from '../../../../client/parts/Button'
import { Icon } from '../../../../client/parts/Icon'
import { Page, Section } from '../../../../client/parts/Page'
import { SkeletonBlock } from '../../../../client/parts/Skeleton'
import { Empty, LoadFailure } from '../../../../client/parts/State'
import { spoken } from '../../../../client/spoken'
import { say } from '../../../../client/toast'
import { LeaveSheet } from './LeaveSheet'
import { takeAll } from './takeAll'
import { text } from './text'
import './index.scss'

/** What is kept about a member: to read, to take along, to end. */
export default function PrivacyPage() {
  const asked = useAnswer('member.getMe', {})
  const { params } = useRouter<{ act?: string }>()
  const [leaving, setLeaving] = useState(params.act === 'leave')
  const me = asked.answer?.data
  return (
    <Page title={text.title}>
      {!me && asked.failure && (
        <Section>
          <LoadFailure title={text.failed} failure={asked.failure} onAgain={() => void asked.again()} />
        </Section>
      )}
      {!me && !asked.failure && (
        <View className="skeleton skeleton--padded" {...spoken('status', { label: text.loading })}>
          <SkeletonBlock look="card" />
          <SkeletonBlock look="card" />
        </View>
      )}
      {me?.leaving && <Empty title={text.leaving} hint={text.leavingHint} />}
      {me && !me.leaving && (
        <>
          <Section tight>
            <View className="list">
              {text.kept.map(({ icon, title, text: words }) => (
                <View key={title} className="list__row">
                  <View className="list__icon">
                    <Icon name={icon} size="m" />
                  </View>
                  <View className="grow">
                    <View className="list__title">{title}</View>
                    <View className="list__hint">{words}</View>
                  </View>
                </View>
              ))}
            </View>
            <View className="caption privacy__note">{text.notKept}</View>
            <View className="caption privacy__note">{me.consented ? text.agreed : text.notAgreed}</View>
            {process.env.TARO_ENV === 'weapp' && (
              <Button look="text" onPress={() => Taro.openPrivacyContract({})}>
                {text.guide}
              </Button>
            )}
          </Section>
          {me.memberSince !== null && <Take />}
          {me.memberSince !== null && (
            <Section>
              <View className="card">
                <View className="list__title">{text.leave}</View>
                <View className="list__hint">{text.leaveHint}</View>
                <View className="privacy__act">
                  <Button look="ghost" block onPress={() => setLeaving(true)}>
                    {text.leave}
                  </Button>
                </View>
              </View>
            </Section>
          )}
        </>
      )}
      {leaving && me && !me.leaving && me.memberSince !== null && (
        <LeaveSheet
          onClose={() => setLeaving(false)}
          onLeft={() => {
            setLeaving(false)
            void asked.again()
          }}
        />
      )}
    </Page>
  )
}

function Take() {
  const [part, setPart] = useState<string | null>(null)
  const [content, setContent] = useState<string | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)

  async function take(): Promise<void> {
    setTrouble(null)
    try {
      setContent(await takeAll(setPart))
    } catch (error) {
      setTrouble(asFailure(error).message)
    } finally {
      setPart(null)
    }
  }

  async function copy(all: string): Promise<void> {
    await Taro.setClipboardData({ data: all })
    if (process.env.TARO_ENV === 'weapp') say(text.copied, 'check')
  }

  return (
    <Section>
      <View className="card">
        <View className="list__title">{content === null ? text.take : text.taken}</View>
        <View className="list__hint">{part === null ? text.takeHint : text.taking(part)}</View>
        {trouble && <View className="consent__trouble">{trouble}</View>}
        {content === null ? (
          <View className="privacy__act">
            <Button look="tonal" block busy={part !== null} onPress={() => void take()}>
              {text.take}
            </Button>
          </View>
        ) : (
          <>
            <View className="privacy__act">
              <Button look="tonal" block onPress={() => void handOver(text.file, content)}>
                {process.env.TARO_ENV === 'weapp' ? text.share : text.download}
              </Button>
            </View>
            <View className="privacy__act">
              <Button look="ghost" block onPress={() => void copy(content)}>
                {text.copy}
              </Button>
            </View>
          </>
        )}
      </View>
    </Section>
  )
}
