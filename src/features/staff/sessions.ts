import './collections'
import type { Context } from '../../context'
import { DAY } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { type Doc, is, type Store } from '../../kernel/store'
import { requireStaff } from './access'
import type { staffContract } from './contract'
import { checkNumber, SCAN_LIFE, SESSION_LIFE, sceneOf } from './rules'
import { text } from './text'
import { viewOf } from './view'

type Methods = Pick<
  typeof staffContract,
  'staff.sessions' | 'staff.revoke' | 'staff.askScan' | 'staff.readScan' | 'staff.confirmScan'
>

/** Sessions: which are open, ended early, or opened by a phone. */
export const sessionHandlers: Handlers<Methods, Context> = {
  async 'staff.sessions'(_input, { store, now, caller }) {
    const { staffId, roles, session } = requireStaff(caller)
    const where = { expiresAt: is.gt(now), ...(!roles.includes('owner') && { staffId }) }
    const open = await store.find('staff_sessions', where, { sort: [['expiresAt', -1]], limit: 500 })
    const names = new Map(
      (await store.find('staff', {}, { limit: 1000, fields: ['name'] })).map(({ _id, name }) => [_id, name]),
    )
    return {
      sessions: open.map(({ _id, staffId: of, way = 'password', createdAt, expiresAt }) => ({
        session: _id,
        staffId: of,
        name: names.get(of) ?? of,
        way,
        createdAt,
        expiresAt,
        mine: _id === session,
      })),
    }
  },

  async 'staff.revoke'({ session }, { store, caller }) {
    const { staffId, roles } = requireStaff(caller)
    await store.remove('staff_sessions', { _id: session, ...(!roles.includes('owner') && { staffId }) })
    return { done: true }
  },

  async 'staff.askScan'({ session }, { store, now }) {
    const scene = sceneOf(session)
    const expiresAt = now + SCAN_LIFE
    const waiting = { _id: scene, schema: 1 as const, session, expiresAt, staffId: null }
    if ((await store.insert('scan_logins', waiting)) === 'inserted') return { scene, expiresAt }
    const known = await store.get('scan_logins', scene)
    // The same browser asks again after a lost answer; another one with the same digits does not happen in 2^96.
    if (known?.session !== session) return refuse('SCAN_OVER', text.scanOver)
    return { scene, expiresAt: known.expiresAt }
  },

  async 'staff.readScan'({ scene }, { store, now }) {
    const { expiresAt } = await requireScan(store, scene, now)
    return { check: checkNumber(scene), expiresAt }
  },

  /**
   * Claimed by one person first, then the browser's session is opened under the hash of its own token. Dying in between leaves a
   * claim that the same person, and nobody else, can finish.
   */
  async 'staff.confirmScan'({ scene }, { store, now, caller }) {
    const { staffId } = requireStaff(caller)
    const scan = await requireScan(store, scene, now)
    if (scan.staffId === null) await store.update('scan_logins', { _id: scene, staffId: null }, { staffId })
    if ((await store.get('scan_logins', scene))?.staffId !== staffId) return refuse('SCAN_OVER', text.scanOver)
    const expiresAt = now + SESSION_LIFE
    const session = { _id: scan.session, schema: 1 as const, staffId, createdAt: now, expiresAt, way: 'scan' as const }
    await store.insert('staff_sessions', session)
    const staff = await store.get('staff', staffId)
    return { staff: viewOf(staff ?? refuse('NO_SUCH_STAFF', text.noSuchStaff)) }
  },
}

async function requireScan(store: Store, scene: string, now: number): Promise<Doc<'scan_logins'>> {
  const scan = await store.get('scan_logins', scene)
  return scan && scan.expiresAt > now ? scan : refuse('SCAN_OVER', text.scanOver)
}

/** `staff.forget`, daily: what has ended is of no use to anybody. */
export const forgetStaff: Job<Context> = {
  kind: 'staff.forget',
  async process(_item, { store, now }) {
    const over = { expiresAt: is.lt(now - DAY) }
    await store.remove('staff_sessions', over)
    await store.remove('scan_logins', over)
    await store.remove('bind_codes', over)
    return { again: now + DAY }
  },
}
