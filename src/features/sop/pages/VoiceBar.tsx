import { View } from '@tarojs/components'
import Taro, { useDidHide } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { Icon } from '../../../client/parts/Icon'
import { spoken } from '../../../client/spoken'
import { say } from '../../../client/toast'
import { text } from './text'

/** A voice message: one tap plays it, the next one stops it. */
export function VoiceBar({ src }: { src: string }) {
  const [playing, setPlaying] = useState(false)
  const audio = useRef<Taro.InnerAudioContext | null>(null)

  useEffect(() => () => audio.current?.destroy(), [])
  useDidHide(() => audio.current?.stop())

  function toggle(): void {
    audio.current ??= prepare()
    if (playing) audio.current.stop()
    else audio.current.play()
  }

  function prepare(): Taro.InnerAudioContext {
    const context = Taro.createInnerAudioContext()
    context.src = src
    context.onPlay(() => setPlaying(true))
    context.onStop(() => setPlaying(false))
    context.onEnded(() => setPlaying(false))
    context.onError(() => {
      setPlaying(false)
      say(text.voiceFailed)
    })
    return context
  }

  return (
    <View
      className={`media-voice${playing ? ' is-playing' : ''}`}
      hoverClass="is-pressed"
      onClick={toggle}
      {...spoken('button', { label: playing ? text.voiceStop : text.voicePlay })}
    >
      <Icon name="voice" size="l" />
      <View className="grow">{playing ? text.voiceStop : text.voicePlay}</View>
    </View>
  )
}
