import * as v from 'valibot'
import { output, type StaffRole } from '../../kernel/rpc'

export interface StaffView {
  id: string
  name: string
  roles: StaffRole[]
  stores: string[]
  /** WeCom user id: whose customer groups this person owns. */
  wecomUserId: string | null
  bound: boolean
  active: boolean
  /** May log in by password. */
  hasPassword: boolean
}

export interface SessionView {
  session: string
  staffId: string
  name: string
  way: 'password' | 'scan'
  createdAt: number
  expiresAt: number
  /** The one that asks. */
  mine: boolean
}

export const everyStaff = ['owner', 'operator', 'reviewer', 'store_manager', 'guide', 'viewer'] as const
export const editors = ['owner', 'operator'] as const
/** Those who see the whole brand; the others work in stores. */
export const headquarters = ['owner', 'operator', 'reviewer', 'viewer'] as const

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64))
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, '不是这一页做出来的码'))
const newPassword = v.pipe(v.string(), v.minLength(10, '密码至少 10 个字符'), v.maxLength(200, '密码最多 200 个字符'))
const words = v.pipe(v.string(), v.trim(), v.minLength(1, '要填'), v.maxLength(32, '最多 32 个字'))
const roles = v.pipe(
  v.array(v.picklist(['owner', 'operator', 'reviewer', 'store_manager', 'guide', 'viewer'])),
  v.minLength(1, '至少给一个角色'),
  v.maxLength(6),
)
const person = {
  name: words,
  roles,
  stores: v.pipe(v.array(words), v.maxLength(200, '最多 200 家门店')),
  wecomUserId: v.nullable(
    v.pipe(v.string(), v.trim(), v.regex(/^[\w.@-]{1,64}$/, '企业微信账号只含字母、数字和 . @ _ -')),
  ),
}

export const staffContract = {
  'staff.login': {
    roles: ['anyone'],
    input: v.object({
      name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64)),
      password: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
    }),
    output: output<{ token: string; expiresAt: number; staff: StaffView }>(),
  },
  'staff.logout': { roles: everyStaff, input: v.object({}), output: output<{ done: true }>() },
  'staff.getMe': { roles: everyStaff, input: v.object({}), output: output<{ staff: StaffView }>() },
  'staff.list': {
    roles: editors,
    /** Those who left are listed as well when asked for. */
    input: v.object({ left: v.optional(v.boolean(), false) }),
    output: output<{ staff: StaffView[] }>(),
  },
  /** A new colleague. The same login again with the same fields is the same colleague. */
  'staff.add': {
    roles: ['owner'],
    input: v.object({
      login: v.pipe(
        v.string(),
        v.trim(),
        v.toLowerCase(),
        v.regex(/^[a-z0-9_.-]{2,32}$/, '账号用 2 到 32 个小写字母、数字或 _ . -'),
      ),
      ...person,
    }),
    output: output<{ staff: StaffView }>(),
  },
  'staff.edit': {
    roles: ['owner'],
    input: v.object({ staffId: id, ...person, active: v.boolean() }),
    output: output<{ staff: StaffView }>(),
  },
  /** Sets somebody's password and ends all their sessions. */
  'staff.setPassword': {
    roles: ['owner'],
    input: v.object({ staffId: id, password: newPassword }),
    output: output<{ done: true }>(),
  },
  /** The caller's own; their other sessions end. */
  'staff.changePassword': {
    roles: everyStaff,
    input: v.object({ password: v.pipe(v.string(), v.minLength(1), v.maxLength(200)), next: newPassword }),
    output: output<{ done: true }>(),
  },
  /** Open sessions: the caller's own, for the owner everybody's. */
  'staff.sessions': { roles: everyStaff, input: v.object({}), output: output<{ sessions: SessionView[] }>() },
  'staff.revoke': { roles: everyStaff, input: v.object({ session: hash }), output: output<{ done: true }>() },
  /** A browser asks to be logged in by a phone. It made a random token itself and tells only its SHA-256 in hex. */
  'staff.askScan': {
    roles: ['anyone'],
    input: v.object({ session: hash }),
    output: output<{ scene: string; expiresAt: number }>(),
  },
  /** What the phone shows before it confirms. */
  'staff.readScan': {
    roles: everyStaff,
    input: v.object({ scene: v.pipe(v.string(), v.regex(/^[0-9a-f]{24}$/)) }),
    output: output<{ check: string; expiresAt: number }>(),
  },
  'staff.confirmScan': {
    roles: everyStaff,
    input: v.object({ scene: v.pipe(v.string(), v.regex(/^[0-9a-f]{24}$/)) }),
    output: output<{ staff: StaffView }>(),
  },
  /** A one-time code (valid for minutes) with which a colleague binds the WeChat identity of their phone. */
  'staff.createBindCode': {
    roles: editors,
    input: v.object({ staffId: v.pipe(v.string(), v.minLength(1), v.maxLength(64)) }),
    output: output<{ code: string; expiresAt: number }>(),
  },
  'staff.bind': {
    roles: ['visitor'],
    input: v.object({ code: v.pipe(v.string(), v.regex(/^\d{8}$/, '绑定码是 8 位数字')) }),
    output: output<{ staff: StaffView }>(),
  },
} as const
