import { hashPassword } from '../../cloudfunctions/platform/identity'
import type { Staff } from '../../src/features/staff/rules'

/** The first person of a brand, who adds everybody else. */
export async function firstOwner(login: string, name: string, password: string): Promise<Staff> {
  return {
    _id: login,
    schema: 1,
    login,
    name,
    password: await hashPassword(password),
    roles: ['owner', 'operator'],
    stores: [],
    openid: null,
    wecomUserId: null,
    active: true,
    failures: 0,
    lockedUntil: 0,
  }
}
