import { Image, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { call, type Output } from '../../../client/call'
import { asFailure } from '../../../client/failure'
import { Button } from '../../../client/parts/Button'
import { Section } from '../../../client/parts/Page'
import { spoken } from '../../../client/spoken'
import { say } from '../../../client/toast'
import { ReasonSheet } from './ReasonSheet'
import { text } from './text'

type Case = Output<'post.listWaiting'>['posts'][number]

/** Members' posts that wait for a person. */
export function PostCases({
  cases,
  waiting,
  onDecided,
}: {
  cases: readonly Case[]
  waiting: number
  onDecided: () => void
}) {
  const [busy, setBusy] = useState<string | null>(null)
  const [hiding, setHiding] = useState<Case | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  if (cases.length === 0) return null

  /** The revision is the one that was looked at; the same tap again finds its own decision. */
  async function decide(post: Case, verb: 'show' | 'hide', reason: string): Promise<void> {
    setBusy(post.id)
    setTrouble(null)
    try {
      await call('post.decide', { id: post.id, revision: post.revision, verb, reason })
      setHiding(null)
      say(verb === 'show' ? text.shown : text.hidden, 'check')
    } catch (error) {
      const { message } = asFailure(error)
      if (verb === 'hide') setTrouble(message)
      else say(message)
    } finally {
      setBusy(null)
      onDecided()
    }
  }

  return (
    <Section title={text.posts} aside={text.postsAside(cases.length, waiting)}>
      {cases.map((post) => (
        <View key={post.id} className="change">
          <View className="case__line">{text.postBy(post.name, post.day)}</View>
          {post.text !== '' && <View className="look__words">{post.text}</View>}
          <Photos post={post} />
          <View className="verdicts__row">
            <Button look="ghost" grow busy={busy === post.id} onPress={() => setHiding(post)}>
              {text.hide}
            </Button>
            <Button look="tonal" grow busy={busy === post.id} onPress={() => void decide(post, 'show', '')}>
              {text.show}
            </Button>
          </View>
        </View>
      ))}
      {hiding && (
        <ReasonSheet
          title={text.hideTitle}
          lead={text.hideLead}
          reasons={text.hideReasons}
          act={text.hide}
          stay={text.keep}
          busy={busy === hiding.id}
          trouble={trouble}
          onSay={(reason) => void decide(hiding, 'hide', reason)}
          onClose={() => setHiding(null)}
        />
      )}
    </Section>
  )
}

function Photos({ post }: { post: Case }) {
  const urls = post.photos.flatMap(({ url }) => (url === '' ? [] : [url]))
  if (urls.length === 0) return null
  return (
    <View className="look__pics">
      {urls.map((url) => (
        <Image
          key={url}
          className="look__pic"
          src={url}
          mode="aspectFill"
          lazyLoad
          onClick={() => void Taro.previewImage({ urls, current: url })}
          {...spoken('img', { label: text.picture })}
        />
      ))}
    </View>
  )
}
