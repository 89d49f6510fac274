import { View } from '@tarojs/components'
import { Icon } from './Icon'

export type CoverDrawing = 'checkin' | 'product' | 'gift' | 'topic' | 'game' | 'feedback' | 'brand'

/** The first word that fits decides; a column that we have no drawing for gets the brand's. */
const DRAWINGS: [words: RegExp, drawing: CoverDrawing][] = [
  [/打卡|签到|早安/, 'checkin'],
  [/好物|种草|测评|新品|产品/, 'product'],
  [/福利|券|秒杀|会员|生日|促销/, 'gift'],
  [/游戏|接龙|竞猜|抽奖/, 'game'],
  [/反馈|问卷|评价/, 'feedback'],
  [/话题|讨论|投票|互动/, 'topic'],
]

export function drawingFor(words: string): CoverDrawing {
  return DRAWINGS.find(([pattern]) => pattern.test(words))?.[1] ?? 'brand'
}

/** A column's picture: a drawing chosen by its words, until the brand uploads its own. */
export function Cover({ words, look }: { words: string; look: 'card' | 'page' | 'share' }) {
  return (
    <View className={`cover cover--${look} cover--${drawingFor(words)}`}>
      {drawingFor(words) === 'brand' && <Icon name="brand" size="xl" />}
    </View>
  )
}
