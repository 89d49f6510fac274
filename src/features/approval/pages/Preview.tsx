import { Image, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { isAddress } from '../../../client/address'
import { brand } from '../../../client/brand'
import { Cover } from '../../../client/parts/Cover'
import { Logo } from '../../../client/parts/NavBar'
import { spoken } from '../../../client/spoken'
import { nameOfRef } from '../../material/rules'
import type { Part } from '../../sop/rules'
import type { ChangedMessage } from '../contract'
import { text } from './text'

type Message = NonNullable<ChangedMessage['message']>

/**
 * A message as people would see it. A small one of its own beside the send queue's: what two sub-packages share goes into the
 * members' first download.
 */
export function Preview({ message }: { message: Message }) {
  const seen = new Map<string, number>()
  return (
    <View className="look">
      {message.parts.map((part) => {
        const nth = (seen.get(part.type) ?? 0) + 1
        seen.set(part.type, nth)
        return <One key={`${part.type}${nth}`} part={part} message={message} />
      })}
    </View>
  )
}

function One({ part, message }: { part: Part; message: Message }) {
  if (part.type === 'text') return <View className="look__words">{part.text}</View>
  if (part.type === 'card') {
    return (
      <View className="look__card" {...spoken('img', { label: `${text.mini}：${part.title}` })}>
        <View className="look__app">
          <Logo size="s" />
          <View>{brand.shortName}</View>
        </View>
        <View className="look__title">{part.title}</View>
        <Cover words={`${message.column}${part.cover}`} look="share" />
      </View>
    )
  }
  if (part.type === 'images') return <Pictures refs={part.materials} message={message} />
  if (part.type === 'image') return <Pictures refs={[part.material]} message={message} />
  const title = 'title' in part ? part.title : nameOfRef(part.material)
  return (
    <View className="look__line">
      <View className="look__title">{title}</View>
      <View className="case__line">{part.type === 'link' ? part.url : text.partKinds[part.type]}</View>
    </View>
  )
}

function Pictures({ refs, message }: { refs: readonly string[]; message: Message }) {
  const urlOf = (ref: string) => (isAddress(ref) ? ref : message.media.find((each) => each.ref === ref)?.url) || null
  const urls = refs.flatMap((ref) => urlOf(ref) ?? [])
  return (
    <View className="look__pics">
      {refs.map((ref) => {
        const url = urlOf(ref)
        return url === null ? (
          <View key={ref} className="look__pic" {...spoken('img', { label: `${text.picture}：${nameOfRef(ref)}` })}>
            {nameOfRef(ref)}
          </View>
        ) : (
          <Image
            key={ref}
            className="look__pic"
            src={url}
            mode="aspectFill"
            lazyLoad
            onClick={() => void Taro.previewImage({ urls, current: url })}
            {...spoken('img', { label: text.picture })}
          />
        )
      })}
    </View>
  )
}
