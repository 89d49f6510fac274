import type { Context } from '../../context'
import type { Handlers } from '../../kernel/rpc'
import { requireStaff, scopeOf, seesStore } from '../staff/access'
import { requireTiers } from './admission'
import { createBatch, editBatch, listBatches, setState } from './batches'
import type { couponStaffContract } from './contract'
import { redeem, requireStore, scan, undo } from './counter'
import { createGrant, listGrants, readGrant, turnGrant } from './grants'
import { batchDays, listIssued } from './issued'
import { giveMissed, listMissed } from './missed'
import { readShift } from './shift'

export { couponMemberHandlers } from './member'

export const couponStaffHandlers: Handlers<typeof couponStaffContract, Context> = {
  async 'coupon.listBatches'(_input, { store }) {
    return { batches: await listBatches(store) }
  },

  async 'coupon.createBatch'({ request, batch }, { store, now }) {
    await requireTiers(store, batch.audience, now)
    return { batch: await createBatch(store, request, batch, now) }
  },

  async 'coupon.editBatch'(input, { store, now }) {
    await requireTiers(store, input.batch.audience, now)
    return { batch: await editBatch(store, input, now) }
  },

  async 'coupon.setState'({ id, state }, { store }) {
    return setState(store, id, state)
  },

  async 'coupon.scan'({ code, store: where }, { store, now, caller }) {
    const staff = requireStaff(caller)
    if (where !== '') requireStore(staff, where)
    return scan(store, code, where, now)
  },

  async 'coupon.redeem'(input, { store, now, caller }) {
    return redeem(store, input, requireStaff(caller), now)
  },

  async 'coupon.undo'({ redemption }, { store, now, caller }) {
    await undo(store, redemption, requireStaff(caller), now)
    return { redemption }
  },

  async 'coupon.listMissed'(_input, { store }) {
    return { missed: await listMissed(store) }
  },

  async 'coupon.giveMissed'({ batch }, { store, now }) {
    return { again: await giveMissed(store, batch, now) }
  },

  async 'coupon.createGrant'(input, context) {
    if (input.audience) await requireTiers(context.store, input.audience, context.now)
    return { grant: await createGrant(context, input) }
  },

  async 'coupon.turnGrant'({ id, to }, context) {
    return { grant: await turnGrant(context, id, to) }
  },

  async 'coupon.listGrants'(_input, { store }) {
    return { grants: await listGrants(store) }
  },

  async 'coupon.getGrant'({ id }, { store }) {
    return { grant: await readGrant(store, id) }
  },

  async 'coupon.getDays'({ batch }, { store, now }) {
    return batchDays(store, batch, now)
  },

  async 'coupon.listIssued'(input, { store, caller }) {
    const scope = await scopeOf(store, caller)
    const { rows, next } = await listIssued(store, input)
    // Where else a coupon was used is not told to a neighbour.
    return { rows: rows.map((row) => ({ ...row, store: seesStore(scope, row.store) ? row.store : null })), next }
  },

  async 'coupon.getShift'({ store: where }, { store, now, caller }) {
    requireStore(requireStaff(caller), where)
    return readShift(store, where, now)
  },
}
