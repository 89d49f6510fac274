import { Image, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useAnswer } from '../../../../client/answer'
import { launchChannel } from '../../../../client/invite'
import { Notice, StaleNotice } from '../../../../client/parts/Notice'
import { Page, Section } from '../../../../client/parts/Page'
import { SkeletonBlock } from '../../../../client/parts/Skeleton'
import { Empty, LoadFailure } from '../../../../client/parts/State'
import { spoken } from '../../../../client/spoken'
import type { InviteCode } from '../../inviteContract'
import { text } from '../text'
import './index.scss'

/**
 * Codes to hold a finger on: WeChat reads them where they stand (contact ways and join ways, from 8.0.6 on iPhones and 8.0.3 on Android,
 * developer.work.weixin.qq.com/document/path/93884).
 */
export default function InvitePage() {
  const asked = useAnswer('channel.invite', { channel: launchChannel() })
  const { answer, failure } = asked
  if (answer === null) {
    return (
      <Page title={text.title}>
        <Section tight>
          {failure ? (
            <LoadFailure title={text.failed} failure={failure} onAgain={() => void asked.again()} />
          ) : (
            <View className="skeleton" {...spoken('status', { label: text.loading })}>
              <SkeletonBlock look="cover" />
              <SkeletonBlock look="cover" />
            </View>
          )}
        </Section>
      </Page>
    )
  }
  const { advisor, group, why } = answer.data
  const none = advisor === null && group === null
  return (
    <Page title={text.title}>
      <Section tight>
        <StaleNotice asked={asked} />
        {none && why === null && (
          <Empty title={text.none} hint={text.noneHint} action={text.toToday} onAction={toToday} />
        )}
        {!none && (
          <>
            <View className="page-title" {...spoken('heading', { level: 1 })}>
              {text.heading}
            </View>
            <View className="invite__lead">{text.lead}</View>
          </>
        )}
        {advisor && <Code code={advisor} words={text.advisor} />}
        {group && <Code code={group} words={text.group} />}
        {why !== null && <Notice icon="info">{why}</Notice>}
        {!none && <View className="caption invite__help">{text.help}</View>}
      </Section>
    </Page>
  )
}

function Code({ code, words }: { code: InviteCode; words: typeof text.advisor | typeof text.group }) {
  const { picture, name } = code
  return (
    <View className="card invite">
      <View className="earn__title">{name === null ? words.title : `${words.title} · ${name}`}</View>
      <View className="earn__text">{words.line}</View>
      <Image
        className="invite__code"
        src={picture}
        mode="aspectFit"
        showMenuByLongpress
        onClick={() => void Taro.previewImage({ urls: [picture], current: picture })}
        {...spoken('img', { label: words.picture })}
      />
    </View>
  )
}

function toToday(): void {
  void Taro.switchTab({ url: '/features/checkin/pages/today/index' })
}
