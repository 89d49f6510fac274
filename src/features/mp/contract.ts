import * as v from 'valibot'
import { output } from '../../kernel/rpc'
import { editors, everyStaff } from '../staff/contract'
import { bookSchema } from './book'
import type { MpBook } from './rules'

export interface MenuState {
  /** `never`: nothing was handed over; `changed`: what is saved differs from what was. */
  state: 'never' | 'live' | 'changed' | 'failed' | 'unknown'
  reason: string | null
  at: number | null
  by: string | null
}

export interface MpView {
  book: MpBook
  revision: number
  /** Who saved it last, and when (ms). */
  at: number | null
  by: string | null
  menu: MenuState
  /** Null when the 公众号 is connected, else the sentence that says what is missing. */
  notSetUp: string | null
  /** Followers we know, and those of them of whom a unionid was told. */
  followers: { known: number; linked: number }
  /** Channels that have a reply of their own or could have one. */
  channels: { id: string; name: string; hasContact: boolean; hasGroup: boolean }[]
}

const revision = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const request = v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/, '编号格式不对'))

export const mpContract = {
  'mp.getBook': { roles: everyStaff, input: v.object({}), output: output<MpView>() },
  /** Replies and the menu's draft; replies hold within five seconds, the menu when it is published. */
  'mp.saveBook': {
    roles: editors,
    input: v.object({ book: bookSchema, revision, request }),
    output: output<MpView>(),
  },
  /** Hands the saved menu over to WeChat; an empty one is taken away. A second time is harmless. */
  'mp.publishMenu': {
    roles: editors,
    input: v.object({ revision }),
    output: output<{ menu: MenuState }>(),
  },
  /** How many custom messages and codes are left today, as WeChat counts. */
  'mp.getQuota': {
    roles: editors,
    input: v.object({}),
    output: output<{ quotas: { name: string; left: number; limit: number }[]; reason: string | null }>(),
  },
} as const
