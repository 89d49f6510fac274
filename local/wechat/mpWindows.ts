import { Refusal } from './refusal'
import type { World } from './types'

export type FollowerRow = {
  openid: string
  member: string
  followed_at: number | null
  left_at: number | null
  scene: string
  touch_at: number | null
  touch_used: number
  message_at: number | null
  message_used: number
}

const TOUCH = { life: 60_000, most: 3 }
const MESSAGE = { life: 48 * 3_600_000, most: 5 }

export function followerRow(world: World, openid: string): FollowerRow | undefined {
  return world.store.one<FollowerRow>('select * from mp_followers where openid = ?', openid)
}

export function follows(row: FollowerRow | undefined): row is FollowerRow {
  return row !== undefined && row.followed_at !== null && row.left_at === null
}

/** A follow, scan or click (`touch`), or a message, begins its window anew. */
export function openWindow(world: World, openid: string, kind: 'touch' | 'message'): void {
  const now = world.clock.now()
  const sql =
    kind === 'touch'
      ? 'update mp_followers set touch_at = ?, touch_used = 0 where openid = ?'
      : 'update mp_followers set message_at = ?, message_used = 0 where openid = ?'
  world.store.run(sql, now, openid)
}

/** One 客服消息: 45015 outside every window, 45047 when those that are open are used up. */
export function takeWindow(world: World, row: FollowerRow): void {
  const now = world.clock.now()
  const inTouch = row.touch_at !== null && now < row.touch_at + TOUCH.life
  const inMessage = row.message_at !== null && now < row.message_at + MESSAGE.life
  if (!inTouch && !inMessage) throw new Refusal(45015, 'response out of time limit or subscription is canceled')
  if (inTouch && row.touch_used < TOUCH.most) {
    world.store.run('update mp_followers set touch_used = touch_used + 1 where openid = ?', row.openid)
  } else if (inMessage && row.message_used < MESSAGE.most) {
    world.store.run('update mp_followers set message_used = message_used + 1 where openid = ?', row.openid)
  } else throw new Refusal(45047, 'out of response count limit')
}
