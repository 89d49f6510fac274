import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cover } from '../../src/features/delivery/covers'

/** The demo shop's pictures by the names that columns use for their cards. */
const PICTURES: Readonly<Record<string, string>> = {
  daka: 'checkin',
  topic: 'topic',
  goods: 'product',
  game: 'game',
  feedback: 'feedback',
  'member-day': 'memberday',
  flash: 'flash',
  class: 'brand',
  notice: 'brand',
}

/** Card pictures as the brand would have uploaded them. */
export function demoCovers(): Cover[] {
  return Object.entries(PICTURES).map(([name, file]) => ({
    _id: name,
    schema: 1,
    image: readFileSync(join(__dirname, 'media', `${file}.png`)).toString('base64'),
    mediaId: null,
    uploadedAt: 0,
  }))
}
