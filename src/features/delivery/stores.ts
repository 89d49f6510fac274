import './collections'
import type { Context } from '../../context'
import { type Day, daysBetween } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { type Doc, is, type Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import { scopeOf } from '../staff/access'
import { readStoresOfOwners } from '../staff/server'
import { readTick } from '../tick/server'
import type { deliveryContract, SentRow } from './contract'
import { seesGroup } from './groupScope'
import { readAll } from './readAll'
import { daysOfRows, lastAttempts, rateOf, storesOf } from './storeRates'
import { refusalText } from './text'

const LONGEST_RANGE = 31
/** Rows of one answer: 20 reads of a thousand, a few seconds of the function's minute. */
const MOST_ROWS = 20_000
const MOST_LISTED = 1000
const FIELDS = ['beat', 'target', 'groupName', 'owner', 'deputyFor', 'date', 'attempt', 'state'] as const
const SHOWN_FIELDS = ['from', 'column', 'route', 'evidence', 'sentAt', 'reason'] as const

type StoreMethods = 'delivery.getStores' | 'delivery.listRows' | 'delivery.getTick'

/** What was planned in each store and what became of it. One count, two reads and one more for each thousand rows. */
export const storeHandlers: Pick<Handlers<typeof deliveryContract, Context>, StoreMethods> = {
  async 'delivery.getStores'({ from, to }, { store, caller }) {
    const range = await rangeOf(store, from, to)
    const [rows, stores, scope] = await together([
      readAll(store, 'deliveries', range, FIELDS),
      readStoresOfOwners(store),
      scopeOf(store, caller),
    ])
    const seen = rows.filter((row) => seesGroup(scope, row.deputyFor ?? row.owner))
    // A colleague's other stores are nobody's business here.
    const shown = storesOf(seen, stores).filter((one) => scope === null || scope.stores.includes(one.store ?? ''))
    return { from, to, stores: shown, days: daysOfRows(seen, from, to) }
  },

  async 'delivery.listRows'({ from, to, which, store: place, chatId }, { store, caller }) {
    const range = await rangeOf(store, from, to)
    const where = chatId === undefined ? range : { ...range, target: chatId }
    const [rows, stores, scope] = await together([
      readAll(store, 'deliveries', where, [...FIELDS, ...SHOWN_FIELDS]),
      readStoresOfOwners(store),
      scopeOf(store, caller),
    ])
    const found = lastAttempts(rows).filter((row) => {
      const owner = row.deputyFor ?? row.owner
      const of = stores.get(owner) ?? []
      if (!seesGroup(scope, owner)) return false
      if (place !== undefined && (place === null ? of.length > 0 : !of.includes(place))) return false
      const rate = rateOf(row.state)
      return which === undefined || which === rate || (which === 'planned' && rate !== 'skipped')
    })
    const shown = found.sort((a, b) => b.from - a.from || (a._id < b._id ? -1 : 1)).slice(0, MOST_LISTED)
    return { rows: shown.map(rowOf), cut: found.length > MOST_LISTED }
  },

  async 'delivery.getTick'(_input, { store, now }) {
    return readTick(store, now)
  },
}

/** The rows of some days, when they are few enough to be read. One wire call. */
async function rangeOf(store: Store, from: Day, to: Day) {
  const length = daysBetween(from, to) + 1
  if (length < 1 || length > LONGEST_RANGE) refuse('RANGE_TOO_LONG', refusalText.storeRange)
  const range = { date: is.and(is.gte(from), is.lte(to)) }
  const found = await store.count('deliveries', range)
  if (found > MOST_ROWS) {
    refuse('TOO_MANY_ROWS', refusalText.tooManyRows(Math.max(1, Math.floor((length * MOST_ROWS) / found))))
  }
  return range
}

type Listed = Pick<
  Doc<'deliveries'>,
  | '_id'
  | 'beat'
  | 'date'
  | 'from'
  | 'target'
  | 'groupName'
  | 'column'
  | 'state'
  | 'route'
  | 'evidence'
  | 'sentAt'
  | 'reason'
>

function rowOf({ _id: id, target: chatId, ...row }: Listed): SentRow {
  const { date, from, beat, groupName, column, state, route, evidence, sentAt, reason } = row
  return { id, date, from, beat, chatId, groupName, column, state, route, evidence, sentAt, reason }
}
