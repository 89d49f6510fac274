import { hashPassword } from '../../cloudfunctions/platform/identity'
import type { Staff } from '../../src/features/staff/rules'

/** Login of the demo operator; it exists only where the demo is seeded. */
export const DEMO_LOGIN = { name: 'demo', password: 'jiepai-demo' }

/** The people of the demo brand 花间美妆: one operator and three group owners whose phones are bound. */
export async function demoStaff(): Promise<Staff[]> {
  return [
    person('demo', '周运营', { roles: ['owner', 'operator'], password: await hashPassword(DEMO_LOGIN.password) }),
    owner('xiaomei', '小美', 'guide'),
    owner('aling', '阿玲', 'guide'),
    owner('dianzhang', '陈一诺', 'store_manager'),
  ]
}

function owner(id: string, name: string, role: Staff['roles'][number]): Staff {
  return person(id, name, { roles: [role], wecomUserId: id, openid: `o-staff-${id}`, stores: ['南京西路店'] })
}

function person(id: string, name: string, change: Partial<Staff>): Staff {
  return {
    _id: id,
    schema: 1,
    login: id,
    name,
    password: null,
    roles: [],
    stores: [],
    openid: null,
    wecomUserId: null,
    active: true,
    failures: 0,
    lockedUntil: 0,
    ...change,
  }
}
