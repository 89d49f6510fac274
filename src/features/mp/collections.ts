import type { Follower } from './followerRules'

/** The menu as it was handed over to WeChat last. Handing it over again is harmless, so an unknown outcome is simply repeated. */
export interface MpMenu {
  /** `menu` */
  _id: string
  schema: 1
  state: 'live' | 'failed' | 'unknown'
  /** Chinese */
  reason: string | null
  /** Buttons in it, by digest: tells whether the saved menu differs. */
  digest: string
  at: number
  by: string
}

/** A picture's id at 公众号; it lives three days. */
export interface MpMedia {
  /** Address of the picture, or `cover:{name}`. */
  _id: string
  schema: 1
  mediaId: string
  uploadedAt: number
}

declare module '../../kernel/store' {
  interface Collections {
    mp_followers: Follower
    mp_menus: MpMenu
    mp_media: MpMedia
  }
}
