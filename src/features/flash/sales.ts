import './collections'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import { settle } from '../../kernel/settle'
import type { Store } from '../../kernel/store'
import { mayTurn } from '../coupon/batch'
import { nextOpening } from './calendar'
import type { SaleView } from './contract'
import type { FlashFields, FlashSale } from './rules'
import { digestOf, saleIdOf, tidy, whyNotSale } from './saleFields'
import { alignSessions } from './sessions'
import { text } from './text'

/** Sales on the operator's page, newest first. */
const LISTED = 100

export function saleView(sale: FlashSale, now: number): SaleView {
  return { ...sale, nextAt: sale.state === 'running' ? (nextOpening(sale, now)?.opensAt ?? null) : null }
}

export async function listSales(store: Store, now: number): Promise<SaleView[]> {
  const sales = await store.find('flash_sales', {}, { sort: [['createdAt', -1]], limit: LISTED })
  return sales.map((sale) => saleView(sale, now))
}

/** A draft. The request is the key: the same one again finds the sale, with another body it is refused. */
export async function createSale(store: Store, request: string, input: FlashFields, now: number): Promise<SaleView> {
  const fields = demand(input)
  const createdFrom = digestOf(fields)
  const state = { state: 'draft', revision: 0, createdFrom, createdAt: now } as const
  const made: FlashSale = { ...fields, _id: saleIdOf(request), schema: 1, ...state }
  const sale = await settle<'flash_sales', FlashSale>(store, 'flash_sales', made._id, (there) => {
    if (!there) return { insert: made, answer: made }
    return there.createdFrom === createdFrom ? { answer: there } : refuse('REQUEST_REUSED', text.requestReused)
  })
  return saleView(sale, now)
}

/** Changes the sessions to come; those that were made keep their terms. */
export async function editSale(
  store: Store,
  { id, revision, sale: input }: { id: string; revision: number; sale: FlashFields },
  now: number,
): Promise<SaleView> {
  const fields = demand(input)
  const sale = await settle<'flash_sales', FlashSale>(store, 'flash_sales', id, (there) => {
    if (!there) return refuse('NO_SUCH_SALE', text.noSuchSale)
    if (there.revision === revision + 1 && digestOf(there) === digestOf(fields)) return { answer: there }
    if (there.revision !== revision) return refuse('REVISION_CONFLICT', text.revisionConflict)
    if (there.state === 'stopped') return refuse('SALE_STOPPED', text.cannotEdit)
    const change = { ...fields, revision: revision + 1 }
    return { guard: { _id: id, revision, state: there.state }, change, answer: { ...there, ...change } }
  })
  return saleView(sale, now)
}

/** The sale first, then its sessions; a crash in between is mended by the same request again, or by the job. */
export async function setSaleState(
  context: Pick<Context, 'store' | 'now' | 'token'>,
  id: string,
  state: 'running' | 'paused' | 'stopped',
): Promise<{ id: string; state: typeof state }> {
  await settle<'flash_sales', true>(context.store, 'flash_sales', id, (there) => {
    if (!there) return refuse('NO_SUCH_SALE', text.noSuchSale)
    if (there.state === state) return { answer: true }
    if (!mayTurn(there.state, state)) return refuse('CANNOT_TURN', text.cannotTurn)
    return { guard: { _id: id, state: there.state }, change: { state }, answer: true }
  })
  await alignSessions(context)
  return { id, state }
}

function demand(input: FlashFields): FlashFields {
  const fields = tidy(input)
  const reason = whyNotSale(fields)
  return reason ? refuse(reason.code, reason.message) : fields
}
