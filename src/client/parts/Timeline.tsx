import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { spoken } from '../spoken'
import { Beat, type BeatKind } from './Beat'

interface Props {
  time: string
  when: 'past' | 'now' | 'next'
  beat: BeatKind
  title: string
  note?: string
  aside?: ReactNode
  /** What unfolds below, for the column that is on now. */
  children?: ReactNode
  onPress?: () => void
}

/** One column of the day: when, how it stands, what it is. */
export function TimelineItem({ time, when, beat, title, note, aside, children, onPress }: Props) {
  const pressable = onPress !== undefined
  return (
    <View className={`tl tl--${when}`} {...spoken('listitem')}>
      <View className="tl__time">{time}</View>
      <View className="tl__rail">
        <Beat kind={beat} size={when === 'now' ? 's' : 'xs'} />
        <View className="tl__thread" />
      </View>
      <View
        className="tl__body"
        hoverClass={pressable ? 'is-pressed' : 'none'}
        onClick={onPress}
        {...(pressable ? spoken('button', { label: `${time}，${title}${note ? `，${note}` : ''}` }) : {})}
      >
        <View className="tl__row">
          <View className="grow">
            <View className="tl__title">{title}</View>
            {note && <View className="tl__note">{note}</View>}
          </View>
          {aside}
        </View>
        {children}
      </View>
    </View>
  )
}

export function Timeline({ children, label }: { children: ReactNode; label: string }) {
  return (
    <View className="timeline" {...spoken('list', { label })}>
      {children}
    </View>
  )
}
