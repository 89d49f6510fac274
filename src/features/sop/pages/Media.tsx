import { Image, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { isAddress } from '../../../client/address'
import { Button } from '../../../client/parts/Button'
import { Icon } from '../../../client/parts/Icon'
import { spoken } from '../../../client/spoken'
import { say } from '../../../client/toast'
import type { BeatPage, MediaView } from '../contract'
import { Film } from './Film'
import { text } from './text'
import { VoiceBar } from './VoiceBar'

const ICONS = {
  image: 'image',
  video: 'play',
  voice: 'voice',
  file: 'form',
  questionnaire: 'form',
  link: 'next',
  coupon: 'gift',
  game: 'play',
} as const

/** What belongs to the column beside its words: pictures, films and sounds that can be shown, then what can be opened. */
export function Media({ media }: { media: BeatPage['media'] }) {
  const pictures = media.filter(({ type, material }) => type === 'image' && isAddress(material))
  const shown = media.filter(({ type, material }) => (type === 'video' || type === 'voice') && isAddress(material))
  const lines = media.filter((one) => !pictures.includes(one) && !shown.includes(one))
  return (
    <>
      {pictures.length > 0 && <Pictures urls={pictures.map(({ material }) => material)} />}
      {shown.map(({ type, material }) =>
        type === 'video' ? <Film key={material} src={material} /> : <VoiceBar key={material} src={material} />,
      )}
      {lines.length > 0 && (
        <View className="media">
          {lines.map((one) => (
            <Line key={`${one.type}:${one.material}`} one={one} />
          ))}
        </View>
      )}
    </>
  )
}

function Pictures({ urls }: { urls: string[] }) {
  return (
    <View className={`media-pics${urls.length === 1 ? ' media-pics--one' : ''}`}>
      {urls.map((current, i) => (
        <Image
          key={current}
          className="media-pics__item"
          src={current}
          mode="aspectFill"
          lazyLoad
          onClick={() => void Taro.previewImage({ urls, current })}
          {...spoken('img', { label: text.picture(i + 1) })}
        />
      ))}
    </View>
  )
}

function Line({ one }: { one: MediaView }) {
  const { type, material } = one
  const open = openingOf(one)
  return (
    <View className="media__item">
      <View className={`media__mark media__mark--${type}`}>
        <Icon name={ICONS[type]} size="l" />
      </View>
      <View className="grow">
        <View className="media__name">{material}</View>
        <View className="media__kind">{one.note ?? `${text.media[type]}，${text.hints[type]}`}</View>
      </View>
      {open && (
        <Button look="ghost" size="sm" onPress={open} label={`${text.opens[type]} ${material}`}>
          {text.opens[type]}
        </Button>
      )}
    </View>
  )
}

/** What a tap does; null where nothing can be opened from here. */
function openingOf({ type, url, page }: MediaView): (() => void) | null {
  if (type === 'coupon') return () => void Taro.switchTab({ url: '/features/coupon/pages/benefits/index' })
  if (type === 'link' && url) return () => void copyLink(url)
  if (type === 'game' && page) return () => void openPage(page)
  return null
}

/** A mini-program may not open pages outside of its own domains; the browser does. */
async function copyLink(url: string): Promise<void> {
  try {
    await Taro.setClipboardData({ data: url })
    say(text.linkCopied, 'check')
  } catch (error) {
    console.warn('setClipboardData', error)
    say(text.linkNotCopied)
  }
}

async function openPage(page: string): Promise<void> {
  try {
    await Taro.navigateTo({ url: `/${page.replace(/^\//, '')}` })
  } catch (error) {
    console.warn('navigateTo', error)
    say(text.noGame)
  }
}
