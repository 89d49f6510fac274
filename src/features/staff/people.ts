import './collections'
import { hashPassword, verifyPassword } from '../../../cloudfunctions/platform/identity'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { is, type Store } from '../../kernel/store'
import { requireStaff } from './access'
import type { staffContract } from './contract'
import { afterFailure, type Staff } from './rules'
import { text } from './text'
import { viewOf } from './view'

type Methods = Pick<typeof staffContract, 'staff.add' | 'staff.edit' | 'staff.setPassword' | 'staff.changePassword'>

/** Who works here: added, changed, let go. */
export const peopleHandlers: Handlers<Methods, Context> = {
  async 'staff.add'({ login, name, roles, stores, wecomUserId }, { store }) {
    await requireFreeWecom(store, wecomUserId, login)
    const fresh: Staff = {
      _id: login,
      schema: 1,
      login,
      name,
      password: null,
      roles,
      stores,
      openid: null,
      wecomUserId,
      active: true,
      failures: 0,
      lockedUntil: 0,
    }
    if ((await store.insert('staff', fresh)) === 'inserted') return { staff: viewOf(fresh) }
    const known = await store.get('staff', login)
    if (known === null || !sameFields(known, { name, roles, stores, wecomUserId })) {
      return refuse('LOGIN_TAKEN', text.loginTaken)
    }
    return { staff: viewOf(known) }
  },

  async 'staff.edit'({ staffId, name, roles, stores, wecomUserId, active }, { store, caller }) {
    const staff = await store.get('staff', staffId)
    if (!staff) return refuse('NO_SUCH_STAFF', text.noSuchStaff)
    // Nobody shuts themselves out, so there is always an owner left.
    if (staffId === requireStaff(caller).staffId && (!active || !roles.includes('owner'))) {
      return refuse('NOT_YOURSELF', text.notYourself)
    }
    await requireFreeWecom(store, wecomUserId, staffId)
    const change = { name, roles, stores, wecomUserId, active, ...(!active && { openid: null }) }
    await store.update('staff', { _id: staffId }, change)
    if (!active) await store.remove('staff_sessions', { staffId })
    return { staff: viewOf({ ...staff, ...change }) }
  },

  async 'staff.setPassword'({ staffId, password }, { store }) {
    const staff = await store.get('staff', staffId)
    if (!staff?.active) return refuse('NO_SUCH_STAFF', text.noSuchStaff)
    await store.update(
      'staff',
      { _id: staffId },
      { password: await hashPassword(password), failures: 0, lockedUntil: 0 },
    )
    await store.remove('staff_sessions', { staffId })
    return { done: true }
  },

  async 'staff.changePassword'({ password, next }, { store, caller, now }) {
    const { staffId, session } = requireStaff(caller)
    const staff = await store.get('staff', staffId)
    if (!staff?.password) return refuse('NO_PASSWORD', text.noPassword)
    if (staff.lockedUntil > now) return refuse('LOCKED', text.locked(Math.ceil((staff.lockedUntil - now) / MINUTE)))
    if (!(await verifyPassword(password, staff.password))) {
      // The second try of a request whose answer was lost: the new password stands already.
      if (await verifyPassword(next, staff.password)) return { done: true }
      await store.update('staff', { _id: staffId, failures: staff.failures }, afterFailure(staff.failures, now))
      return refuse('WRONG_PASSWORD', text.wrongPassword)
    }
    await store.update(
      'staff',
      { _id: staffId, password: staff.password },
      { password: await hashPassword(next), failures: 0 },
    )
    await store.remove('staff_sessions', { staffId, ...(session !== null && { _id: is.neq(session) }) })
    return { done: true }
  },
}

/** A WeCom account names whose groups somebody owns, so two people cannot share one. */
async function requireFreeWecom(store: Store, wecomUserId: string | null, staffId: string): Promise<void> {
  if (wecomUserId === null) return
  const [other] = await store.find('staff', { wecomUserId, active: true, _id: is.neq(staffId) }, { limit: 1 })
  if (other) refuse('WECOM_TAKEN', text.wecomTaken(other.name))
}

function sameFields(a: Staff, b: Pick<Staff, 'name' | 'roles' | 'stores' | 'wecomUserId'>): boolean {
  const pick = ({ name, roles, stores, wecomUserId }: Pick<Staff, 'name' | 'roles' | 'stores' | 'wecomUserId'>) =>
    JSON.stringify([name, roles, stores, wecomUserId])
  return a.active && pick(a) === pick(b)
}
