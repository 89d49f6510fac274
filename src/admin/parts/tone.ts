/** Colour family of a column. Colour never stands alone: a bar at the left and the column's name say the same. */
export type Tone = 'daka' | 'topic' | 'goods' | 'game' | 'voice' | 'promo' | 'node'

const byColumn: readonly (readonly [RegExp, Tone])[] = [
  [/打卡|签到/, 'daka'],
  [/话题|讨论|自我介绍/, 'topic'],
  [/游戏|接龙|竞猜|抽奖/, 'game'],
  [/反馈|问卷|满意度|投票/, 'voice'],
  [/秒杀|会员日|福利|返场|券/, 'promo'],
  [/好物|种草|测评|课堂/, 'goods'],
]

const byModule: readonly (readonly [RegExp, Tone])[] = [
  [/促销|转化|福利/, 'promo'],
  [/种草|知识/, 'goods'],
  [/通知|服务/, 'voice'],
  [/互动/, 'topic'],
]

/** `special` nodes (festivals, single dates) keep one colour of their own, whatever their module. */
export function toneOf(column: string, module: string, special = false): Tone {
  if (special) return 'node'
  for (const [pattern, tone] of byColumn) if (pattern.test(column)) return tone
  for (const [pattern, tone] of byModule) if (pattern.test(module)) return tone
  return 'voice'
}
