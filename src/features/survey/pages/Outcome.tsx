import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { ReactNode } from 'react'
import { Beat, type BeatKind } from '../../../client/parts/Beat'
import { Button } from '../../../client/parts/Button'
import { spoken } from '../../../client/spoken'
import type { OpenSurvey, Submitted } from '../contract'
import type { Stop } from './draft'
import { isFinal, type Outcome, type Waiting } from './handing'
import { MINE } from './shelf'
import { text } from './text'

/** Where an answer stands, calmly and with what to do next. */
function Standing({
  beat,
  title,
  children,
  act,
}: {
  beat: BeatKind
  title: string
  children: ReactNode
  act: ReactNode
}) {
  return (
    <View className="standing" {...spoken('status')}>
      <View className="standing__staff">
        <Beat kind={beat} size="l" />
      </View>
      <View className="standing__title" {...spoken('heading', { level: 1 })}>
        {title}
      </View>
      {children}
      <View className="standing__act">{act}</View>
    </View>
  )
}

function Ways() {
  return (
    <>
      <Button look="ghost" size="lg" block onPress={() => void Taro.redirectTo({ url: MINE })}>
        {text.toMine}
      </Button>
      <Button look="text" block onPress={() => void Taro.switchTab({ url: '/features/checkin/pages/today/index' })}>
        {text.toToday}
      </Button>
    </>
  )
}

/** Only after the server said so. */
export function Taken({ submitted: { thanks, reward } }: { submitted: Submitted }) {
  return (
    <Standing beat="done" title={text.doneTitle} act={<Ways />}>
      <View className="standing__words">{thanks}</View>
      {reward.points !== null && <View className="standing__gain">{text.earned(reward.points)}</View>}
      {reward.coupon && <View className="standing__gain">{text.coupon}</View>}
    </Standing>
  )
}

/** Handed in on the phone: on its way, or kept for when the network is back. */
export function Held({ waits, last, onTry }: { waits: Waiting; last: Outcome | null; onTry: () => void }) {
  const tried = last !== null || waits.later !== null
  return (
    <Standing
      beat="noted"
      title={!tried ? text.sendingTitle : waits.later === null ? text.waitTitle : text.laterTitle}
      act={
        tried && (
          <Button look="tonal" size="lg" icon="again" block onPress={onTry}>
            {text.tryNow}
          </Button>
        )
      }
    >
      <View className="standing__words">{!tried ? text.sendingHint : (waits.later ?? text.waitHint)}</View>
      {tried && waits.points !== null && (
        <View className="standing__words">{text.offlineHint(`${waits.points} 积分`)}</View>
      )}
    </Standing>
  )
}

interface Ending {
  onReopen: () => void
  onPutAway: () => void
}

/** The server said no: the draft stays until the person puts it away. */
export function Stopped({ stop, onReopen, onPutAway }: Ending & { stop: Stop }) {
  const final = isFinal(stop.code)
  return (
    <Standing
      beat="rest"
      title={stop.code === 'ALREADY_ANSWERED' ? text.shut.answered : text.stopTitle}
      act={
        final ? (
          <Button look="primary" size="lg" block onPress={onPutAway}>
            {text.putAway}
          </Button>
        ) : (
          <Button look="primary" size="lg" block onPress={onReopen}>
            {text.reopen}
          </Button>
        )
      }
    >
      <View className="standing__words">{stop.message}</View>
      <View className="standing__words">{stop.code === 'ALREADY_ANSWERED' ? text.answeredHint : text.kept}</View>
    </Standing>
  )
}

/** It cannot be answered now: why, and where to go. */
export function Shut({ open, kept, onPutAway }: Pick<Ending, 'onPutAway'> & { open: OpenSurvey; kept: boolean }) {
  if (open.standing === 'open') return null
  const over = open.standing !== 'paused' && open.standing !== 'not_open'
  return (
    <Standing
      beat={open.standing === 'answered' ? 'done' : 'rest'}
      title={text.shut[open.standing]}
      act={
        kept && over ? (
          <Button look="primary" size="lg" block onPress={onPutAway}>
            {text.putAway}
          </Button>
        ) : (
          <Ways />
        )
      }
    >
      <View className="standing__words">{open.standing === 'answered' ? text.answeredHint : open.why}</View>
      {kept && open.standing !== 'answered' && <View className="standing__words">{text.kept}</View>}
    </Standing>
  )
}
