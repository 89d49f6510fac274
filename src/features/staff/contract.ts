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
}

export const everyStaff = ['owner', 'operator', 'reviewer', 'store_manager', 'guide', 'viewer'] as const
export const editors = ['owner', 'operator'] as const

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
  'staff.list': { roles: editors, input: v.object({}), output: output<{ staff: StaffView[] }>() },
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
