import './collections'
import { bearer } from '../../../cloudfunctions/platform/http'
import { hashPassword, hashToken, verifyPassword } from '../../../cloudfunctions/platform/identity'
import type { Context } from '../../context'
import { dayOf, MINUTE } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { type Doc, is, type Store, to } from '../../kernel/store'
import { requireMember } from '../member/access'
import { requireStaff, type StaffCaller } from './access'
import type { staffContract } from './contract'
import { peopleHandlers } from './people'
import { afterFailure, BIND_CODE_LIFE, BIND_TRIES_PER_DAY, SESSION_LIFE } from './rules'
import { sessionHandlers } from './sessions'
import { text } from './text'
import { viewOf } from './view'

/** The member of staff behind a Bearer token. Two reads, so that a session ends the moment a person is deactivated. */
export async function resolveSession(
  store: Store,
  authorization: string | undefined,
  now: number,
): Promise<StaffCaller> {
  const session = hashToken(bearer(authorization))
  const found = await store.get('staff_sessions', session)
  const staff = found && found.expiresAt > now ? await store.get('staff', found.staffId) : null
  if (!staff?.active) return refuse('SESSION_EXPIRED', text.sessionExpired)
  return callerOf(staff, session)
}

/** The member of staff whose phone this is. */
export async function resolveStaffOpenid(store: Store, openid: string): Promise<StaffCaller> {
  const staff = await findStaffByOpenid(store, openid)
  if (!staff) return refuse('NOT_STAFF', text.notStaff)
  return callerOf(staff, null)
}

export async function findStaffByOpenid(store: Store, openid: string): Promise<Doc<'staff'> | null> {
  const [staff] = await store.find('staff', { openid, active: true }, { limit: 1 })
  return staff ?? null
}

function callerOf(staff: Doc<'staff'>, session: string | null): StaffCaller {
  const { _id, name, roles, stores, wecomUserId } = staff
  return { kind: 'staff', staffId: _id, name, roles, stores, wecomUserId, session }
}

/** Names of everybody who works here, for checking 负责人 in a table. */
export async function readStaffNames(store: Store): Promise<string[]> {
  const staff = await store.find('staff', { active: true }, { limit: 1000, fields: ['name'] })
  return staff.map(({ name }) => name)
}

/** Everybody who works here, for search and first steps; at most 1,000, whether a phone is bound and no openid. */
export async function readPeople(store: Store) {
  const fields = ['name', 'login', 'stores', 'wecomUserId', 'openid'] as const
  const people = await store.find('staff', { active: true }, { limit: 1000, fields })
  return people.map(({ openid, ...person }) => ({ ...person, bound: openid !== null }))
}

