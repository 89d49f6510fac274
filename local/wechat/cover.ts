import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readMedia } from './media'
import type { World } from './types'

const MEDIA_DIR = join(dirname(fileURLToPath(import.meta.url)), '..', 'demo', 'media')

/** The first word that a title holds decides the drawing; `brand` stands for everything else. */
const DRAWINGS: [word: RegExp, name: string][] = [
  [/打卡|签到|早安|checkin/i, 'checkin'],
  [/秒杀|抢购|flash/i, 'flash'],
  [/会员|生日|福利|券/i, 'memberday'],
  [/游戏|接龙|竞猜|抽奖|互动|game/i, 'game'],
  [/反馈|问卷|评价|晚安|feedback/i, 'feedback'],
  [/话题|讨论|聊|投票|topic/i, 'topic'],
  [/好物|种草|测评|新品|上新|product/i, 'product'],
]

/** Where the page loads a picture from: what was uploaded, else the given address, else a drawing that fits the words. */
export function coverUrl(world: World, mediaId: unknown, url: unknown, words: string): string {
  if (typeof mediaId === 'string' && readMedia(world, mediaId) !== undefined) return `/wechat/media/id/${mediaId}`
  if (typeof url === 'string' && url !== '') return url
  return drawnCover(words)
}

export function drawnCover(words: string): string {
  const found = DRAWINGS.find(([word]) => word.test(words))
  return `/wechat/media/${found?.[1] ?? 'brand'}.svg`
}

/** A drawing of the demo brand by its file name (`checkin.svg`, `checkin.png`), or undefined. */
export function readDrawing(file: string): { contentType: string; bytes: Buffer } | undefined {
  const match = /^[a-z0-9-]{1,40}\.(svg|png)$/.exec(file)
  const path = join(MEDIA_DIR, file)
  if (match === null || !existsSync(path)) return undefined
  return { contentType: match[1] === 'svg' ? 'image/svg+xml' : 'image/png', bytes: readFileSync(path) }
}
