import type { MpAccount } from './mpCrypto'
import { type FollowerRow, follows } from './mpWindows'
import { messagesOf } from './pageState'
import type { World } from './types'

const SHOWN = 12

/** The 公众号 as the page draws it: its menu, its codes, and the chats of who follows. */
export function mpState(world: World, names: Map<string, string>): Record<string, unknown> | null {
  const mp = world.store.getMeta<MpAccount>('mp')
  if (!mp) return null
  const rows = world.store.all<FollowerRow & { name: string }>(
    `select f.*, m.name from mp_followers f join members m on m.openid = f.member
     order by max(coalesce(f.followed_at, 0), coalesce(f.touch_at, 0), coalesce(f.message_at, 0)) desc limit ?`,
    SHOWN,
  )
  return {
    appid: mp.appid,
    menu: world.store.getMeta<unknown[]>('mp-menu') ?? [],
    scenes: world.store
      .all<{ scene: string }>('select distinct scene from mp_codes order by rowid desc limit 20')
      .map(({ scene }) => scene),
    followers: rows.map((row) => ({
      openid: row.openid,
      name: row.name,
      following: follows(row),
      messages: messagesOf(world, names, `mp:${row.openid}`),
    })),
  }
}
