import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../../client/parts/Button'
import { Notice, StaleNotice } from '../../../../client/parts/Notice'
import { Page, Section } from '../../../../client/parts/Page'
import { Sheet } from '../../../../client/parts/Sheet'
import { SkeletonBlock } from '../../../../client/parts/Skeleton'
import { LoadFailure } from '../../../../client/parts/State'
import { spoken } from '../../../../client/spoken'
import { dateLine } from '../../../../client/when'
import type { Day } from '../../../../kernel/day'
import type { MineView } from '../../contract'
import { Compose } from '../Compose'
import { MyPost } from '../MyPost'
import { text } from '../text'
import { usePost } from '../usePost'
import { Wall } from '../Wall'
import './index.scss'

/** Today's post: write it, see where it stands, read what others wrote. */
export default function PostPage() {
  const { mine, busy, publish, checkAgain, remove, share } = usePost()
  const [editing, setEditing] = useState(false)
  const [removing, setRemoving] = useState<Day | null>(null)
  const [turn, setTurn] = useState(0)
  const view = mine.answer?.data

  async function removed(day: Day): Promise<void> {
    setRemoving(null)
    if (await remove(day)) setTurn(turn + 1)
  }

  const own = (day: Day) => ({
    busy,
    onAgain: () => void checkAgain(day),
    onRemove: () => setRemoving(day),
    onShare: (agreed: boolean) => void share(day, agreed),
  })
  return (
    <Page title={text.title}>
      {!view && (
        <Section tight>
          {mine.failure ? (
            <LoadFailure title={text.failed} failure={mine.failure} onAgain={() => void mine.again()} />
          ) : (
            <View className="skeleton" {...spoken('status', { label: text.loading })}>
              <SkeletonBlock look="card" />
            </View>
          )}
        </Section>
      )}
      {view && (
        <>
          {mine.failure && (
            <Section tight>
              <StaleNotice asked={mine} />
            </Section>
          )}
          {view.post && !editing && (
            <Section title={text.mineTitle} aside={dateLine(view.today)} tight>
              <MyPost post={view.post} {...own(view.today)} onEdit={() => setEditing(true)} />
            </Section>
          )}
          {(!view.post || editing) && (
            <Writing
              view={view}
              busy={busy}
              onLeave={editing ? () => setEditing(false) : undefined}
              onPublish={async (sending) => {
                if (await publish(sending)) setEditing(false)
              }}
            />
          )}
        </>
      )}
      {/* Not above what is still to come: it would be pushed down. */}
      {(view || mine.failure) && <Wall key={`${view?.post?.state ?? ''} ${turn}`} />}
      {view && view.earlier.length > 0 && (
        <Section title={text.earlier}>
          {view.earlier.map((post) => (
            <View key={post.day} className="earlier">
              <View className="caption">{dateLine(post.day)}</View>
              <MyPost post={post} {...own(post.day)} />
            </View>
          ))}
        </Section>
      )}
      {removing && (
        <Sheet title={text.removeTitle} onClose={() => setRemoving(null)}>
          <View className="sheet__lead">{text.removeLead}</View>
          <View className="sheet__act">
            <Button look="ghost" size="lg" onPress={() => setRemoving(null)}>
              {text.removeNo}
            </Button>
            <Button look="primary" size="lg" busy={busy} onPress={() => void removed(removing)}>
              {text.removeYes}
            </Button>
          </View>
        </Sheet>
      )}
    </Page>
  )
}

function Writing({ view, ...rest }: { view: MineView } & Omit<Parameters<typeof Compose>[0], 'view'>) {
  if (view.open) return <Compose view={view} {...rest} />
  return (
    <Section tight>
      <Notice icon="info">{text.closed}</Notice>
    </Section>
  )
}
