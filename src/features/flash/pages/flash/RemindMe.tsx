import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../../../client/call'
import { mayKeep, withConsent } from '../../../../client/consent'
import { asFailure } from '../../../../client/failure'
import { keep, kept } from '../../../../client/keep'
import { Button } from '../../../../client/parts/Button'
import { say } from '../../../../client/toast'
import { MINUTE } from '../../../../kernel/day'
import { useReminders } from '../../../intent/pages/useReminders'
import type { FlashView } from '../../contract'
import { text } from '../text'

const DRAWER = 'flash.reminded'
/** Later the member had better stay (ms). */
const BEFORE = 10 * MINUTE

/** Asks to be told before it opens. Not there while the brand has no template for it: nobody would be told. */
export function RemindMe({ session: { session, opensAt }, now }: { session: FlashView; now: number }) {
  const isEarly = now < opensAt - BEFORE
  const { switches, busy, allow, turn } = useReminders(isEarly)
  const [asked, setAsked] = useState(() => kept<string[]>(DRAWER)?.includes(session) ?? false)
  const [sending, setSending] = useState(false)
  const kind = switches.find((each) => each.kind === 'flash.opening')
  if (!isEarly || kind === undefined) return null

  async function remind(): Promise<void> {
    if (kind === undefined || sending) return
    // WeChat's question first: it is only asked within the tap itself.
    const left = kind.credits > 0 ? kind.credits : await allow(kind)
    if (!left) return
    setSending(true)
    try {
      if (!kind.on && (await turn(kind.kind, true)) !== true) return
      if ((await withConsent(() => call('flash.remindMe', { session }))) === null) return
      if (mayKeep()) keep(DRAWER, [...(kept<string[]>(DRAWER) ?? []), session].slice(-20))
      setAsked(true)
      say(text.willRemind, 'check')
    } catch (error) {
      const failure = asFailure(error)
      say(failure.message, failure.kind === 'offline' ? 'offline' : 'info')
    } finally {
      setSending(false)
    }
  }
  return (
    <View className="flash-act">
      {asked ? (
        <View className="flash-wait__hint">{text.willRemind}</View>
      ) : (
        <Button look="tonal" size="lg" block busy={sending || busy !== null} onPress={() => void remind()}>
          {text.remindMe}
        </Button>
      )}
    </View>
  )
}
