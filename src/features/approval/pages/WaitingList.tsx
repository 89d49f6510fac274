import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useAnswer } from '../../../client/answer'
import type { CallFailure } from '../../../client/failure'
import { Icon } from '../../../client/parts/Icon'
import { StaleNotice } from '../../../client/parts/Notice'
import { Page, Section } from '../../../client/parts/Page'
import { SkeletonBlock } from '../../../client/parts/Skeleton'
import { Empty, LoadFailure } from '../../../client/parts/State'
import { spoken } from '../../../client/spoken'
import { momentText } from '../../../client/when'
import type { WaitingVersion } from '../contract'
import { PostCases } from './PostCases'
import { text } from './text'

/** Everything that waits for a judge, the longest waiting first. */
export function WaitingList() {
  const asked = useAnswer('approval.list', {})
  const posts = useAnswer('post.listWaiting', { show: 'waiting' })
  const data = asked.answer?.data
  if (!data) return <Waiting failure={asked.failure} onAgain={() => void asked.again()} />
  const cases = posts.answer?.data.posts ?? []
  return (
    <Page title={text.title} staff>
      <Section tight>
        <StaleNotice asked={asked} />
        {data.versions.length === 0 && cases.length === 0 && <Empty title={text.nothing} hint={text.nothingHint} />}
      </Section>
      {data.versions.length > 0 && (
        <Section title={text.versions} aside={text.versionsAside}>
          {data.versions.map((version) => (
            <VersionCard key={`${version.sop}:${version.number}`} version={version} />
          ))}
        </Section>
      )}
      <PostCases
        cases={cases}
        waiting={posts.answer?.data.waiting ?? 0}
        onDecided={() => {
          void posts.again()
          void asked.again()
        }}
      />
    </Page>
  )
}

function VersionCard({ version }: { version: WaitingVersion }) {
  const { sop, name, number, nodes, base, submittedBy, submittedAt, note } = version
  const url = `/features/approval/pages/approvals/index?sop=${sop}&n=${number}`
  return (
    <View
      className="case"
      hoverClass="is-pressed"
      onClick={() => void Taro.navigateTo({ url })}
      {...spoken('button', {
        label: `${text.versionTitle(name, number)}，${text.by(submittedBy, momentText(submittedAt))}`,
      })}
    >
      <View className="grow">
        <View className="case__title">{text.versionTitle(name, number)}</View>
        <View className="case__line">{text.by(submittedBy, momentText(submittedAt))}</View>
        <View className="case__line">{text.size(nodes, base)}</View>
        {note !== '' && <View className="case__note">{text.note(note)}</View>}
      </View>
      <View className="list__end">
        <Icon name="next" size="s" />
      </View>
    </View>
  )
}

/** Before anything is known: the place of what comes, or why it does not. */
export function Waiting({ failure, onAgain }: { failure: CallFailure | null; onAgain: () => void }) {
  return (
    <Page title={text.title} staff>
      <Section>
        {failure === null && (
          <View className="skeleton" {...spoken('status', { label: text.loading })}>
            <SkeletonBlock look="card" />
            <SkeletonBlock look="card" />
          </View>
        )}
        {failure?.kind === 'refused' && (
          <Empty
            title={failure.code === 'FORBIDDEN' ? text.refused : text.nothing}
            hint={failure.message}
            action={text.toMe}
            onAction={() => void Taro.switchTab({ url: '/features/member/pages/me/index' })}
          />
        )}
        {failure !== null && failure.kind !== 'refused' && (
          <LoadFailure title={text.failed} failure={failure} onAgain={onAgain} />
        )}
      </Section>
    </Page>
  )
}
