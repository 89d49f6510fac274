import { View } from '@tarojs/components'
import { useState } from 'react'
import { type Asked, useAnswer } from '../../../../client/answer'
import { keep, kept } from '../../../../client/keep'
import { Button } from '../../../../client/parts/Button'
import { Page, Section } from '../../../../client/parts/Page'
import { Sheet } from '../../../../client/parts/Sheet'
import { SkeletonBlock } from '../../../../client/parts/Skeleton'
import { LoadFailure } from '../../../../client/parts/State'
import { spoken } from '../../../../client/spoken'
import { BindHere } from '../../../member/pages/BindHere'
import { ScanPad } from './ScanPad'
import { Shift } from './Shift'
import { Done, Ready, Refused } from './Stages'
import { StorePick } from './StorePick'
import { text } from './text'
import { useCounter } from './useCounter'
import './index.scss'

const STORE_DRAWER = 'counter.store'

/** The shop's page: scan a member's coupon, confirm it, and see what the shop redeemed today. */
export default function CounterPage() {
  const me = useAnswer('staff.getMe', {})
  const [picked, setPicked] = useState<string | null>(() => kept<string>(STORE_DRAWER))
  const stores = me.answer?.data.staff.stores
  if (stores === undefined) return <Waiting asked={me} />
  const store = storeFor(picked, stores)
  if (store === null) {
    return (
      <Page title={text.title} staff>
        <StorePick
          stores={stores}
          onPick={(name) => {
            keep(STORE_DRAWER, name)
            setPicked(name)
          }}
        />
      </Page>
    )
  }
  return <AtStore key={store} store={store} onChange={stores.length === 1 ? null : () => setPicked(null)} />
}

/** The shop that was picked on this phone, as long as the person still works there; the only one needs no picking. */
export function storeFor(picked: string | null, stores: readonly string[]): string | null {
  if (stores.length === 1) return stores[0] ?? null
  return picked !== null && (stores.length === 0 || stores.includes(picked)) ? picked : null
}

interface Undoing {
  redemption: string
  title: string
  memberName: string
}

function AtStore({ store, onChange }: { store: string; onChange: (() => void) | null }) {
  const counter = useCounter(store)
  const [undoing, setUndoing] = useState<Undoing | null>(null)
  const { stage } = counter
  const sheet = undoing && (
    <UndoSheet
      undoing={undoing}
      onClose={() => setUndoing(null)}
      onUndo={() => {
        setUndoing(null)
        counter.undo(undoing.redemption)
      }}
    />
  )
  if (stage.at === 'ready') return <Ready stage={stage} counter={counter} />
  if (stage.at === 'refused') return <Refused stage={stage} counter={counter} />
  if (stage.at === 'done') {
    return (
      <>
        <Done stage={stage} store={store} counter={counter} onUndo={() => setUndoing(stage.redeemed)} />
        {sheet}
      </>
    )
  }
  return (
    <Page title={text.title} staff>
      <Section tight>
        <View className="counter__store">
          <View className="sec__title">{store}</View>
          {onChange && (
            <Button look="text" onPress={onChange}>
              {text.change}
            </Button>
          )}
        </View>
      </Section>
      <ScanPad counter={counter} />
      <Shift shift={counter.shift} busy={counter.busy} onUndo={setUndoing} />
      {sheet}
    </Page>
  )
}

function UndoSheet({ undoing, onClose, onUndo }: { undoing: Undoing; onClose: () => void; onUndo: () => void }) {
  return (
    <Sheet title={text.undoTitle} onClose={onClose}>
      <View className="sheet__lead">{text.undoLead(undoing.title, undoing.memberName)}</View>
      <View className="sheet__act">
        <Button look="ghost" size="lg" onPress={onClose}>
          {text.undoNo}
        </Button>
        <Button look="ghost" size="lg" onPress={onUndo}>
          {text.undoYes}
        </Button>
      </View>
    </Sheet>
  )
}

function Waiting({ asked: { failure, again } }: { asked: Pick<Asked<unknown>, 'failure' | 'again'> }) {
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
          <BindHere title={text.refused} hint={failure.message} onBound={() => void again()} />
        )}
        {failure !== null && failure.kind !== 'refused' && (
          <LoadFailure title={text.failed} failure={failure} onAgain={() => void again()} />
        )}
      </Section>
    </Page>
  )
}
