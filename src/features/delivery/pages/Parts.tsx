import { Image, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { isAddress } from '../../../client/address'
import { brand } from '../../../client/brand'
import { Cover } from '../../../client/parts/Cover'
import { Icon, type IconName } from '../../../client/parts/Icon'
import { Logo } from '../../../client/parts/NavBar'
import { spoken } from '../../../client/spoken'
import type { Part } from '../../sop/rules'
import type { QueueItem } from '../contract'
import { text } from './text'

/** A message as the group will see it: words, card, pictures and all else, in their order. */
export function Parts({ item }: { item: Pick<QueueItem, 'column' | 'parts'> }) {
  const kinds = new Map<string, number>()
  return (
    <>
      {item.parts.map((part) => {
        const nth = (kinds.get(part.type) ?? 0) + 1
        kinds.set(part.type, nth)
        return <OnePart key={`${part.type}${nth}`} part={part} column={item.column} />
      })}
    </>
  )
}

/** What the platform's share does not carry: the owner adds it by hand. */
export function addedByHand(parts: readonly Part[]): Part[] {
  return parts.filter(({ type }) => ['image', 'images', 'video', 'voice'].includes(type))
}

/** Pictures of a message that can be saved to the phone. */
export function savable(parts: readonly Part[]): string[] {
  const all = parts.flatMap((part) =>
    part.type === 'image' ? [part.material] : part.type === 'images' ? part.materials : [],
  )
  return all.filter(isAddress)
}

function OnePart({ part, column }: { part: Part; column: string }) {
  if (part.type === 'text') return <View className="bubble">{part.text}</View>
  if (part.type === 'card') return <AppCard title={part.title} cover={`${column}${part.cover}`} />
  if (part.type === 'image') return <Pictures materials={[part.material]} />
  if (part.type === 'images') return <Pictures materials={part.materials} />
  if (part.type === 'video') return <Film material={part.material} />
  if (part.type === 'voice') return <Line icon="voice" title={part.material} kind={text.kinds.voice} />
  if (part.type === 'link') {
    return <Line icon="next" title={part.title} kind={part.description || hostOf(part.url)} picture={part.picture} />
  }
  if (part.type === 'coupon') return <Line icon="gift" title={part.title} kind={text.kinds.coupon} />
  if (part.type === 'game') return <Line icon="play" title={part.title} kind={text.kinds.game} />
  return <Line icon="form" title={part.material} kind={text.kinds.questionnaire} />
}

function AppCard({ title, cover }: { title: string; cover: string }) {
  return (
    <View className="mpcard" {...spoken('img', { label: `小程序卡片：${title}` })}>
      <View className="mpcard__app">
        <Logo size="s" />
        <View>{brand.shortName}</View>
      </View>
      <View className="mpcard__title">{title}</View>
      <Cover words={cover} look="share" />
      <View className="mpcard__foot">
        <Icon name="mini" size="xs" />
        <View>{text.mini}</View>
      </View>
    </View>
  )
}

function Pictures({ materials }: { materials: readonly string[] }) {
  const urls = materials.filter(isAddress)
  return (
    <View className={`pics${materials.length === 1 ? ' pics--one' : ''}`}>
      {materials.map((material) =>
        isAddress(material) ? (
          <Image
            key={material}
            className="pics__item"
            src={material}
            mode="aspectFill"
            lazyLoad
            onClick={() => void Taro.previewImage({ urls, current: material })}
            {...spoken('img', { label: text.kinds.image })}
          />
        ) : (
          <View key={material} className="pics__item" {...spoken('img', { label: `${text.kinds.image}：${material}` })}>
            <Icon name="image" size="l" />
            <View className="pics__name">{material}</View>
          </View>
        ),
      )}
    </View>
  )
}

function Film({ material }: { material: string }) {
  return (
    <View className="film" {...spoken('img', { label: `${text.kinds.video}：${material}` })}>
      <View className="film__play">
        <Icon name="play" size="l" />
      </View>
      <View className="film__name">{isAddress(material) ? text.kinds.video : material}</View>
    </View>
  )
}

function Line({ icon, title, kind, picture }: { icon: IconName; title: string; kind: string; picture?: string }) {
  return (
    <View className="linecard">
      <View className="grow">
        <View className="linecard__title">{title}</View>
        <View className="linecard__kind">{kind}</View>
      </View>
      {picture && isAddress(picture) ? (
        <Image className="linecard__mark" src={picture} mode="aspectFill" />
      ) : (
        <View className="linecard__mark">
          <Icon name={icon} size="l" />
        </View>
      )}
    </View>
  )
}

function hostOf(url: string): string {
  return /^https?:\/\/([^/?#]+)/.exec(url)?.[1] ?? url
}