/** Everybody who works here and has a WeCom account, by name. */
export async function readColleagues(store: Store): Promise<{ user: string; name: string }[]> {
  const staff = await store.find('staff', { active: true }, { limit: 1000, fields: ['name', 'wecomUserId'] })
  return staff
    .flatMap(({ wecomUserId: user, name }) => (user === null ? [] : [{ user, name }]))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** WeCom user id → stores, of everybody who owns groups. */
export async function readStoresOfOwners(store: Store): Promise<Map<string, string[]>> {
  const everybody = await store.find('staff', {}, { limit: 1000, fields: ['wecomUserId', 'stores'] })
  return new Map(everybody.flatMap((each) => (each.wecomUserId === null ? [] : [[each.wecomUserId, each.stores]])))
}

export const staffHandlers: Handlers<typeof staffContract, Context> = {
  async 'staff.login'({ name, password }, { store, now, token }) {
    const [staff] = await store.find('staff', { login: name.toLowerCase(), active: true }, { limit: 1 })
    if (staff && staff.lockedUntil > now) {
      refuse('LOCKED', text.locked(Math.ceil((staff.lockedUntil - now) / MINUTE)))
    }
    if (!staff?.password || !(await verifyPassword(password, staff.password))) {
      // An unknown name costs as much time as a wrong password, so names cannot be found out by the clock.
      if (!staff?.password) await hashPassword(password)
      else await store.update('staff', { _id: staff._id, failures: staff.failures }, afterFailure(staff.failures, now))
      return refuse('WRONG_LOGIN', text.wrongLogin)
    }
    if (staff.failures > 0) await store.update('staff', { _id: staff._id }, { failures: 0, lockedUntil: 0 })
    const secret = token()
    const expiresAt = now + SESSION_LIFE
    // Its answer may be lost: then nobody knows the token, the person logs in again, and this session just expires.
    await store.insert('staff_sessions', {
      _id: hashToken(secret),
      schema: 1,
      staffId: staff._id,
      createdAt: now,
      expiresAt,
      way: 'password',
    })
    return { token: secret, expiresAt, staff: viewOf(staff) }
  },

  async 'staff.logout'(_input, { store, caller }) {
    const { session } = requireStaff(caller)
    if (session) await store.remove('staff_sessions', { _id: session })
    return { done: true }
  },

  async 'staff.getMe'(_input, { store, caller }) {
    const staff = await store.get('staff', requireStaff(caller).staffId)
    return { staff: viewOf(staff ?? refuse('SESSION_EXPIRED', text.sessionExpired)) }
  },

  ...peopleHandlers,
  ...sessionHandlers,

  async 'staff.list'({ left }, { store }) {
    const staff = await store.find('staff', left ? {} : { active: true }, { sort: [['login', 1]], limit: 1000 })
    return { staff: staff.map(viewOf) }
  },

  async 'staff.createBindCode'({ staffId }, { store, now, token }) {
    const staff = await store.get('staff', staffId)
    if (!staff?.active) refuse('NO_SUCH_STAFF', text.noSuchStaff)
    const code = String(Number.parseInt(token().slice(0, 12), 16) % 100_000_000).padStart(8, '0')
    const expiresAt = now + BIND_CODE_LIFE
    await store.insert('bind_codes', { _id: hashToken(code), schema: 1, staffId, expiresAt, usedBy: null })
    return { code, expiresAt }
  },

  /**
   * The code is claimed for this phone first, then the person is bound. Dying in between leaves a code that this phone,
   * and no other, can use again.
   */
  async 'staff.bind'({ code }, { store, now, caller }) {
    const memberId = requireMember(caller)
    const openid = caller.kind === 'visitor' ? caller.openid : ''
    await countAttempt(store, `${memberId}:${dayOf(now)}`)
    const _id = hashToken(code)
    const found = await store.get('bind_codes', _id)
    if (!found || found.expiresAt <= now) return refuse('WRONG_CODE', text.wrongCode)
    const owner = await findStaffByOpenid(store, openid)
    if (owner && owner._id !== found.staffId) refuse('ALREADY_BOUND', text.alreadyBound)
    if (found.usedBy !== memberId) {
      const claimed = await store.update('bind_codes', { _id, usedBy: null }, { usedBy: memberId })
      if (claimed === 0) refuse('WRONG_CODE', text.wrongCode)
    }
    await store.update('staff', { _id: found.staffId }, { openid })
    const staff = await store.get('staff', found.staffId)
    return { staff: viewOf(staff ?? refuse('NO_SUCH_STAFF', text.noSuchStaff)) }
  },
}

/** Counts a try before the code is looked at, so that guessing ends after ten. */
async function countAttempt(store: Store, _id: string): Promise<void> {
  const allowed = is.lt(BIND_TRIES_PER_DAY)
  if ((await store.update('bind_attempts', { _id, count: allowed }, { count: to.inc(1) })) > 0) return
  if ((await store.insert('bind_attempts', { _id, schema: 1, count: 1 })) === 'exists') {
    refuse('TOO_MANY_TRIES', text.tooManyCodes)
  }
}
