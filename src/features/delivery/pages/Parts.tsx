import { Image, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { isAddress } from '../../../client/address'
import { brand } from '../../../client/brand'
import { Cover } from '../../../client/parts/Cover'
import { Icon, type IconName } from '../../../client/parts/Icon'
import { Logo } from '../../../client/parts/NavBar'
import { spoken } from '../../../client/spoken'
import { say } from '../../../client/toast'
import { nameOfRef } from '../../material/rules'
import type { Part } from '../../sop/rules'
import type { QueueItem, QueueMedia } from '../contract'
import { text } from './text'

/** A message as the group will see it: words, card, pictures and all else, in their order. */
export function Parts({ item }: { item: Pick<QueueItem, 'column' | 'parts' | 'media'> }) {
  const kinds = new Map<string, number>()
  return (
    <>
      {item.parts.map((part) => {
        const nth = (kinds.get(part.type) ?? 0) + 1
        kinds.set(part.type, nth)
        return <OnePart key={`${part.type}${nth}`} part={part} item={item} />
      })}
    </>
  )
}

/** What the platform's share does not carry: the owner adds it by hand. */
export function addedByHand(parts: readonly Part[]): Part[] {
  return parts.filter(({ type }) => ['image', 'images', 'video', 'voice', 'file'].includes(type))
}

/** A file of a message that the phone can fetch. */
export type Fetched = Pick<QueueMedia, 'kind' | 'file' | 'url' | 'name'>

/** The files of a message, each once, in order: of the library, or named by their address. */
export function fetched({ parts, media = [] }: Pick<QueueItem, 'parts' | 'media'>): Fetched[] {
  const named = parts.flatMap((part) => {
    const refs = part.type === 'images' ? part.materials : isFile(part) ? [part.material] : []
    const kind = part.type === 'images' ? ('image' as const) : isFile(part) ? part.type : null
    return kind === null ? [] : refs.map((ref) => ({ ref, kind }))
  })
  const found = named.flatMap(({ ref, kind }): Fetched[] => {
    if (isAddress(ref)) return [{ kind, file: ref, url: ref, name: ref }]
    const known = media.find((each) => each.ref === ref)
    return known === undefined || known.url === '' ? [] : [known]
  })
  return [...new Map(found.map((each) => [each.file, each])).values()]
}

function isFile(part: Part): part is Extract<Part, { material: string }> & { type: QueueMedia['kind'] } {
  return ['image', 'video', 'voice', 'file'].includes(part.type)
}

function OnePart({ part, item }: { part: Part; item: Pick<QueueItem, 'column' | 'media'> }) {
  const { column, media = [] } = item
  const urlOf = (ref: string) => (isAddress(ref) ? ref : media.find((each) => each.ref === ref)?.url) || null
  if (part.type === 'text') return <View className="bubble">{part.text}</View>
  if (part.type === 'card') return <AppCard title={part.title} cover={`${column}${part.cover}`} />
  if (part.type === 'image') return <Pictures materials={[part.material]} urlOf={urlOf} />
  if (part.type === 'images') return <Pictures materials={part.materials} urlOf={urlOf} />
  if (part.type === 'video') return <Film material={part.material} url={urlOf(part.material)} />
  if (part.type === 'voice') return <Line icon="voice" title={nameOfRef(part.material)} kind={text.kinds.voice} />
  if (part.type === 'file') return <Line icon="form" title={nameOfRef(part.material)} kind={text.kinds.file} />
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

type UrlOf = (ref: string) => string | null

function Pictures({ materials, urlOf }: { materials: readonly string[]; urlOf: UrlOf }) {
  const urls = materials.flatMap((ref) => urlOf(ref) ?? [])
  return (
    <View className={`pics${materials.length === 1 ? ' pics--one' : ''}`}>
      {materials.map((material) => {
        const url = urlOf(material)
        const name = nameOfRef(material)
        return url !== null ? (
          <Image
            key={material}
            className="pics__item"
            src={url}
            mode="aspectFill"
            lazyLoad
            onClick={() => void Taro.previewImage({ urls, current: url })}
            {...spoken('img', { label: text.kinds.image })}
          />
        ) : (
          <View key={material} className="pics__item" {...spoken('img', { label: `${text.kinds.image}：${name}` })}>
            <Icon name="image" size="l" />
            <View className="pics__name">{name}</View>
          </View>
        )
      })}
    </View>
  )
}

function Film({ material, url }: { material: string; url: string | null }) {
  const name = isAddress(material) ? text.kinds.video : nameOfRef(material)
  const play = url === null ? {} : { onClick: () => void playFilm(url) }
  return (
    <View
      className="film"
      {...play}
      {...spoken(url === null ? 'img' : 'button', { label: `${text.kinds.video}：${name}` })}
    >
      <View className="film__play">
        <Icon name="play" size="l" />
      </View>
      <View className="film__name">{name}</View>
    </View>
  )
}

async function playFilm(url: string): Promise<void> {
  try {
    await Taro.previewMedia({ sources: [{ url, type: 'video' }] })
  } catch (error) {
    console.warn('previewMedia', error)
    say(text.notPlayed)
  }
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
