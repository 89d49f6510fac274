import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { mayKeep } from '../../../client/consent'
import { keep, kept } from '../../../client/keep'
import { Button } from '../../../client/parts/Button'
import { serverNow } from '../../../client/serverClock'
import { dayOf } from '../../../kernel/day'
import { text } from './text'
import { useReminders } from './useReminders'
import './Reminders.scss'

type Offered = keyof typeof text.offers

/**
 * Asks whether to remind, right after what it would be about; a tap of the person's own, because WeChat asks in nothing else.
 * Once a day at most, and not while a message is allowed already or the kind is switched off.
 */
export function RemindOffer({ kind }: { kind: Offered }) {
  const drawer = `intent.offered.${kind}`
  const [fresh] = useState(() => kept<string>(drawer) !== dayOf(serverNow()))
  const [step, setStep] = useState<'asking' | 'allowed' | 'gone'>('asking')
  const { switches, busy, allow } = useReminders(fresh)
  const one = switches.find((each) => each.kind === kind)
  const shows = fresh && one?.on === true && (step === 'allowed' || one.credits === 0)
  useEffect(() => {
    if (shows && mayKeep()) keep(drawer, dayOf(serverNow()))
  }, [shows, drawer])
  if (!shows || step === 'gone') return null

  async function ask(): Promise<void> {
    if (one === undefined) return
    const left = await allow(one)
    if (left !== null) setStep(left > 0 ? 'allowed' : 'gone')
  }
  const words = text.offers[kind]
  return (
    <View className="card card--row earned remind-offer">
      <View className="grow">
        <View className="earn__title">{one.name}</View>
        <View className="earn__text">{step === 'allowed' ? text.thanks : words.ask}</View>
      </View>
      {step === 'asking' && (
        <View className="remind-offer__acts">
          <Button look="text" size="sm" onPress={() => setStep('gone')}>
            {text.no}
          </Button>
          <Button look="tonal" size="sm" busy={busy !== null} onPress={() => void ask()}>
            {words.yes}
          </Button>
        </View>
      )}
    </View>
  )
}
