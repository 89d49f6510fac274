import type { Files } from '../cloudfunctions/platform/files'
import type { Mp } from '../cloudfunctions/platform/mp'
import type { Photos } from '../cloudfunctions/platform/photos'
import type { Security } from '../cloudfunctions/platform/security'
import type { Wecom } from '../cloudfunctions/platform/wecom'
import type { Wxa } from '../cloudfunctions/platform/wxa'
import type { StaffRole } from './kernel/rpc'
import type { Store } from './kernel/store'

/** Who is calling, settled in one place before any handler runs. */
export type Caller =
  | { kind: 'anyone' }
  /** A WeChat identity of our mini-program; `memberId` is its HMAC, the only form that is ever stored. */
  | {
      kind: 'visitor'
      openid: string
      memberId: string
      /** What joins this person's identities; null without a 开放平台 binding. Never stored as it is. */
      unionid: string | null
      /** The group that the phone came from, as WeChat decrypted it for this call; null mostly. */
      openGid: string | null
    }
  | {
      kind: 'staff'
      staffId: string
      name: string
      roles: StaffRole[]
      /** Stores they work in; headquarters (owner, operator) may have none and serve all. */
      stores: string[]
      wecomUserId: string | null
      session: string | null
    }

/** All that a handler or job may touch. Clock and random come in here, so that rules stay pure. */
export interface Context {
  /** ms since 1970, UTC; one value for the whole call. */
  readonly now: number
  readonly requestId: string
  readonly store: Store
  readonly wecom: Wecom
  readonly mp: Mp
  readonly wxa: Wxa
  readonly security: Security
  readonly photos: Photos
  readonly files: Files
  readonly caller: Caller
  /** 128 random bits as 32 hex digits: lease tokens and session tokens. */
  readonly token: () => string
  readonly settings: Settings
}

/** What an environment sets for its functions (environment variables). */
export interface Settings {
  /** Key of the HMAC that turns an openid into a memberId. Never rotate it: every `_id` of a member hangs on it. */
  readonly secret: string
  /** Local demonstration: a caller without consent is answered as a member who gave it. */
  readonly demo: boolean
  readonly brandName: string
  /** AppID of the mini-program, for cards. */
  readonly appid: string
  /** Names of variables that every environment needs and this one does not have. */
  readonly missing?: readonly string[]
}
