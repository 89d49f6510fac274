import './collections'
import { refuse } from '../../kernel/errors'
import { settle } from '../../kernel/settle'
import { type Doc, is, type Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import { type BatchFields, batchIdOf, digestOf, mayTurn, shardsFor, whyNotBatch } from './batch'
import type { BatchView } from './contract'
import type { BatchState, CouponBatch } from './rules'
import { ensureStock } from './stock'
import { text } from './text'
import { batchView } from './views'

/** Batches on the operator's page, newest first. */
const LISTED = 100

export async function listBatches(store: Store): Promise<BatchView[]> {
  const batches = await store.find(
    'coupon_batches',
    { heldBy: is.exists(false) },
    { sort: [['createdAt', -1]], limit: LISTED },
  )
  return together(
    batches.map(async (batch) => {
      if (batch.state === 'draft') return batchView(batch, { taken: 0, used: 0 })
      return batchView(batch, await countsOf(store, batch._id))
    }),
  )
}

async function countsOf(store: Store, batch: string): Promise<{ taken: number; used: number }> {
  const [taken, used] = await together([
    // One that was passed on is counted in the friend's hand, one that was taken back in nobody's.
    store.count('coupons', { batch, state: is.in(['issued', 'used']) }),
    store.count('coupons', { batch, state: 'used' }),
  ])
  return { taken, used }
}

/** A draft with its stock. The request is the key: the same one again finds the batch, with another body it is refused. */
export async function createBatch(store: Store, request: string, fields: BatchFields, now: number): Promise<BatchView> {
  demand(fields)
  const createdFrom = digestOf(fields)
  const made: Doc<'coupon_batches'> = {
    ...fields,
    _id: batchIdOf(request),
    schema: 1,
    shards: shardsFor(fields.total),
    state: 'draft',
    soldOut: false,
    revision: 0,
    createdFrom,
    createdAt: now,
    dirtyAt: now,
  }
  const batch = await settle<'coupon_batches', CouponBatch>(store, 'coupon_batches', made._id, (there) => {
    if (!there) return { insert: made, answer: made }
    return there.createdFrom === createdFrom ? { answer: there } : refuse('REQUEST_REUSED', text.requestReused)
  })
  return batchView(await settleStock(store, batch), { taken: 0, used: 0 })
}

/**
 * Changes what later claims get. Coupons that were issued keep their own terms, units that were taken stay taken, and the total
 * only grows: shards are raised or added, never made anew.
 */
export async function editBatch(
  store: Store,
  input: { id: string; revision: number; batch: BatchFields },
  now: number,
): Promise<BatchView> {
  const { id, revision, batch: fields } = input
  demand(fields)
  const batch = await settle<'coupon_batches', CouponBatch>(store, 'coupon_batches', id, (there) => {
    if (!there) return refuse('NO_SUCH_BATCH', text.noSuchBatch)
    if (there.revision === revision + 1 && digestOf(there) === digestOf(fields)) return { answer: there }
    if (there.revision !== revision) return refuse('REVISION_CONFLICT', text.revisionConflict)
    if (there.state === 'stopped') return refuse('BATCH_STOPPED', text.cannotEdit)
    if (fields.total < there.total) return refuse('TOTAL_SHRINKS', text.totalShrinks(there.total))
    const change = { ...fields, shards: shardsFor(fields.total), revision: revision + 1, dirtyAt: now }
    return { guard: { _id: id, revision, state: is.neq('stopped') }, change, answer: { ...there, ...change } }
  })
  const settled = await settleStock(store, batch)
  return batchView(settled, await countsOf(store, id))
}

/** A stopped batch stays stopped; the same state again changes nothing. */
export async function setState(
  store: Store,
  id: string,
  state: BatchState,
): Promise<{ id: string; state: BatchState }> {
  const answer = { id, state }
  return settle<'coupon_batches', typeof answer>(store, 'coupon_batches', id, (there) => {
    if (!there) return refuse('NO_SUCH_BATCH', text.noSuchBatch)
    if (there.state === state) return { answer }
    if (!mayTurn(there.state, state)) return refuse('CANNOT_TURN', text.cannotTurn)
    return { guard: { _id: id, state: there.state }, change: { state }, answer }
  })
}

/**
 * Makes shards and `soldOut` true again after an edit, a crash in one, or a claim that found nothing. Runs at the end of each of
 * them and in the sweep; `dirtyAt` stays when something changed meanwhile, and the next sweep looks again.
 */
export async function settleStock(store: Store, batch: CouponBatch): Promise<CouponBatch> {
  if (batch.dirtyAt === null) return batch
  await ensureStock(store, batch)
  const [free] = await store.find('stock', { batch: batch._id, left: is.gt(0) }, { limit: 1, fields: ['_id'] })
  await store.update(
    'coupon_batches',
    { _id: batch._id, revision: batch.revision, dirtyAt: batch.dirtyAt },
    { soldOut: free === undefined, dirtyAt: null },
  )
  return { ...batch, soldOut: free === undefined, dirtyAt: null }
}

function demand(fields: BatchFields): void {
  const reason = whyNotBatch(fields)
  if (reason) refuse(reason.code, reason.message)
}
